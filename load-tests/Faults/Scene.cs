using System.Diagnostics;
using Npgsql;
using Platform.LoadTests.Load.Callers;
using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Faults;

/// <summary>One time that a fault is made, under load.</summary>
/// <param name="stage">What rows share.</param>
/// <param name="cluster">What is hit.</param>
/// <param name="callers">Who calls meanwhile.</param>
/// <param name="ground">What the fault is made with; null: signals alone.</param>
/// <param name="cancellation">Gives up.</param>
sealed class Scene(Stage stage, ClusterOnPostgres cluster, Callers callers, object? ground, CancellationToken cancellation)
{
    readonly List<string> broken = [];
    readonly List<string> seen = [];
    long struck;
    long repaired = long.MaxValue;

    /// <summary>What is hit.</summary>
    public ClusterOnPostgres Cluster => cluster;

    /// <summary>Of what is hit.</summary>
    public Random Chance => stage.Chance;

    /// <summary>How long a frozen silo stands still.</summary>
    public TimeSpan Hold => stage.Hold;

    /// <summary>Gives up.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>Promises that were not kept.</summary>
    public IReadOnlyList<string> Broken => broken;

    /// <summary>What was seen.</summary>
    public IReadOnlyList<string> Seen => seen;

    /// <summary>What the fault is made with.</summary>
    public T Ground<T>() => (T)ground!;

    /// <summary>The platform's tables, beneath the platform.</summary>
    public NpgsqlDataSource Database() => cluster.Postgres.Beneath();

    /// <summary>What a statement counts there.</summary>
    /// <param name="database">Whose.</param>
    /// <param name="sql">It selects one number.</param>
    /// <param name="ids">Its <c>$1</c>, an array of texts, where it has one.</param>
    public async Task<long> Count(NpgsqlDataSource database, string sql, string[]? ids = null)
    {
        await using var count = database.CreateCommand(sql);
        if (ids is not null) count.Parameters.AddWithValue(ids);
        return (long)(await count.ExecuteScalarAsync(cancellation))!;
    }

    /// <summary>Any of the silos that live.</summary>
    public ServerProcess AnySilo()
    {
        var living = cluster.Silos.Where(silo => silo.Lives).ToList();
        return living[Chance.Next(living.Count)];
    }

    /// <summary>From now on people may notice.</summary>
    public void Strikes() => struck = Stopwatch.GetTimestamp();

    /// <summary>From now on what they notice is another matter.</summary>
    public void Repairs() => repaired = Math.Min(repaired, Stopwatch.GetTimestamp());

    /// <summary>Everybody must be answered again within a time from now (K8).</summary>
    public Task Back(TimeSpan within, string after) => Back(Stopwatch.GetTimestamp(), within, after);

    /// <summary>Everybody must be answered again within a time from a moment (K8).</summary>
    public async Task Back(long since, TimeSpan within, string after)
    {
        // Waited for longer than promised, so that what follows starts from a whole platform.
        var took = await callers.Back(since, within + TimeSpan.FromSeconds(60), cancellation);
        if (took is null || took > within) broken.Add($"{after}: not everybody is answered {(took ?? within + TimeSpan.FromSeconds(60)).TotalSeconds:F1} s later, {within.TotalSeconds} s were promised (K8)");
        else seen.Add($"{after}: all answered {took.Value.TotalSeconds:F1} s later");
    }

    /// <summary>Lets people call for a while.</summary>
    public Task GoOn(TimeSpan time) => Task.Delay(time, cancellation);

    /// <summary>A promise of this row.</summary>
    public void Must(bool kept, string otherwise)
    {
        if (!kept) broken.Add(otherwise);
    }

    /// <summary>Worth telling.</summary>
    public void Note(string what) => seen.Add(what);

    /// <summary>When those whom the fault touched were answered again; to be read when callers have stopped.</summary>
    public IReadOnlyList<TimeSpan> Recoveries => struck == 0 ? [] : callers.Recoveries(struck, repaired);
}
