using Platform.LoadTests.Load.Arrivals;
using Platform.LoadTests.Load.Http;

namespace Platform.LoadTests.Load.Contacts;

/// <summary>One contact a request, as its arrival process has them due.</summary>
/// <param name="run">The run's name, in the canaries.</param>
/// <param name="templates">Templates of the requests.</param>
/// <param name="numbers">Numbers the commands.</param>
/// <param name="arrivals">Who contacts, and when.</param>
/// <param name="results">Gets the results.</param>
/// <param name="maxAttempts">How often a contact is sent at most; 1: a rejected contact is not retried.</param>
sealed class ContactTraffic(string run, ContactTemplates templates, CommandNumbers numbers, IArrivals arrivals, TrafficResults results, int maxAttempts = 100)
    : RetryingTraffic<ContactTraffic.Command>(maxAttempts)
{
    public override bool Pending => base.Pending || !arrivals.Ended;

    public TrafficResults Results => results;

    /// <summary>Contacts rejected with 429 or 503 on their only attempt.</summary>
    public int Rejected { get; private set; }

    protected override bool TryCreate(out Command command)
    {
        var due = arrivals.TryNext(out var arrival);
        command = due ? new(arrival, numbers.Next()) : default;
        return due;
    }

    protected override void Write(Command command, HttpConnection connection)
    {
        var template = templates.For(command.Arrival.Person, command.Arrival.Sample);
        template.Write(command.Arrival.Person, command.Number, connection.PrepareRequest(template.Length));
    }

    protected override bool Accept(Command command, HttpConnection connection, RawResponse response)
    {
        if (!(response.Status is 201 or 200 && ReceiptJson.TryRead(response.Body, out var citizen, out var version))) return false;
        Results.CountAcknowledged(1, command.Arrival.DueAt);
        Results.AddReceipt(run, command.Arrival.Person, command.Number, citizen, version, command.Arrival.DueAt);
        return true;
    }

    protected override bool ShouldRetry(Command command, int status, long sentAt)
    {
        Results.CountFailure(status);
        if (SingleAttempt && status is (429 or 503)) Rejected++;
        return status is 0 or 429 or 502 or 503 or 504;
    }

    /// <summary>A contact with its number.</summary>
    public readonly record struct Command(Arrival Arrival, int Number);
}
