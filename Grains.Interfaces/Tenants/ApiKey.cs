namespace Platform.Grains.Interfaces.Tenants;

/// <summary>A machine's key: only its hash is ever kept.</summary>
/// <param name="Name">Who uses it: 1 to 64 of <c>a-z 0-9 -</c>.</param>
/// <param name="Hash">SHA-256 of the key, in lower-case hexadecimal.</param>
/// <param name="Scopes">What it may do: of <see cref="Platform.Grains.Interfaces.Tenancy.Scopes.All"/>.</param>
[GenerateSerializer, Immutable, Alias("api-key")]
public sealed record ApiKey([property: Id(0)] string Name, [property: Id(1)] string Hash, [property: Id(2)] IReadOnlyList<string> Scopes);
