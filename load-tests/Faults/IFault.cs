namespace Platform.LoadTests.Faults;

/// <summary>One row of the table of faults.</summary>
interface IFault
{
    /// <summary>As it is called by <c>--only</c>.</summary>
    string Name { get; }

    /// <summary>What the platform promises.</summary>
    string Promise { get; }

    /// <summary>Makes it, and judges.</summary>
    /// <exception cref="NotSupportedException">It cannot be made on this machine; the message says why.</exception>
    Task<Row> Run(Stage stage, CancellationToken cancellation);
}
