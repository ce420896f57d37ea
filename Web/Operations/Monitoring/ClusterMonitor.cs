using System.Diagnostics.Metrics;
using Platform.Gateway.Contracts.Operations;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Operations;

namespace Platform.Web.Operations.Monitoring;

/// <summary>Looks at the board each second, remembers fifteen minutes, and tells the autoscaler how many silos it would run.</summary>
/// <remarks>Settings: <c>Operations:SiloCores</c>, the cores of one silo, by default those of this machine or container.
/// Metric: <c>platform_silos_recommended</c>.</remarks>
sealed partial class ClusterMonitor : BackgroundService
{
    static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    readonly NodeStatusBoard _board;
    readonly IOperatorCommandStore _orders;
    readonly TimeProvider _clock;
    readonly ILogger<ClusterMonitor> _log;
    readonly double _cores;
    volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ClusterMonitor(
        NodeStatusBoard board, IOperatorCommandStore orders, IConfiguration configuration, IMeterFactory meters, TimeProvider clock, ILogger<ClusterMonitor> log)
    {
        (_board, _orders, _clock, _log) = (board, orders, clock, log);
        _cores = Math.Max(0.1, configuration.GetValue("Operations:SiloCores", (double)Environment.ProcessorCount));
        Seen = new(clock.GetUtcNow(), [], null, CapacityAdvice.Of(new([], 0, _cores), null), _cores, Away: false);
        // Silent until something was seen: an autoscaler must not act on a guess.
        meters.Create("Platform.Operations").CreateObservableGauge("platform.silos.recommended",
            () => Seen.Nodes.Count == 0 ? [] : new Measurement<int>[] { new(Seen.Advice.Recommended) },
            description: "Silos that the present and the announced load need, three at least.");
    }

    /// <summary>The last fifteen minutes.</summary>
    public LoadHistory History { get; } = new();

    /// <summary>What was seen last.</summary>
    public ClusterSnapshot Seen { get; private set; }

    /// <summary>Completes at the next look.</summary>
    public Task Next => _next.Task;

    /// <summary>Looks now.</summary>
    public async Task Look(CancellationToken cancellation)
    {
        var now = _clock.GetUtcNow();
        try
        {
            var nodes = await _board.All(cancellation);
            var announced = await _orders.Announced(cancellation);
            var spans = History.Read();
            Seen = new(now, nodes, announced, CapacityAdvice.Of(Measurements.Of(nodes, [.. spans.Select(span => span.Load)], _cores), announced), _cores, Away: false);
        }
        catch (JournalUnavailableException)
        {
            if (!Seen.Away)
                LogAway();
            Seen = Seen with { At = now, Away = true };
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var pace = new PeriodicTimer(Pace, _clock);
        do
        {
            await Look(stoppingToken);
            if (!Seen.Away)
                History.Add(Seen.At, Seen.Nodes);
            var seen = _next;
            _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
            seen.TrySetResult();
        }
        while (await pace.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(LogLevel.Warning, "The figures of the nodes cannot be read: the console shows what it saw last.")]
    partial void LogAway();
}

/// <summary>The board as it was seen.</summary>
/// <param name="At">When.</param>
/// <param name="Nodes">Every node of the last hour.</param>
/// <param name="Announced">The load that an operator expects, or null.</param>
/// <param name="Advice">How many silos.</param>
/// <param name="CoresOfSilo">That the advice counts with.</param>
/// <param name="Away">The database did not answer: the rest is older than the time says.</param>
sealed record ClusterSnapshot(
    DateTimeOffset At, IReadOnlyList<NodeStatus> Nodes, AnnouncedLoad? Announced, CapacityAdvice Advice, double CoresOfSilo, bool Away)
{
    /// <summary>Deadlines that should have been kept by now: every silo says the same of the whole platform.</summary>
    public long Late => Nodes.Live(NodeKinds.Silo).Select(node => node.DeadlinesLate).DefaultIfEmpty().Max();

    /// <summary>How many seconds each follower is behind, where it runs.</summary>
    public IReadOnlyList<(string Follower, double Seconds, string Node)> Followers =>
        [.. Nodes.Live(NodeKinds.Silo).SelectMany(node => node.FollowerLag.Select(lag => (lag.Key, lag.Value, node.Node))).OrderByDescending(lag => lag.Value)];
}
