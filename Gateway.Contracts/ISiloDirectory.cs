namespace Platform.Gateway.Contracts;

/// <summary>The silos of the cluster, as this one knows them, and the way to drain one. Safe for any number of threads.</summary>
public interface ISiloDirectory
{
    /// <summary>Why this silo cannot serve, in a sentence for operators; null where it can.</summary>
    string? Trouble { get; }

    /// <summary>What is known now; never waits.</summary>
    SiloList List();

    /// <summary>Completes when the list has another version than the one given, or after the timeout.</summary>
    Task WaitForChange(long after, TimeSpan timeout, CancellationToken cancellation);

    /// <summary>Grows with each change of the cluster's membership.</summary>
    long MembershipVersion { get; }

    /// <summary>Completes at the next change of the cluster's membership, or after the timeout.</summary>
    Task NextChange(TimeSpan timeout);

    /// <summary>A call was lost on the way to another silo: those whose process is gone are looked for. Returns at once.</summary>
    void LookForLostSilos();

    /// <summary>This silo takes nothing new; returns when gateways have had the time to hear of it.</summary>
    void BeginDrain();

    /// <summary>Asks a silo, here or elsewhere, to finish what it does and leave; false where none of that name is active.</summary>
    Task<bool> Drain(string name, CancellationToken cancellation);
}
