namespace Orleans.Runtime;

/// <summary>What the runtime itself throws derives from this: the call may not have reached its grain, or may not have ended.</summary>
public class OrleansException : Exception
{
    /// <summary>With a message.</summary>
    public OrleansException(string message) : base(message) { }
}

/// <summary>The call was refused by the runtime and not by its grain.</summary>
public class OrleansMessageRejectionException : OrleansException
{
    internal OrleansMessageRejectionException(string message) : base(message) { }
}

/// <summary>No silo took the call, or the one that took it was lost: then nobody knows whether it took effect, and the message says so.</summary>
public sealed class SiloUnavailableException : OrleansMessageRejectionException
{
    /// <summary>With a message.</summary>
    public SiloUnavailableException(string msg) : base(msg) { }
}

/// <summary>A grain's mailbox is full: the call was refused and had no effect.</summary>
public sealed class LimitExceededException : OrleansException
{
    /// <summary>With a message.</summary>
    public LimitExceededException(string message) : base(message) { }

    /// <summary>Names the limit.</summary>
    /// <param name="limitName">Which limit.</param>
    /// <param name="current">How many there are.</param>
    /// <param name="threshold">How many there may be.</param>
    /// <param name="extraInfo">Where.</param>
    public LimitExceededException(string limitName, int current, int threshold, object extraInfo)
        : base($"{limitName}: {current} is over the limit of {threshold}. {extraInfo}") { }
}

/// <summary>The code or the settings cannot work; what has to change is in the message.</summary>
public sealed class OrleansConfigurationException : Exception
{
    /// <summary>With a message.</summary>
    public OrleansConfigurationException(string message) : base(message) { }
}
