using System.Diagnostics;
using System.Text;
using Platform.LoadTests.Generating;
using Platform.LoadTests.Serving;

namespace Platform.LoadTests.Ceiling;

/// <summary>Many contacts a request, as lines of JSON to the batch endpoint, for one tenant at a time.</summary>
/// <param name="run">Of the marks.</param>
/// <param name="port">Of the gateway, as the host is named.</param>
/// <param name="lines">The lines.</param>
/// <param name="population">Who contacts.</param>
/// <param name="numbers">Of the commands.</param>
/// <param name="sender">Which sender this is.</param>
/// <param name="until">When to stop, in ticks of <see cref="Stopwatch"/>.</param>
sealed class BatchTraffic(string run, int port, Templates lines, Population population, Numbers numbers, int sender, long until) : ITraffic
{
    const int Size = 500;
    const int Attempts = 20;

    readonly Random chance = population.Chance(sender);
    readonly Queue<Batch> again = [];
    readonly Dictionary<long, Batch> underWay = [];
    long last;

    /// <summary>What was seen.</summary>
    public Tally Tally { get; } = new();

    /// <summary>Contacts that never got a receipt.</summary>
    public int Unanswered { get; private set; }

    /// <inheritdoc/>
    public bool Next(Connection connection)
    {
        if (!again.TryDequeue(out var batch))
        {
            if (Stopwatch.GetTimestamp() >= until) return false;
            batch = Make();
        }
        connection.Request = batch.Request;
        connection.Tag = ++last;
        underWay.Add(last, batch);
        return true;
    }

    /// <inheritdoc/>
    public void Answered(Connection connection, Answer answer)
    {
        if (!underWay.Remove(connection.Tag, out var batch)) return;
        var receipts = 0;
        if (answer.Status == 200)
        {
            // One result a line, in the order that was sent.
            var line = 0;
            foreach (var range in MemoryExtensions.Split(answer.Body, (byte)'\n'))
            {
                if (answer.Body[range].IsEmpty || line == Size) continue;
                var (person, number) = batch.Contacts[line++];
                if (!ReceiptJson.TryRead(answer.Body[range], out var citizen, out var version)) continue;
                Tally.Keep(run, person, number, citizen, version, batch.SentAt);
                receipts++;
            }
        }
        if (receipts == Size) Tally.Add(Size, batch.SentAt, until);
        else Again(batch, answer.Status);
    }

    /// <inheritdoc/>
    public void Broken(Connection connection)
    {
        if (underWay.Remove(connection.Tag, out var batch)) Again(batch, 0);
    }

    void Again(Batch batch, int status)
    {
        Tally.Trouble(status);
        if (batch.Attempt < Attempts) again.Enqueue(batch with { Attempt = batch.Attempt + 1 });
        else Unanswered += Size;
    }

    Batch Make()
    {
        var tenant = Tenant.All[chance.Next(Tenant.All.Count)];
        var (contacts, body, length) = (new (int, int)[Size], new byte[Size * lines.Longest], 0);
        for (var line = 0; line < Size; line++)
        {
            int person;
            do person = population.Draw(chance); while (Population.Home(person) != tenant);
            contacts[line] = (person, numbers.Take());
            var template = lines.For(person);
            template.Write(person, contacts[line].Item2, body.AsSpan(length));
            length += template.Length;
        }
        var head = Encoding.ASCII.GetBytes(
            $"POST /api/contacts/batch HTTP/1.1\r\nHost: {tenant.Host(port)}\r\nAuthorization: Bearer {tenant.Key}\r\n"
            + $"Idempotency-Key: {run}.batch.{contacts[0].Item2}\r\nContent-Type: application/x-ndjson\r\nContent-Length: {length}\r\n\r\n");
        return new([.. head, .. body.AsSpan(0, length)], contacts, Stopwatch.GetTimestamp());
    }

    sealed record Batch(byte[] Request, (int Person, int Number)[] Contacts, long SentAt, int Attempt = 1);
}
