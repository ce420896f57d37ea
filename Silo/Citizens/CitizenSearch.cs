using Dapper;
using Platform.Grains.Citizens;
using Platform.Grains.Interfaces.Identities;
using Platform.Silo.Access;
using Platform.Silo.Storage;

namespace Platform.Silo.Citizens;

/// <summary>A citizen as a search shows them.</summary>
sealed record CitizenFound(CitizenId Id, string? Name, string? Email, string? Phone, DateTimeOffset ChangedAt);

/// <summary>Finds citizens while an agent types: by the beginnings of their names, their mail, their phone. Every hit shown is a look at a
/// file, and is recorded as one (F13).</summary>
sealed class CitizenSearch(IReading reading, AccessLog looks)
{
    /// <summary>A page of those who have every word asked for, the newest file first.</summary>
    /// <param name="caller">Who asks.</param>
    /// <param name="text">What was typed; fewer than two characters find nobody.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="after">The last id of the page before, or null.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<IReadOnlyList<CitizenFound>> Find(Caller caller, string text, int limit, Guid? after, CancellationToken cancellation)
    {
        var words = SearchWords.Asked(text);
        // The longest word is met in the fewest files: it leads through the index, the others sift.
        if (words.MaxBy(word => word.Length) is not { Length: >= 2 } rarest)
            return [];
        var values = new DynamicParameters(new { tenant = caller.Tenant.Value, word = rarest, end = rarest + '\uffff', limit, after });
        var sieve = string.Concat(words.Select((word, i) =>
        {
            values.Add($"w{i}", $"% {Literal(word)}%");
            return $" and c.search like @w{i} escape '\\'";
        }));
        await using var scope = await reading.Open(caller.Tenant, cancellation);
        var rows = await scope.Connection.QueryAsync<CitizenRow>(new CommandDefinition(
            $"""
            select c.tenant, c.id, c.name, c.email, c.phone, c.search, c.changed_at, c.merged from citizen_rows c
            where c.tenant = @tenant and not c.merged{(after is null ? "" : " and c.id < @after")}{sieve}
              and c.id in (select w.citizen from citizen_word_rows w where w.tenant = @tenant and w.word >= @word and w.word < @end)
            order by c.id desc limit @limit
            """, values, cancellationToken: cancellation));
        var found = rows.Select(row => new CitizenFound(new(row.Id), row.Name, row.Email, row.Phone, row.ChangedAt)).ToList();
        await looks.Record(caller, AccessLog.Search, found.Select(citizen => citizen.Id), cancellation);
        return found;
    }

    static string Literal(string word) => word.Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_");
}
