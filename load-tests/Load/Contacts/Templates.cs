using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Load.Contacts;

/// <summary>The requests of every tenant and matter, with and without a phone number.</summary>
sealed class Templates
{
    readonly Template[] all;

    Templates(string run, Func<Tenant, int, (string, string)> around) => all =
    [
        .. from tenant in Tenant.All
           from matter in Matter.All
           from phones in new[] { false, true }
           select new Template(tenant, run, phones, matter, length => around(tenant, length)),
    ];

    /// <summary>The longest of them.</summary>
    public int Longest => all.Max(template => template.Length);

    /// <summary>One request for one contact.</summary>
    /// <param name="path">Where it is posted.</param>
    /// <param name="port">Of the gateway, as the host is named.</param>
    /// <param name="run">Of the marks.</param>
    /// <param name="headers">More of them for each tenant, each with its end of line.</param>
    public static Templates Requests(string path, int port, string run, Func<Tenant, string>? headers = null) => new(run, (tenant, length) => (
        $"POST {path} HTTP/1.1\r\nHost: {tenant.Host(port)}\r\nAuthorization: Bearer {tenant.Key}\r\nIdempotency-Key: {run}.9999999\r\n{headers?.Invoke(tenant)}"
            + $"Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n", ""));

    /// <summary>One line of a batch.</summary>
    public static Templates Lines(string run) => new(run, (_, _) => ("", "\n"));

    /// <summary>The one for a person and a matter.</summary>
    public Template For(int person, int matter = 0) =>
        all[(((person % Tenant.All.Count * Matter.All.Count) + matter) * 2) + (Population.Phones(person) ? 1 : 0)];
}
