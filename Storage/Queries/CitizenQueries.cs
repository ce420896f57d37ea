using System.Text;
using Dapper;
using Npgsql;
using Platform.Grains.Citizens;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Searching;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Storage.Queries;

/// <inheritdoc cref="ICitizenQueries"/>
sealed class CitizenQueries(ITenantReader reading) : ICitizenQueries
{
    const int WholeWords = 0, Beginnings = 1, Misspelt = 2;
    const int LongestChain = 16;
    const int MostCorrections = 40;

    public async Task<CitizenMatches> Search(
        TenantId tenant, string text, int limit, CitizenSearchCursor? after, CancellationToken cancellation)
    {
        var query = SearchQuery.Of(text);
        if (query.Ways.Count == 0)
            return new([], null);
        await using var scope = await reading.Open(tenant, cancellation);
        var page = new Page(scope, tenant, query, limit, cancellation);
        var (stage, last) = after is { } from ? (from.Stage, from.Last) : (WholeWords, null);
        if (stage is WholeWords && !await page.Take(stage, query.Ways, last))
            (stage, last) = (Beginnings, null);
        if (stage is Beginnings && !page.IsFull && !await page.Take(stage, query.Ways, last) && after is null && page.IsEmpty)
            (stage, last) = (Misspelt, null);
        if (stage is Misspelt && await page.Corrected() is { Count: > 0 } corrected)
            await page.Take(stage, corrected, last);
        return await page.Found();
    }

    /// <summary>A page that fills, stage by stage.</summary>
    sealed class Page(ReadScope scope, TenantId tenant, SearchQuery query, int limit, CancellationToken cancellation)
    {
        readonly List<CitizenRow> _rows = [];
        CitizenSearchCursor? _next;

        public bool IsFull => _next is not null;

        public bool IsEmpty => _rows.Count == 0;

        /// <summary>Takes what a stage has; false where it has no more.</summary>
        public async Task<bool> Take(int stage, IReadOnlyList<IReadOnlyList<string>> ways, Guid? last)
        {
            var values = new DynamicParameters(new { tenant = tenant.Value, last, limit = limit - _rows.Count + 1 });
            var leads = new StringBuilder();
            var sieves = new StringBuilder();
            foreach (var way in ways)
            {
                // The longest word is met in the fewest files: it leads through the index, the others sift.
                var lead = way.MaxBy(static word => word.Length)!;
                var name = $"l{leads.Length}";
                leads.Append(leads.Length > 0 ? " union all " : "").Append("select w.citizen from citizen_word_rows w where w.tenant = @tenant and ");
                leads.Append(stage is Beginnings ? $"w.word >= @{name} and w.word < @{name}e" : $"w.word = @{name}");
                values.Add(name, lead);
                values.Add(name + "e", lead + '\uffff');
                sieves.Append(sieves.Length > 0 ? " or " : "").Append(Sieve(values, way, whole: stage is not Beginnings, $"s{sieves.Length}"));
            }
            var passed = stage is Beginnings
                ? " and not (" + string.Join(" or ", ways.Select((way, i) => Sieve(values, way, whole: true, $"p{i}"))) + ")"
                : "";
            var rows = (await scope.Connection.QueryAsync<CitizenRow>(new CommandDefinition(
                $"""
                select {Columns} from citizen_rows c
                where c.tenant = @tenant and (not c.merged or c.survivor is not null){(last is null ? "" : " and c.id < @last")} and ({sieves}){passed}
                  and c.id in ({leads})
                order by c.id desc limit @limit
                """, values, cancellationToken: cancellation))).ToList();
            var room = limit - _rows.Count;
            if (rows.Count > room)
            {
                _rows.AddRange(rows.Take(room));
                // A page that is full to the last line begins the stage anew.
                _next = new(stage, room == 0 ? last : rows[room - 1].Id);
                return true;
            }
            _rows.AddRange(rows);
            return false;
        }

