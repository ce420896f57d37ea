namespace Platform.Grains.Interfaces.Searching;

/// <summary>Words that differ from a typed one by a single slip: a letter too many, missing, wrong, or two that changed places
/// (Damerau, "A technique for computer detection and correction of spelling errors", 1964).</summary>
public static class Misspelling
{
    /// <summary>In shorter words every slip is another word.</summary>
    public const int Shortest = 4;

    const int Longest = 24;
    const string Alphabet = "abcdefghijklmnopqrstuvwxyz";

    /// <summary>Whether slips are looked for in a word: of 4 to 24 letters from a to z.</summary>
    public static bool IsLikely(string word) => word.Length is >= Shortest and <= Longest && word.All(char.IsAsciiLetterLower);

    /// <summary>All of them: some 53 for each letter.</summary>
    public static IReadOnlyCollection<string> Of(string word)
    {
        var slips = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i <= word.Length; i++)
        {
            foreach (var letter in Alphabet)
            {
                slips.Add(word[..i] + letter + word[i..]);
                if (i < word.Length)
                    slips.Add(word[..i] + letter + word[(i + 1)..]);
            }
            if (i < word.Length)
                slips.Add(word.Remove(i, 1));
            if (i + 1 < word.Length)
                slips.Add(word[..i] + word[i + 1] + word[i] + word[(i + 2)..]);
        }
        slips.Remove(word);
        return slips;
    }

    /// <summary>Whether one slip at most parts two words.</summary>
    public static bool IsNear(string word, string other)
    {
        if (word == other)
            return true;
        if (Math.Abs(word.Length - other.Length) > 1)
            return false;
        var start = 0;
        while (start < word.Length && start < other.Length && word[start] == other[start])
            start++;
        var rest = word.AsSpan(start);
        var otherRest = other.AsSpan(start);
        return rest.Length == otherRest.Length
            ? rest[1..].SequenceEqual(otherRest[1..])
                || rest.Length > 1 && rest[0] == otherRest[1] && rest[1] == otherRest[0] && rest[2..].SequenceEqual(otherRest[2..])
            : rest.Length > otherRest.Length ? rest[1..].SequenceEqual(otherRest) : rest.SequenceEqual(otherRest[1..]);
    }
}
