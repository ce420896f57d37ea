namespace Platform.Grains.Interfaces.Contracts;

/// <summary>The answer to a command or a question: a value, or the typed reason why not.</summary>
/// <remarks>What a user can cause is a value; a bug or an outage is an exception.</remarks>
[GenerateSerializer, Immutable, Alias("outcome`1")]
public readonly struct Outcome<T>
{
    /// <summary>What was asked for; the default where <see cref="Refusal"/> is set.</summary>
    [Id(0)] public T? Value { get; init; }

    /// <summary>Why not, or null.</summary>
    [Id(1)] public Refusal? Refusal { get; init; }

    /// <summary>The value, as an outcome.</summary>
    public static implicit operator Outcome<T>(T value) => new() { Value = value };

    /// <summary>The refusal, as an outcome.</summary>
    public static implicit operator Outcome<T>(Refusal refusal) => new() { Refusal = refusal };
}
