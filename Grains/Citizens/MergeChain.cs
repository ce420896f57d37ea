using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Identities;

namespace Platform.Grains.Citizens;

/// <summary>The files that a merged file leads to, as the journal has them.</summary>
/// <param name="End">The file that takes contacts; null where the chain is a ring, in which every file names another.</param>
/// <param name="Ring">The files of the ring; empty where there is none. Merges take markers that exclude it, but an older journal may hold one.</param>
sealed record MergeChain(CitizenId? End, IReadOnlyList<CitizenId> Ring)
{
    const int Longest = 64;

    /// <summary>Of all of the ring the one that is to take contacts again.</summary>
    internal CitizenId? Opening => Ring.Count == 0 ? null : Ring.MinBy(static file => file.Value);

    /// <exception cref="InvalidOperationException">It is longer than any that people make.</exception>
    internal static async Task<MergeChain> Of(IJournal journal, EventStreamId file)
    {
        var met = new List<CitizenId>();
        for (var next = CitizenId.Parse(file.Id); met.Count < Longest;)
        {
            met.Add(next);
            var (state, _, _, _) = await journal.Fold<CitizenState, CitizenEvent>(file with { Id = next.ToString() });
            if (state.MergedInto is not { } survivor)
                return new(next, []);
            if (met.IndexOf(survivor) is var first and >= 0)
                return new(null, met[first..]);
            next = survivor;
        }
        throw new InvalidOperationException($"More than {Longest} files were merged one into the other.");
    }
}
