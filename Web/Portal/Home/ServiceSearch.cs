using Platform.Grains.Interfaces.Searching;

namespace Platform.Web.Portal.Home;

/// <summary>Whether a service's sheet is meant by what somebody typed: with or without accents and apostrophes, with one slip in a word, or by the
/// word of every day for what an authority calls otherwise.</summary>
static class ServiceSearch
{
    // What people say, and what is written on the sheets.
    static readonly Dictionary<string, string[]> Synonyms = new(StringComparer.Ordinal)
    {
        ["poubelle"] = ["dechet", "ordures", "collecte"], ["bac"] = ["dechet", "ordures", "collecte"], ["encombrant"] = ["dechet", "decheterie"],
        ["ordure"] = ["dechet", "collecte"], ["dechetterie"] = ["decheterie", "dechet"], ["decharge"] = ["decheterie", "dechet"],
        ["lampadaire"] = ["eclairage", "voirie"], ["reverbere"] = ["eclairage", "lampadaire", "voirie"], ["ampoule"] = ["eclairage"],
        ["trottoir"] = ["voirie"], ["route"] = ["voirie"], ["trou"] = ["voirie", "nids-de-poule"],
        ["passeport"] = ["etat civil"], ["naissance"] = ["etat civil"], ["mariage"] = ["etat civil"], ["deces"] = ["etat civil"], ["cni"] = ["identite"],
        ["cantine"] = ["restauration", "scolaire"], ["ecole"] = ["scolaire"], ["garderie"] = ["periscolaire", "enfance"], ["creche"] = ["enfance"],
        ["nounou"] = ["assistantes maternelles", "enfance"], ["impot"] = ["taxe", "fiscal"], ["facture"] = ["paiement", "eau"],
        ["rsa"] = ["social", "insertion"], ["aide"] = ["social"], ["hlm"] = ["logement"], ["maison"] = ["urbanisme", "logement"],
        ["permis"] = ["urbanisme"], ["bus"] = ["transport", "mobilite"], ["cimetiere"] = ["funeraire", "etat civil"],
    };

    /// <summary>Every word asked for is somewhere on the sheet.</summary>
    /// <param name="sheet">All that the sheet says.</param>
    /// <param name="asked">What was typed.</param>
    public static bool Finds(string sheet, string asked)
    {
        var folded = Folding.Fold(sheet);
        HashSet<string> words = [];
        foreach (var token in folded.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = Folding.Words(token);
            words.UnionWith(parts);
            words.Add(string.Concat(parts));
        }
        return Folding.Words(Folding.Fold(asked)).All(word => IsThere(word, folded, words));
    }

    static bool IsThere(string word, string folded, HashSet<string> words) =>
        folded.Contains(word, StringComparison.Ordinal)
        || words.Any(known => known.Contains(word, StringComparison.Ordinal) || IsNear(word, known))
        || Synonyms.Any(pair => (pair.Key == Singular(word) || IsNear(Singular(word), pair.Key)) && pair.Value.Any(other => folded.Contains(other, StringComparison.Ordinal)));

    static bool IsNear(string word, string known) =>
        word.Length >= Misspelling.Shortest && (Misspelling.IsNear(word, known) || Misspelling.IsNear(Sound(word), Sound(known)));

    // As it is heard: lampadère and lampadaire, bureau and buro.
    static string Sound(string word)
    {
        var heard = Singular(word).Replace("eau", "o", StringComparison.Ordinal).Replace("au", "o", StringComparison.Ordinal)
            .Replace("ai", "e", StringComparison.Ordinal).Replace("ei", "e", StringComparison.Ordinal).Replace("ph", "f", StringComparison.Ordinal);
        return string.Concat(heard.Where((letter, i) => i == 0 || letter != heard[i - 1]));
    }

    static string Singular(string word) => word.Length > Misspelling.Shortest && word[^1] is 's' or 'x' ? word[..^1] : word;
}
