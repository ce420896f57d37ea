namespace Orleans.Configuration;

/// <summary>The database in which silos find each other.</summary>
public class AdoNetClusteringSiloOptions
{
    /// <summary>How to reach it.</summary>
    public string ConnectionString { get; set; } = null!;

    /// <summary>Its provider: <c>Npgsql</c>, for PostgreSQL, is the only one that the built-in runtime knows.</summary>
    public string Invariant { get; set; } = null!;
}