        /// <summary>The ways with each word that nobody has replaced by those that somebody has, one slip away.</summary>
        public async Task<IReadOnlyList<IReadOnlyList<string>>> Corrected()
        {
            if (!query.Words.Any(Misspelling.IsLikely))
                return [];
            var choices = new List<IReadOnlyList<string>>();
            foreach (var word in query.Words)
                choices.Add(Misspelling.IsLikely(word) ? await Known(word) : [word]);
            return choices.Aggregate(
                (IReadOnlyList<IReadOnlyList<string>>)[[]],
                static (ways, words) => [.. ways.SelectMany(way => words.Select(word => (IReadOnlyList<string>)[.. way, word])).Take(MostCorrections)]);
        }

        async Task<IReadOnlyList<string>> Known(string word) =>
            [.. await scope.Connection.QueryAsync<string>(new CommandDefinition(
                $"select distinct word from citizen_word_rows where tenant = @tenant and word {OneOf("words")} limit 10",
                new { tenant = tenant.Value, words = Misspelling.Of(word).Append(word).ToArray() }, cancellationToken: cancellation))];

        /// <summary>Who was found: a file that joined another leads to it, once.</summary>
        public async Task<CitizenMatches> Found()
        {
            var survivors = await Survivors();
            var found = new List<CitizenMatch>(_rows.Count);
            foreach (var row in _rows)
            {
                var shown = row;
                for (var hop = 0; shown is { Merged: true } && hop < LongestChain; hop++)
                    shown = shown.Survivor is { } next ? survivors.GetValueOrDefault(next) : null;
                if (shown is not { Merged: false } || found.Any(match => match.Id.Value == shown.Id))
                    continue;
                // A survivor that has the words itself stands in the list by itself.
                if (row.Merged && query.Finds(shown.Search))
                    continue;
                var former = row.Merged && row.Name != shown.Name ? row.Name : shown.Former;
                found.Add(new(new(shown.Id), shown.Name, shown.Email, shown.Phone, shown.ChangedAt, former));
            }
            return new(found, _next);
        }

        async Task<Dictionary<Guid, CitizenRow>> Survivors()
        {
            var known = new Dictionary<Guid, CitizenRow>();
            List<Guid> wanted = [.. _rows.Select(static row => row.Survivor).OfType<Guid>().Distinct()];
            for (var hop = 0; wanted.Count > 0 && hop < LongestChain; hop++)
            {
                foreach (var row in await scope.Connection.QueryAsync<CitizenRow>(new CommandDefinition(
                    $"select {Columns} from citizen_rows c where c.tenant = @tenant and c.id {OneOf("wanted")}",
                    new { tenant = tenant.Value, wanted = wanted.ToArray() }, cancellationToken: cancellation)))
                    known[row.Id] = row;
                wanted = [.. known.Values.Select(static row => row.Survivor).OfType<Guid>().Where(id => !known.ContainsKey(id)).Distinct()];
            }
            return known;
        }

        // Npgsql sends a list as one array, which Dapper then does not expand.
        string OneOf(string parameter) => scope.Connection is NpgsqlConnection ? $"= any(@{parameter})" : $"in @{parameter}";

        const string Columns =
            "c.tenant, c.id, c.name, c.email, c.phone, c.search, c.changed_at, c.merged, c.former, c.survivor, c.indexed";

        static string Sieve(DynamicParameters values, IReadOnlyList<string> way, bool whole, string name) =>
            "(" + string.Join(" and ", way.Select((word, i) =>
            {
                values.Add($"{name}x{i}", whole ? $"% {Literal(word)} %" : $"% {Literal(word)}%");
                return whole ? $"c.search || ' ' like @{name}x{i} escape '\\'" : $"c.search like @{name}x{i} escape '\\'";
            })) + ")";

        static string Literal(string word) => word.Replace(@"\", @"\\").Replace("%", @"\%").Replace("_", @"\_");
    }
}
