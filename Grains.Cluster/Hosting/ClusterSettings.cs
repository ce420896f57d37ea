namespace Orleans.Runtime;

// What Orleans has no option for. Times: docs/decisions/0005.
sealed record ClusterSettings
{
    // Where gateways reach this silo. Null while that is not known, for a host knows its port only once it listens: until then the silo does not join.
    public Func<string?> Http { get; init; } = () => "";

    // How long a silo may act after its last renewal.
    public TimeSpan Lease { get; init; } = TimeSpan.FromMilliseconds(1300);

    public TimeSpan Renewal { get; init; } = TimeSpan.FromMilliseconds(300);

    // Silence after which a silo counts another as not heard.
    public TimeSpan Silence { get; init; } = TimeSpan.FromMilliseconds(750);

    // How long an open quarrel stands before one of the two has to go: so long that all who cannot hear the culprit have said so.
    public TimeSpan Quarrel { get; init; } = TimeSpan.FromMilliseconds(300);

    public LinkSecurity? Security { get; init; }

    // A page of a long history is the largest message.
    public int LargestMessage { get; init; } = 64 << 20;
}
