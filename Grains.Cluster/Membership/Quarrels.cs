using System.Diagnostics;

namespace Orleans.Runtime;

// Pairs of silos of which one does not hear the other. Every silo reads the same rows and finds the same loser:
// who is in most pairs, for a silo that is cut off is in all of its own; of two that are in as many, the younger.
sealed class Quarrels(TimeSpan patience)
{
    string _pairs = "";
    long _since;

    // Null while all is well, or not yet clear.
    public SiloRow? Loser(IReadOnlyList<SiloRow> living)
    {
        var answering = living.Where(s => s is { Answers: true, Condemned: false }).ToList();
        var pairs = (
            from one in answering
            from other in answering
            where one.Number < other.Number && (one.Unheard.Contains(other.Address) || other.Unheard.Contains(one.Address))
            select (One: one, Other: other)).ToList();
        var now = string.Join(' ', pairs.Select(p => $"{p.One.Number}-{p.Other.Number}"));
        if (now != _pairs)
            (_pairs, _since) = (now, Stopwatch.GetTimestamp());
        return pairs.Count == 0 || Stopwatch.GetElapsedTime(_since) < patience
            ? null
            : answering.MaxBy(s => (pairs.Count(p => p.One == s || p.Other == s), s.Number));
    }
}
