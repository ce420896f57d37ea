using System.Reflection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Platform.Grains.Interfaces.Contracts;
using Platform.Silo.Clustering;
using Platform.Storage.Journal;
using Platform.Tests.Gateway;

namespace Platform.Tests.Silo.Clustering;

/// <summary>A silo takes over from one that lost the database only where it has had it all the time.</summary>
public sealed class DatabaseLossMonitorTests : IAsyncLifetime
{
    readonly FakeTimeProvider _clock = new();
    readonly Database _database = (Database)(object)DispatchProxy.Create<IJournalStore, Database>();
    DatabaseLossMonitor _monitor = null!;

    public async ValueTask InitializeAsync()
    {
        // No membership: nobody is asked to take over here.
        _monitor = new((IJournalStore)(object)_database, null!, null!, null!, _clock, NullLogger<DatabaseLossMonitor>.Instance);
        await _monitor.StartAsync(CancellationToken.None);
        // Its timer is made in the background.
        await Eventually.Holds(() =>
        {
            _clock.Advance(TimeSpan.FromMilliseconds(250));
            return _database.Pings > 0;
        });
    }

    public async ValueTask DisposeAsync() => await _monitor.StopAsync(CancellationToken.None);

    [Fact]
    public async Task ItHasTheDatabaseOnceItHasAnsweredForTwoSeconds()
    {
        Assert.False(await _monitor.HasDatabase());
        await Pass(TimeSpan.FromSeconds(1));
        Assert.False(await _monitor.HasDatabase());
        await Pass(TimeSpan.FromSeconds(2));
        Assert.True(await _monitor.HasDatabase());
    }

    [Fact]
    public async Task OneMissedPingBeginsTheTwoSecondsAnew()
    {
        await Pass(TimeSpan.FromSeconds(3));
        _database.IsAway = true;
        await Pass(TimeSpan.FromMilliseconds(250));
        _database.IsAway = false;
        await Pass(TimeSpan.FromSeconds(1));
        Assert.False(await _monitor.HasDatabase());
        await Pass(TimeSpan.FromSeconds(2));
        Assert.True(await _monitor.HasDatabase());
    }

    [Fact]
    public async Task ADatabaseThatIsSlowButListensIsNotLost()
    {
        await Pass(TimeSpan.FromSeconds(3));
        (_database.IsAway, _database.IsListening) = (true, true);
        // There is no membership: to hand over would end the monitor, and no ping would follow.
        await Pass(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task WhoHadItButHasItNoMoreTakesNothingOver()
    {
        await Pass(TimeSpan.FromSeconds(3));
        _database.IsAway = true;
        Assert.False(await _monitor.HasDatabase());
    }

    // Ping by ping, each answered before the next.
    async Task Pass(TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromMilliseconds(250))
        {
            var pings = _database.Pings;
            _clock.Advance(TimeSpan.FromMilliseconds(250));
            await Eventually.Holds(() => _database.Pings > pings);
        }
    }

    public class Database : DispatchProxy
    {
        public bool IsAway { get; set; }

        public bool IsListening { get; set; }

        public int Pings { get; private set; }

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
        {
            if (targetMethod!.Name == nameof(IJournalStore.IsReachable))
                return Task.FromResult(IsListening);
            Assert.Equal(nameof(IJournalStore.Ping), targetMethod.Name);
            var away = IsAway;
            Pings++;
            return away ? Task.FromException(new JournalUnavailableException("Away.")) : Task.CompletedTask;
        }
    }
}
