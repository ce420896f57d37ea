using Platform.LoadTests.Calling;
using Platform.LoadTests.Journeys;
using Platform.LoadTests.Serving;

namespace Platform.LoadTests.Faults;

/// <summary>What rows share: the choices, and one plain cluster for all that leave it whole.</summary>
sealed class Stage(Choices choices, TextWriter progress) : IAsyncDisposable
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
    public int Times { get; } = choices.Number("--times", 1, 10_000);

    /// <summary>How many people call meanwhile.</summary>
    public int People { get; } = choices.Number("--people", 3, 1000) / 3 * 3;

    /// <summary>How long a frozen silo stands still.</summary>
    public TimeSpan Hold { get; } = TimeSpan.FromSeconds(choices.Number("--hold", 1, 600));

    /// <summary>How long a cluster that was just started serves before anything is done to it.</summary>
    public TimeSpan Settle { get; } = TimeSpan.FromSeconds(choices.Number("--settle", 0, 600));

    /// <summary>Of what is hit.</summary>
    public Random Chance { get; } = new(choices.Number("--seed", 0, int.MaxValue));

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
