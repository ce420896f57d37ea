namespace Orleans;

/// <summary>Why an activation leaves memory.</summary>
/// <param name="code">The kind of reason.</param>
/// <param name="exception">What went wrong, if something did.</param>
/// <param name="text">For a reader of logs.</param>
public readonly struct DeactivationReason(DeactivationReasonCode code, Exception? exception, string text)
{
    /// <summary>A reason that is no failure.</summary>
    public DeactivationReason(DeactivationReasonCode code, string text) : this(code, null, text) { }

    /// <summary>The kind of reason.</summary>
    public DeactivationReasonCode ReasonCode { get; } = code;

    /// <summary>For a reader of logs.</summary>
    public string Description { get; } = text;

    /// <summary>What went wrong, if something did.</summary>
    public Exception? Exception { get; } = exception;

    /// <summary>The kind of reason, its text, and what went wrong.</summary>
    public override string ToString() => Exception is null ? $"{ReasonCode}: {Description}" : $"{ReasonCode}: {Description} {Exception.Message}";
}

/// <summary>The kinds of reason for which an activation leaves memory.</summary>
public enum DeactivationReasonCode : byte
{
    /// <summary>None was given.</summary>
    None = 0,
    /// <summary>Its silo stops.</summary>
    ShuttingDown = 1,
    /// <summary>Its constructor or its activation hook threw.</summary>
    ActivationFailed = 2,
    /// <summary>Nobody called it for longer than the collection age.</summary>
    ActivationIdle = 4,
    /// <summary>It asked to, for instance after a failed commit.</summary>
    ApplicationRequested = 9,
    /// <summary>It now belongs to another silo.</summary>
    Migrating = 10,
    /// <summary>The runtime, or an operator through it, asked.</summary>
    RuntimeRequested = 11,
}
