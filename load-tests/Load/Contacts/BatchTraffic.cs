using System.Diagnostics;
using System.Text;
using Platform.LoadTests.Load.Http;
using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Load.Contacts;

/// <summary>Many contacts a request, as lines of JSON to the batch endpoint, for one tenant at a time.</summary>
/// <param name="run">Of the marks.</param>
/// <param name="port">Of the gateway, as the host is named.</param>
/// <param name="lines">The lines.</param>
/// <param name="population">Who contacts.</param>
/// <param name="numbers">Of the commands.</param>
/// <param name="chance">Of the order in which they come.</param>
/// <param name="tally">Gets what is seen.</param>
sealed class BatchTraffic(string run, int port, Templates lines, Population population, Numbers numbers, Random chance, Tally tally)
    : Resending<BatchTraffic.Batch>(attempts: 20)
{
    /// <summary>Contacts in each.</summary>
    public const int Size = 500;

    /// <inheritdoc/>
    protected override bool TryMake(out Batch command)
    {
        if (Stopwatch.GetTimestamp() >= tally.Until)
        {
            command = null!;
            return false;
        }
        var home = chance.Next(Tenant.All.Count);
        var tenant = Tenant.All[home];
        var (contacts, body, length) = (new (int, int)[Size], new byte[Size * lines.Longest], 0);
        for (var line = 0; line < Size; line++)
        {
            var person = population.Draw(chance, home);
            contacts[line] = (person, numbers.Take());
            var template = lines.For(person);
            template.Write(person, contacts[line].Item2, body.AsSpan(length));
            length += template.Length;
        }
        var head = Encoding.ASCII.GetBytes(
            $"POST /api/contacts/batch HTTP/1.1\r\nHost: {tenant.Host(port)}\r\nAuthorization: Bearer {tenant.Key}\r\n"
            + $"Idempotency-Key: {run}.batch.{contacts[0].Item2}\r\nContent-Type: application/x-ndjson\r\nContent-Length: {length}\r\n\r\n");
        command = new([.. head, .. body.AsSpan(0, length)], contacts, Stopwatch.GetTimestamp());
        return true;
    }

    /// <inheritdoc/>
    protected override void Write(Batch command, Connection connection) => connection.Request = command.Request;

    /// <inheritdoc/>
    protected override bool Accept(Batch command, Connection connection, Answer answer)
    {
        if (answer.Status != 200) return false;
        // One result a line, in the order that was sent.
        var (line, receipts) = (0, 0);
        foreach (var range in MemoryExtensions.Split(answer.Body, (byte)'\n'))
        {
            if (answer.Body[range].IsEmpty || line == Size) continue;
            var (person, number) = command.Contacts[line++];
            if (!ReceiptJson.TryRead(answer.Body[range], out var citizen, out var version)) continue;
            tally.Keep(run, person, number, citizen, version, command.SentAt);
            receipts++;
        }
        if (receipts == Size) tally.Add(Size, command.SentAt);
        return receipts == Size;
    }

    /// <inheritdoc/>
    protected override bool Worth(Batch command, int status, long sentAt)
    {
        tally.Trouble(status);
        return true;
    }

    /// <summary>A request with what it holds.</summary>
    public sealed record Batch(byte[] Request, (int Person, int Number)[] Contacts, long SentAt);
}
