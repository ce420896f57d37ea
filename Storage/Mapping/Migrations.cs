using System.Reflection;

namespace Platform.Storage.Mapping;

/// <summary>The numbered SQL of one database, embedded: <c>0001-journal.sql</c> and so on. A file that was released is never edited.</summary>
static class Migrations
{
    public static IReadOnlyList<(int Number, string Sql)> Of(string database)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var prefix = $"Storage.{database}.";
        return [.. assembly.GetManifestResourceNames().Where(name => name.StartsWith(prefix, StringComparison.Ordinal)).Order(StringComparer.Ordinal)
            .Select(name => (int.Parse(name.AsSpan(prefix.Length, 4), null), Text(assembly, name)))];
    }

    static string Text(Assembly assembly, string name)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
