using Platform.Grains.EventSourcing;

namespace Platform.Storage.Journal;

/// <summary>What an append must be. A breach is a bug of the caller; nothing is written.</summary>
static class AppendRules
{
    const int MostFacts = 1000;

    /// <exception cref="ArgumentException">The append is invalid.</exception>
    public static void Check(Append append)
    {
        if (append.Stream.Tenant.Value is null || append.Stream.Kind is not { Length: > 0 and <= 64 } || append.Stream.Id is not { Length: > 0 and <= 64 })
            throw new ArgumentException("A stream needs its tenant, and a kind and an id of 1 to 64 characters.", nameof(append));
        if (append.CommandId is not { Length: > 0 and <= 200 } || append.CommandId.Contains('\0', StringComparison.Ordinal))
            throw new ArgumentException("A command id has 1 to 200 characters, none of them NUL.", nameof(append));
        if (append.ExpectedVersion < 0) throw new ArgumentException("A version is never negative.", nameof(append));
        if (append.Facts is not { Count: > 0 and <= MostFacts }) throw new ArgumentException("An append has 1 to 1,000 facts.", nameof(append));
        for (var i = 0; i < append.Facts.Count; i++)
        {
            var fact = append.Facts[i];
            if (fact.IsTooLarge)
                throw new ArgumentException($"The fact {fact.Type} is larger than 64 KB: documents go to the document store.", nameof(append));
            if (fact.Personal is not null && append.SealedFor is null)
                throw new ArgumentException($"The fact {fact.Type} has a personal part, and the append does not say whose key seals it.", nameof(append));
        }
        for (var i = 0; i < append.Rows.Count; i++)
        {
            if (append.Rows[i].Tenant != append.Stream.Tenant) throw new ArgumentException("A row belongs to the tenant of its stream.", nameof(append));
        }
    }
}
