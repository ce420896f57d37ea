using System.Globalization;
using System.Text.Unicode;
using Platform.Grains.Interfaces.Citizens;
using Platform.Web.Serialization;

namespace Platform.Web.Contacts;

/// <summary>The answer to a contact, written straight into the response: this is the hottest line of the platform.</summary>
static class ContactAnswer
{
    const int Longest = 160;

    /// <summary>201, with the receipt and where to read it.</summary>
    /// <param name="context">Whose answer.</param>
    /// <param name="receipt">The receipt.</param>
    public static ValueTask<System.IO.Pipelines.FlushResult> Write(HttpContext context, Receipt receipt)
    {
        var response = context.Response;
        response.StatusCode = StatusCodes.Status201Created;
        response.ContentType = Json.Type;
        response.Headers.Location = Location(receipt);
        var writer = response.BodyWriter;
        var length = Body(writer.GetSpan(Longest), receipt);
        response.ContentLength = length;
        writer.Advance(length);
        return writer.FlushAsync(context.RequestAborted);
    }

    /// <summary>The line of the history that the contact became.</summary>
    public static string Location(Receipt receipt) =>
        string.Create(CultureInfo.InvariantCulture, $"/api/citizens/{receipt.Citizen.Value}/history?after={receipt.Version - 1}&limit=1");

    static int Body(Span<byte> span, Receipt receipt) =>
        Utf8.TryWrite(span, CultureInfo.InvariantCulture,
            $"{{\"citizen\":\"{receipt.Citizen.Value}\",\"version\":{receipt.Version},\"at\":\"{receipt.At.UtcDateTime:O}\"}}", out var length)
            ? length
            : throw new InvalidOperationException("A receipt is longer than any receipt.");
}
