namespace Platform.Grains.Interfaces.Identities;

/// <summary>A consent as the citizen last gave or withdrew it (GDPR article 7).</summary>
/// <param name="Purpose">What for: 1 to 64 of <c>a-z 0-9 -</c>, such as <c>reminders</c>.</param>
/// <param name="Given">Given, or withdrawn.</param>
/// <param name="At">When.</param>
[GenerateSerializer, Immutable, Alias("consent")]
public sealed record Consent([property: Id(0)] string Purpose, [property: Id(1)] bool Given, [property: Id(2)] DateTimeOffset At);
