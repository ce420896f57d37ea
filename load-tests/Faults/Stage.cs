using Platform.LoadTests.Load.Callers;
using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Faults;

/// <summary>What rows share: the options, and one plain cluster for all that leave it whole.</summary>
sealed class Stage(FaultSuiteOptions options, TextWriter progress) : IAsyncDisposable
{
    /// <summary>Three silos: two alone cannot outvote anybody. Two gateways: one may go.</summary>
    public static ClusterPlan Plan { get; } = new(Silos: 3, Gateways: 2);

    /// <summary>How long callers wait before they have ever been answered.</summary>
    public static TimeSpan Patience { get; } = TimeSpan.FromSeconds(60);

    ClusterOnPostgres? plain;
    int people;

    /// <summary>Hears how far it is.</summary>
    public TextWriter Progress => progress;

    /// <summary>How often a fault is made.</summary>
    public int Times { get; } = options.Times;

    /// <summary>How many people call meanwhile.</summary>
    public int People { get; } = options.People / Tenant.All.Count * Tenant.All.Count;

    /// <summary>How long a frozen silo stands still.</summary>
    public TimeSpan Hold { get; } = options.Hold;

    /// <summary>How long a cluster that was just started serves before anything is done to it.</summary>
    public TimeSpan Settle { get; } = options.Settle;

    /// <summary>Of what is hit.</summary>
    public Random Chance { get; } = new(options.Seed);

    /// <summary>The first of people who never called: their files begin with what is seen.</summary>
    public int Newcomers() => people += People;

    /// <summary>The cluster of the rows that need nothing else.</summary>
    public async Task<ClusterOnPostgres> Plain(CancellationToken cancellation) => plain ??= await Start(Plan, cancellation);

    /// <summary>Starts one, and lets people call until it is no longer cold.</summary>
    /// <exception cref="TimeoutException">It does not serve.</exception>
    public async Task<ClusterOnPostgres> Start(ClusterPlan plan, CancellationToken cancellation)
    {
        await progress.WriteLineAsync($"  starting PostgreSQL, {plan.Silos} silos, {plan.Gateways} gateways");
        var cluster = await ClusterOnPostgres.Start(plan, cancellation);
        try
        {
            var callers = await Callers.Begin(cluster.Addresses, "settle", new(Newcomers(), People), Patience, cancellation);
            await Task.Delay(Settle, cancellation);
            await callers.End();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops the plain one: it takes what the next rows need, or is no longer whole.</summary>
    public async Task Leave()
    {
        if (plain is not null) await plain.DisposeAsync();
        plain = null;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await Leave();
}

/// <summary>What was chosen for a run of the table.</summary>
/// <param name="Times">How often a fault is made.</param>
/// <param name="People">How many people call meanwhile, rounded down to the same number in each tenant.</param>
/// <param name="Hold">How long a frozen silo stays frozen.</param>
/// <param name="Settle">How long a cluster just started serves before anything is done to it.</param>
/// <param name="Seed">Of what is hit, and when.</param>
sealed record FaultSuiteOptions(int Times, int People, TimeSpan Hold, TimeSpan Settle, int Seed);
