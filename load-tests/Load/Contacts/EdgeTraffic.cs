using System.Diagnostics;
using Platform.LoadTests.Load.Http;

namespace Platform.LoadTests.Load.Contacts;

/// <summary>The same requests to an endpoint of the silo that answers at once: the cost of generator and gateway alone, as a baseline.</summary>
/// <param name="templates">Templates of the requests.</param>
/// <param name="random">Draws people.</param>
/// <param name="results">Gets the results.</param>
sealed class EdgeTraffic(ContactTemplates templates, Random random, TrafficResults results) : ITraffic
{
    /// <summary>The silo's endpoint, enabled by <c>Measurement:Edge</c>.</summary>
    public const string Path = "/measurement/contacts";

    int number;

    public bool TryNextRequest(HttpConnection connection)
    {
        if (Stopwatch.GetTimestamp() >= results.Until) return false;
        var person = random.Next(10_000);
        var template = templates.For(person);
        template.Write(person, number++, connection.PrepareRequest(template.Length));
        return true;
    }

    public void OnResponse(HttpConnection connection, RawResponse response)
    {
        if (response.Status is 201 or 200) results.CountAcknowledged(1, connection.SentAt);
        else results.CountFailure(response.Status);
    }

    public void OnBroken(HttpConnection connection) => results.CountFailure(0);
}
