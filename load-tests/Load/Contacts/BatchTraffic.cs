using System.Diagnostics;
using System.Text;
using Platform.LoadTests.Load.Http;
using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Load.Contacts;

/// <summary>Many contacts a request, as lines of JSON (NDJSON) to the batch endpoint, of one tenant at a time.</summary>
/// <param name="run">The run's name, in the canaries.</param>
/// <param name="port">The gateway's port, for the Host header.</param>
/// <param name="lines">Templates of the lines.</param>
/// <param name="population">Who contacts.</param>
/// <param name="numbers">Numbers the commands.</param>
/// <param name="random">Draws tenants and people.</param>
/// <param name="results">Gets the results.</param>
sealed class BatchTraffic(string run, int port, ContactTemplates lines, Population population, CommandNumbers numbers, Random random, TrafficResults results)
    : RetryingTraffic<BatchTraffic.Batch>(maxAttempts: 20)
{
    /// <summary>Contacts in each request.</summary>
    public const int Size = 500;

    protected override bool TryCreate(out Batch command)
    {
        if (Stopwatch.GetTimestamp() >= results.Until)
        {
            command = null!;
            return false;
        }
        var tenantIndex = random.Next(DemoTenant.All.Count);
        var tenant = DemoTenant.All[tenantIndex];
        var (contacts, body, length) = (new (int, int)[Size], new byte[Size * lines.MaxLength], 0);
        for (var line = 0; line < Size; line++)
        {
            var person = population.NextPerson(random, tenantIndex);
            contacts[line] = (person, numbers.Next());
            var template = lines.For(person);
            template.Write(person, contacts[line].Item2, body.AsSpan(length));
            length += template.Length;
        }
        var head = Encoding.ASCII.GetBytes(
            $"POST /api/contacts/batch HTTP/1.1\r\nHost: {tenant.Host(port)}\r\nAuthorization: Bearer {tenant.ApiKey}\r\n"
            + $"Idempotency-Key: {run}.batch.{contacts[0].Item2}\r\nContent-Type: application/x-ndjson\r\nContent-Length: {length}\r\n\r\n");
        command = new([.. head, .. body.AsSpan(0, length)], contacts, Stopwatch.GetTimestamp());
        return true;
    }

    protected override void Write(Batch command, HttpConnection connection) => connection.Request = command.Request;

    protected override bool Accept(Batch command, HttpConnection connection, RawResponse response)
    {
        if (response.Status != 200) return false;
        // One result a line, in the order of the request.
        var (line, receipts) = (0, 0);
        foreach (var range in MemoryExtensions.Split(response.Body, (byte)'\n'))
        {
            if (response.Body[range].IsEmpty || line == Size) continue;
            var (person, number) = command.Contacts[line++];
            if (!ReceiptJson.TryRead(response.Body[range], out var citizen, out var version)) continue;
            results.AddReceipt(run, person, number, citizen, version, command.SentAt);
            receipts++;
        }
        if (receipts == Size) results.CountAcknowledged(Size, command.SentAt);
        return receipts == Size;
    }

    protected override bool ShouldRetry(Batch command, int status, long sentAt)
    {
        results.CountFailure(status);
        return true;
    }

    /// <summary>A request and its contacts.</summary>
    public sealed record Batch(byte[] Request, (int Person, int Number)[] Contacts, long SentAt);
}
