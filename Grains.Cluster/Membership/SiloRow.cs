namespace Orleans.Runtime;

enum SiloStage
{
    Joining,
    Active,
    Draining,
    Dead,
}

// One life of one silo, as the table has it.
sealed record SiloRow(
    SiloAddress Address, long Number, string Name, string Http, SiloStage Stage, long Changed, long Seen, TimeSpan Left,
    IReadOnlyList<SiloAddress> Unheard, bool Condemned, bool DrainAsked)
{
    public bool Answers => Stage is SiloStage.Active or SiloStage.Draining;
}

// All that live. Renewed: whether our own lease was.
sealed record SiloRows(bool Renewed, long Version, IReadOnlyList<SiloRow> Living)
{
    public static readonly SiloRows None = new(false, 0, []);

    // How long after this one. Not later than the end of the next lease: its owner's citizens wait for exactly that.
    public TimeSpan NextLook(TimeSpan renewal)
    {
        var next = renewal;
        foreach (var silo in Living)
            if (silo.Left > TimeSpan.Zero && silo.Left < next)
                next = silo.Left + TimeSpan.FromMilliseconds(2);
        return next;
    }
}
