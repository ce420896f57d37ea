namespace Orleans.Runtime;

/// <summary>What the runtime itself throws derives from this: the call may not have reached its grain, or may not have ended.</summary>
public class OrleansException : Exception
{
    /// <summary>Without a message.</summary>
    public OrleansException() { }

    /// <summary>With a message.</summary>
    public OrleansException(string message) : base(message) { }

    /// <summary>With a message and its cause.</summary>
    public OrleansException(string message, Exception innerException) : base(message, innerException) { }
}

/// <summary>The call was refused before it reached its grain; it had no effect, and may be sent again.</summary>
public class OrleansMessageRejectionException : OrleansException
{
    internal OrleansMessageRejectionException(string message) : base(message) { }

    internal OrleansMessageRejectionException(string message, Exception innerException) : base(message, innerException) { }
}

/// <summary>No silo, or not the silo that owns the grain, could take the call.</summary>
public sealed class SiloUnavailableException : OrleansMessageRejectionException
{
    /// <summary>Without a message of its own.</summary>
    public SiloUnavailableException() : base("No silo could take the call.") { }

    /// <summary>With a message.</summary>
    public SiloUnavailableException(string msg) : base(msg) { }

    /// <summary>With a message and its cause.</summary>
    public SiloUnavailableException(string message, Exception innerException) : base(message, innerException) { }
}

/// <summary>A grain's mailbox is full: the call was refused and had no effect.</summary>
public sealed class LimitExceededException : OrleansException
{
    /// <summary>Without a message of its own.</summary>
    public LimitExceededException() : base("A limit was exceeded.") { }

    /// <summary>With a message.</summary>
    public LimitExceededException(string message) : base(message) { }

    /// <summary>With a message and its cause.</summary>
    public LimitExceededException(string message, Exception innerException) : base(message, innerException) { }

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

    /// <summary>With a message and its cause.</summary>
    public OrleansConfigurationException(string message, Exception innerException) : base(message, innerException) { }
}
