using System.Reflection;
using Orleans;
using Orleans.Runtime;
using Platform.Hosting;
using Platform.Tenants;

namespace Platform.Tests.Cluster;

public sealed class InsistenceTests
{
    [Fact]
    public async Task WhereASiloWasLostOnTheWayItIsAskedAgain()
    {
        var (register, lost) = (new Register(), new Lost { Times = 3 });
        await Insistence.Of(lost.Grains, register).Tenant(TenantId.Parse("saint-aubin")).Read();
        Assert.Equal(4, lost.Asked);
    }

    [Fact]
    public async Task ASiloThatMayNotGoOnItselfAsksNobodyAgain()
    {
        var (register, lost) = (new Register { Fence = new(canceled: true) }, new Lost { Times = 3 });
        await Assert.ThrowsAsync<SiloUnavailableException>(() => Insistence.Of(lost.Grains, register).Tenant(TenantId.Parse("saint-aubin")).Read());
        Assert.Equal(1, lost.Asked);
    }

    [Fact]
    public async Task WhoWaitsForWhoeverHoldsTheGrainNextGoesOnWhenTheListOfSilosChanges()
    {
        var (lost, asked, change) = (new Lost { Times = 1 }, 0L, new TaskCompletionSource());
        var register = new Register { Changed = after => { asked = after; return change.Task; } };
        var reading = Insistence.Of(lost.Grains, register).Tenant(TenantId.Parse("saint-aubin")).Read();
        Assert.Equal((register.Version, 1), (asked, lost.Asked));
        change.SetResult();
        await reading;
        Assert.Equal(2, lost.Asked);
    }

    // Grains whose silo is lost on the way, so many times.
    sealed class Lost
    {
        public int Times { get; init; }

        public int Asked { get; private set; }

        public IGrainFactory Grains => Face<IGrainFactory>(_ => Face<ITenantGrain>(_ => Answer()));

        Task<Outcome<TenantView>> Answer() => ++Asked <= Times
            ? Task.FromException<Outcome<TenantView>>(new SiloUnavailableException("Lost."))
            : Task.FromResult(default(Outcome<TenantView>)!);

        static T Face<T>(Func<MethodInfo, object> answer) where T : class
        {
            var face = DispatchProxy.Create<T, Mask>();
            ((Mask)(object)face).Answer = answer;
            return face;
        }
    }

    public class Mask : DispatchProxy
    {
        public Func<MethodInfo, object> Answer { get; set; } = _ => throw new NotSupportedException();

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Answer(targetMethod!);
    }
}
