using System.Reflection;
using Platform.Gateway.Contracts;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Interfaces.Tenants;
using Platform.Silo.Clustering;
using Platform.Web.Access;

namespace Platform.Tests.Silo.Clustering;

/// <summary>A call whose silo was lost on the way is repeated, once the membership says who activates the grain next.</summary>
public sealed class LostSiloRetryTests
{
    static readonly TenantId Town = TenantId.Parse("saint-aubin");

    [Fact]
    public async Task ALostCallIsRepeated()
    {
        var lost = new LostGrains { Times = 3 };
        await LostSiloRetry.Wrap(lost.Factory, new StaticDirectory()).Tenant(Town).Read();
        Assert.Equal(4, lost.Calls);
    }

    [Fact]
    public async Task ATimeoutIsNotRepeated()
    {
        var late = new LostGrains { Times = 1, Failure = new TimeoutException() };
        await Assert.ThrowsAsync<TimeoutException>(() => LostSiloRetry.Wrap(late.Factory, new StaticDirectory()).Tenant(Town).Read());
        Assert.Equal(1, late.Calls);
    }

    [Fact]
    public async Task AChangeOfTheMembershipEndsTheWait()
    {
        var (lost, change) = (new LostGrains { Times = 1 }, new TaskCompletionSource());
        var reading = LostSiloRetry.Wrap(lost.Factory, new StaticDirectory { Change = change.Task }).Tenant(Town).Read();
        Assert.Equal(1, lost.Calls);
        change.SetResult();
        await reading;
        Assert.Equal(2, lost.Calls);
    }

    [Fact]
    public async Task ACallThatAFrozenSiloNeverAnswersIsRepeatedOnceTheMembershipChanged()
    {
        var (frozen, members) = (new LostGrains { Times = 1, Unanswered = true }, new StaticDirectory());
        var reading = LostSiloRetry.Wrap(frozen.Factory, members).Tenant(Town).Read();
        members.MembershipVersion++;
        await reading;
        Assert.Equal(2, frozen.Calls);
    }

    // Grains whose silo is lost on the way, so many times.
    sealed class LostGrains
    {
        public int Times { get; init; }

        public bool Unanswered { get; init; }

        public Exception Failure { get; init; } = new SiloUnavailableException("Lost.");

        public int Calls { get; private set; }

        public IGrainFactory Factory => Proxy<IGrainFactory>(_ => Proxy<ITenantGrain>(_ => Answer()));

        Task<Outcome<TenantView>> Answer() =>
            ++Calls > Times ? Task.FromResult(default(Outcome<TenantView>))
            : Unanswered ? new TaskCompletionSource<Outcome<TenantView>>().Task
            : Task.FromException<Outcome<TenantView>>(Failure);

        static T Proxy<T>(Func<MethodInfo, object> answer) where T : class
        {
            var proxy = DispatchProxy.Create<T, Answering>();
            ((Answering)(object)proxy).Answer = answer;
            return proxy;
        }
    }

    public class Answering : DispatchProxy
    {
        public Func<MethodInfo, object> Answer { get; set; } = _ => throw new NotSupportedException();

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Answer(targetMethod!);
    }

    sealed class StaticDirectory : ISiloDirectory
    {
        public Task Change { get; init; } = Task.CompletedTask;

        public string? Trouble => null;

        public SiloList List() => new(1, []);

        public long MembershipVersion { get; set; }

        public Task WaitForChange(long after, TimeSpan timeout, CancellationToken cancellation) => Change;

        public Task NextChange(TimeSpan timeout) => Change;

        public void LookForLostSilos()
        {
        }

        public void BeginDrain()
        {
        }

        public Task<bool> Drain(string name, CancellationToken cancellation) => Task.FromResult(false);
    }
}
