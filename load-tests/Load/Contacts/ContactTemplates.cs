using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Load.Contacts;

/// <summary>The templates of every tenant and sample contact, with and without a phone number.</summary>
sealed class ContactTemplates
{
    readonly ContactTemplate[] all;

    ContactTemplates(string run, Func<DemoTenant, int, (string, string)> envelope) => all =
    [
        .. from tenant in DemoTenant.All
           from sample in SampleContact.All
           from withPhone in new[] { false, true }
           select new ContactTemplate(tenant, run, withPhone, sample, length => envelope(tenant, length)),
    ];

    public int MaxLength => all.Max(template => template.Length);

    /// <summary>Templates of HTTP requests with one contact each.</summary>
    /// <param name="path">Where it is posted.</param>
    /// <param name="port">The gateway's port, for the Host header.</param>
    /// <param name="run">The run's name, in the canaries.</param>
    /// <param name="headers">Further headers of a tenant's requests, each with its line end.</param>
    public static ContactTemplates ForRequests(string path, int port, string run, Func<DemoTenant, string>? headers = null) => new(run, (tenant, length) => (
        $"POST {path} HTTP/1.1\r\nHost: {tenant.Host(port)}\r\nAuthorization: Bearer {tenant.ApiKey}\r\nIdempotency-Key: {run}.9999999\r\n{headers?.Invoke(tenant)}"
            + $"Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n", ""));

    /// <summary>Templates of lines for the batch endpoint.</summary>
    public static ContactTemplates ForBatchLines(string run) => new(run, (_, _) => ("", "\n"));

    /// <summary>The template of a person and a sample contact.</summary>
    public ContactTemplate For(int person, int sample = 0) =>
        all[(((person % DemoTenant.All.Count * SampleContact.All.Count) + sample) * 2) + (Population.HasPhone(person) ? 1 : 0)];
}
