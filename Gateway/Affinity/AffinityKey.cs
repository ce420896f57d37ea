using System.Text.Json;

namespace Platform.Gateway.Affinity;

/// <summary>Whom a contact is from, as far as a gateway needs it: a number that is the same in every gateway for the same words. What the
/// words were is not kept.</summary>
static class AffinityKey
{
    const string Contacts = "/api/contacts";

    /// <summary>Null where the request is no contact, or names nobody; whether it may be recorded is for the silo to say.</summary>
    public static ulong? Of(HttpRequest request, ulong tenant, byte[]? body)
    {
        if (body is null || request.Path.Value is not Contacts)
            return null;
        try
        {
            var json = new Utf8JsonReader(body);
            return Find(ref json) ? Read(ref json, tenant) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // At the member "citizen" of the whole.
    static bool Find(ref Utf8JsonReader json)
    {
        if (!json.Read() || json.TokenType is not JsonTokenType.StartObject)
            return false;
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            var found = json.ValueTextEquals("citizen"u8);
            json.Read();
            if (found)
                return json.TokenType is JsonTokenType.StartObject;
            json.Skip();
        }
        return false;
    }

    // As silos look for a file: by its id, else by the mail, else by the phone.
    static ulong? Read(ref Utf8JsonReader json, ulong tenant)
    {
        ulong? id = null, mail = null, phone = null;
        while (json.Read() && json.TokenType is JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("id"u8))
                id = Value(ref json, tenant);
            else if (json.ValueTextEquals("email"u8))
                mail = Value(ref json, tenant);
            else if (json.ValueTextEquals("phone"u8))
                phone = Value(ref json, tenant);
            else
                json.Skip();
        }
        return id ?? mail ?? phone;
    }

    static ulong? Value(ref Utf8JsonReader json, ulong tenant)
    {
        json.Read();
        json.Skip();
        return json.TokenType is JsonTokenType.String && json.ValueSpan.Length > 0 ? Fnv1a.Hash(json.ValueSpan, tenant) : null;
    }
}
