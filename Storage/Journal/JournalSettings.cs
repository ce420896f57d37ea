namespace Platform.Storage.Journal;

/// <summary>The section <c>Journal</c>, checked when the host starts.</summary>
sealed record JournalSettings(bool Postgres, string Place, MasterKeys Keys)
{
    /// <exception cref="InvalidOperationException">A setting is missing or wrong; the message says which, and what to write.</exception>
    public static JournalSettings Read(IConfiguration configuration)
    {
        var section = configuration.GetSection("Journal");
        var keys = MasterKeys.Read(section["MasterKey"], section.GetSection("PreviousMasterKeys").GetChildren().Select(key => key.Value));
        return section["Provider"] switch
        {
            "Postgres" => new(true, Needed(section, "ConnectionString", "such as Host=db;Username=platform;Password=...;Database=platform"), keys),
            "Sqlite" => new(false, Needed(section, "Folder", "the folder that keeps the database, such as data"), keys),
            var other => throw new InvalidOperationException($"Journal:Provider is '{other}': write Postgres or Sqlite."),
        };
    }

    static string Needed(IConfigurationSection section, string name, string example) =>
        section[name] is { Length: > 0 } value ? value : throw new InvalidOperationException($"Journal:{name} is missing: {example}.");
}
