namespace Platform.LoadTests.Serving;

/// <summary>An authority that a journey acts for, as the demonstration names them.</summary>
/// <param name="Id">Its label, which is the first one of its host too.</param>
sealed record Tenant(string Id)
{
    /// <summary>The three of the demonstration.</summary>
    public static IReadOnlyList<Tenant> All { get; } = [new("saint-aubin"), new("val-de-lys"), new("haute-lys")];

    /// <summary>Opens its API, where the demonstration is seeded.</summary>
    public string Key => $"demo-key-{Id}";

    /// <summary>What a request names as its host.</summary>
    public string Host(int port) => $"{Id}.localhost:{port}";
}
