namespace Platform.LoadTests.Serving;

/// <summary>The ways of having a platform.</summary>
static class Platforms
{
    /// <summary>Has one.</summary>
    /// <param name="target">Where one runs already; null: starts one.</param>
    /// <param name="standalone">On SQLite in one process; otherwise silo, gateway and PostgreSQL.</param>
    /// <param name="progress">Hears of each step.</param>
    /// <param name="cancellation">Gives up.</param>
    public static async Task<IPlatform> Start(Uri? target, bool standalone, TextWriter progress, CancellationToken cancellation)
    {
        if (target is not null) return await Elsewhere.Find(target, cancellation);
        await progress.WriteLineAsync(standalone ? "starting Standalone on SQLite" : "starting PostgreSQL, silo and gateway");
        return standalone ? await Standalone.Start(cancellation) : await OnPostgres.Start(cancellation);
    }
}
