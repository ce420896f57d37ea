namespace Platform.LoadTests.Faults;

/// <summary>A row that cannot be made from outside, and why.</summary>
sealed record NotHere(string Name, string Promise, string Why) : IFault
{
    /// <inheritdoc/>
    public Task<Row> Run(Stage stage, CancellationToken cancellation) => throw new NotSupportedException(Why);
}
