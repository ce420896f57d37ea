using Platform.Grains.Interfaces.Identities;

namespace Platform.Grains.Interfaces.Searching;

/// <summary>The words by which a citizen is found while an agent types: the same reading for what is kept and for what is asked
/// (<see cref="SearchQuery"/>).</summary>
public static class SearchWords
{
    /// <summary>Of this reading. Rows that an earlier one made are made anew in the background: raise it with any change of the words.</summary>
    public const int Version = 2;

    /// <summary>A longer word is kept, and asked, by its beginning.</summary>
    internal const int Longest = 64;

    const int Most = 48;

    // Le Goff, Jean Pierre, Abdel Kader: what others write joined to the next is a particle, or a first name that often has a second.
    const int LongestParticle = 3;
    static readonly HashSet<string> Joined = new(["jean", "marie", "anne", "saint", "sainte", "abdel", "abdul", "paul", "pierre", "louis", "rose"], StringComparer.Ordinal);

    const int LastDigits = 4;

    /// <summary>The words of a person: of the name and of former ones, of the mails, of the phones as they are dialled and their last four digits.</summary>
    /// <param name="identity">Who they are.</param>
    /// <param name="points">By what they are found.</param>
    /// <param name="former">Names of before, or null.</param>
    public static IReadOnlyList<string> Of(Identity identity, IReadOnlyList<ContactPoint> points, IReadOnlyList<string>? former = null)
    {
        var words = new List<string>(12);
        AddName(identity.Name, words);
        AddPhone(ContactPointParser.Phone(identity.Phone), words);
        AddMail(ContactPointParser.Mail(identity.Email), words);
        if (identity.Email is not null)
            words.Add(Folding.Fold(identity.Email.Trim()));
        foreach (var point in points)
            if (point.Kind is ContactPointKind.Phone)
                AddPhone(point.Value, words);
            else
                AddMail(point.Value, words);
        foreach (var name in former ?? [])
            AddName(name, words);
        return [.. words.Where(static word => word.Length > 0 && !word.Contains(' ', StringComparison.Ordinal)).Select(Cut).Distinct().Take(Most)];
    }

    internal static string Cut(string word) =>
        word.Length <= Longest ? word : word[..(char.IsHighSurrogate(word[Longest - 1]) ? Longest - 1 : Longest)];

    static void AddName(string? name, List<string> words)
    {
        if (name is null)
            return;
        string? before = null;
        foreach (var token in Folding.Fold(name).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = Folding.Words(token);
            if (parts.Count == 0)
                continue;
            words.AddRange(parts);
            if (parts.Any(static part => Folding.IsIdeograph(char.ConvertToUtf32(part, 0))))
            {
                before = null;
                continue;
            }
            if (parts.Count > 1)
                words.Add(string.Concat(parts));
            for (var i = 1; i < parts.Count - 1; i++)
                words.Add(parts[i] + parts[i + 1]);
            if (parts.Count > 2)
                words.Add(parts[0] + parts[1]);
            if (before is { Length: <= LongestParticle } || before is not null && Joined.Contains(before))
                words.Add(before + string.Concat(parts));
            before = string.Concat(parts);
        }
    }

    static void AddPhone(string? phone, List<string> words)
    {
        if (phone is null)
            return;
        words.AddRange(PhoneReader.Dialled(phone));
        if (phone.Length > LastDigits)
            words.Add(phone[^LastDigits..]);
    }

    static void AddMail(string? mail, List<string> words)
    {
        if (mail is not null)
            words.Add(Folding.Fold(mail));
    }
}
