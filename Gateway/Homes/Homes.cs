namespace Platform.Gateway;

/// <summary>Which silo holds a person's file: whoever is sent there is answered without a way between silos. A guess that costs such a way
/// where it is wrong, and nothing else.</summary>
/// <remarks>Every gateway guesses alike, by rendezvous of the person's number with the silos, and a silo opens files that live with itself: so the
/// guess is right until silos come or go. Who moved then is learned from the answers. docs/decisions/0006.</remarks>
sealed class Homes(SiloPool pool)
{
    // 2 MB. Where two people meet in one place, the later one is remembered.
    const int Size = 1 << 18;

    readonly Moved?[] _moved = new Moved?[Size];

    /// <summary>Where to send this person's contact; null where no silo is believed to serve.</summary>
    public LiveSilo? Of(ulong person) =>
        _moved[person % Size] is { } known && known.Person == person && known.Silo.Usable ? known.Silo : pool.Nearest(person);

    /// <summary>A silo said that the file lives elsewhere.</summary>
    /// <param name="person">Whose.</param>
    /// <param name="address">Of the silo where it lives.</param>
    public void Learn(ulong person, string address)
    {
        if (pool.Find(address) is { } silo)
            _moved[person % Size] = new(person, silo);
    }

    // Lives there, and not where the guess leads.
    sealed record Moved(ulong Person, LiveSilo Silo);
}
