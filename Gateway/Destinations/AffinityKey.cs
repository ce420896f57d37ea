using System.Text.Json;

namespace Platform.Gateway.Destinations;

/// <summary>The key by which <see cref="SiloAffinity"/> routes a contact: a hash of what identifies the person in the body. The values
/// themselves are not kept.</summary>
static class AffinityKey
{
    const string ContactsPath = "/api/contacts";

    /// <summary>Null where the request is no contact, or identifies nobody; whether it is valid is for the silo to say.</summary>
    /// <param name="request">The request.</param>
    /// <param name="seed">Of the tenant: the same mail address in two tenants is two people.</param>
    /// <param name="body">The buffered body, or null.</param>
    public static ulong? Of(HttpRequest request, ulong seed, byte[]? body)
    {
        if (body is null || request.Path.Value is not ContactsPath)
            return null;
        try
        {
            var json = new Utf8JsonReader(body);
            return MoveToCitizen(ref json) ? ReadCitizen(ref json, seed) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // To the member "citizen" of the top-level object.
    static bool MoveToCitizen(ref Utf8JsonReader json)
    {
        if (!json.Read() || json.TokenType is not JsonTokenType.StartObject)
            return false;
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            var isCitizen = json.ValueTextEquals("citizen"u8);
            json.Read();
            if (isCitizen)
                return json.TokenType is JsonTokenType.StartObject;
            json.Skip();
        }
        return false;
    }

    // In the order in which silos look a file up: by its id, else by the mail address, else by the phone number.
    static ulong? ReadCitizen(ref Utf8JsonReader json, ulong seed)
    {
        ulong? id = null, mail = null, phone = null;
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("id"u8))
                id = HashValue(ref json, seed);
            else if (json.ValueTextEquals("email"u8))
                mail = HashValue(ref json, seed);
            else if (json.ValueTextEquals("phone"u8))
                phone = HashValue(ref json, seed);
            else
                json.Skip();
        }
        return id ?? mail ?? phone;
    }

    static ulong? HashValue(ref Utf8JsonReader json, ulong seed)
    {
        json.Read();
        json.Skip();
        return json.TokenType is JsonTokenType.String && json.ValueSpan.Length > 0 ? Fnv1a.Hash(json.ValueSpan, seed) : null;
    }
}
