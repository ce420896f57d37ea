namespace Platform.LoadTests.Faults;

/// <summary>A fault of the suite (<c>faults.md</c>).</summary>
interface IFault
{
    /// <summary>Its name for <c>--only</c>.</summary>
    string Name { get; }

    /// <summary>What the platform promises.</summary>
    string Promise { get; }

    /// <summary>Injects it, and verifies the promise.</summary>
    /// <exception cref="NotSupportedException">It cannot be injected on this machine; the message says why.</exception>
    Task<FaultResult> Run(FaultSuite suite, CancellationToken cancellation);
}
