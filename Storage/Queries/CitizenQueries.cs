using Dapper;
using Platform.Grains.Citizens;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Storage.Queries;

/// <inheritdoc cref="ICitizenQueries"/>
sealed class CitizenQueries(ITenantReader reading) : ICitizenQueries
{
    public async Task<IReadOnlyList<CitizenMatch>> Search(TenantId tenant, string text, int limit, Guid? after, CancellationToken cancellation)
    {
        var words = SearchWords.Asked(text);
        // The longest word is met in the fewest files: it leads through the index, the others sift.
        if (words.MaxBy(word => word.Length) is not { Length: >= 2 } rarest)
            return [];
        var values = new DynamicParameters(new { tenant = tenant.Value, word = rarest, end = rarest + '\uffff', limit, after });
        var sieve = string.Concat(words.Select((word, i) =>
        {
            values.Add($"w{i}", $"% {Literal(word)}%");
            return $" and c.search like @w{i} escape '\\'";
        }));
        await using var scope = await reading.Open(tenant, cancellation);
        var rows = await scope.Connection.QueryAsync<CitizenRow>(new CommandDefinition(
            $"""
            select c.tenant, c.id, c.name, c.email, c.phone, c.search, c.changed_at, c.merged from citizen_rows c
            where c.tenant = @tenant and not c.merged{(after is null ? "" : " and c.id < @after")}{sieve}
              and c.id in (select w.citizen from citizen_word_rows w where w.tenant = @tenant and w.word >= @word and w.word < @end)
            order by c.id desc limit @limit
            """, values, cancellationToken: cancellation));
        return [.. rows.Select(row => new CitizenMatch(new(row.Id), row.Name, row.Email, row.Phone, row.ChangedAt))];
    }

    static string Literal(string word) => word.Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_");
}
