namespace Platform.Silos;

/// <summary>The silos that live, as this one knows them, and the way to send one away. Safe for any number of threads.</summary>
interface ISiloRegister
{
    /// <summary>Why this silo cannot serve, in a sentence for operators; null where it can.</summary>
    string? Trouble { get; }

    /// <summary>Cancelled when this silo served and may not go on: others may hold its grains by now, and whoever waits here should ask there.
    /// Another token from when it may serve again.</summary>
    CancellationToken Fence { get; }

    /// <summary>Of the list that is known now; never waits.</summary>
    long Version { get; }

    /// <summary>What is known now; never waits.</summary>
    SiloList List();

    /// <summary>Completes when the list is of another version than the one given, or after the patience.</summary>
    Task Change(long after, TimeSpan patience, CancellationToken cancellation);

    /// <summary>This silo takes nothing new; returns when gateways have had the time to hear of it.</summary>
    void Leave();

    /// <summary>Asks a silo, here or elsewhere, to finish what it does and leave; false where none of that name lives.</summary>
    Task<bool> AskToDrain(string name, CancellationToken cancellation);
}

/// <summary>The silos that live.</summary>
/// <param name="Version">Another one with every change, the same in every silo that knows the same.</param>
/// <param name="Silos">Those that answer requests: serving or draining.</param>
sealed record SiloList(long Version, IReadOnlyList<SiloEntry> Silos);

/// <summary>A silo that answers requests.</summary>
/// <param name="Name">For people, and unique.</param>
/// <param name="Address">Where gateways reach it, such as <c>http://10.0.0.5:5001</c>.</param>
/// <param name="Draining">It finishes what it does: send it nothing new.</param>
sealed record SiloEntry(string Name, string Address, bool Draining);
