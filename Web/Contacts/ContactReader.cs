using System.Buffers;
using System.Text.Json;
using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Contacts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Services;
using Platform.Grains.Interfaces.Tenants;
using Platform.Web.Access;
using Platform.Web.Problems;
using Platform.Web.Serialization;

namespace Platform.Web.Contacts;

/// <summary>A contact as a caller wrote it: in its shape, not yet judged.</summary>
/// <param name="Citizen">A file that is known; null where the person says who they are.</param>
/// <param name="Person">Who they say they are.</param>
/// <param name="Contact">What they said.</param>
/// <param name="Key">The idempotency key of a line of a batch; null elsewhere.</param>
/// <param name="Request">The open request that it joins; null where none.</param>
sealed record AskedContact(CitizenId? Citizen, Identity Person, Contact Contact, string? Key, RequestId? Request = null);

/// <summary>Reads a contact in one pass over its bytes: nothing is made but the texts that are kept.</summary>
ref struct ContactReader
{
    /// <summary>The contact, its phone read as this authority's people write theirs.</summary>
    public static AskedContact OfTenant(AskedContact asked, TenantView tenant) =>
        PhoneReader.OfTenant(asked.Person.Phone, tenant.Settings.Calendar.TimeZone) is var phone && phone == asked.Person.Phone
            ? asked
            : asked with { Person = asked.Person with { Phone = phone } };

    /// <summary>The refusal of a contact for a service that this authority does not have.</summary>
    public static Problem? Unknown(AskedContact asked, TenantView tenant) =>
        asked.Contact.Service is { } service && tenant.Service(service) is null ? Problem.Of(new NoSuchService()) : null;

    static readonly JsonReaderOptions Options = new() { MaxDepth = Json.Deepest };
    static readonly (byte[] Text, Channel Channel)[] Channels =
        [.. Enum.GetValues<Channel>().Select(channel => (System.Text.Encoding.UTF8.GetBytes(JsonNamingPolicy.CamelCase.ConvertName(channel.ToString())), channel))];

    Utf8JsonReader _json;
    readonly bool _line;
    int _seen;
    string? _id, _name, _email, _phone, _subject, _body, _language, _service, _key, _request;
    Channel? _channel;

    ContactReader(in ReadOnlySequence<byte> body, bool line)
    {
        _json = new(body, Options);
        _line = line;
    }

    /// <summary>Reads a body, or a line of a batch, which may carry its key.</summary>
    /// <param name="body">The JSON text.</param>
    /// <param name="language">Where the contact names none.</param>
    /// <param name="line">It is a line of a batch.</param>
    /// <param name="asked">The contact, where there is no problem.</param>
    public static Problem? Read(in ReadOnlySequence<byte> body, string language, bool line, out AskedContact? asked)
    {
        asked = null;
        var reader = new ContactReader(body, line);
        try
        {
            // A text that is broken further on is broken: that is said before what a member of it got wrong.
            return reader.Whole() is { } problem ? Json.Flaw(body) ?? problem : reader.Judge(language, out asked);
        }
        catch (JsonException)
        {
            return Json.Flaw(body) ?? Problem.Malformed(1, 1);
        }
        catch (InvalidOperationException)
        {
            return Json.Flaw(body) ?? Problem.Malformed(1, 1);
        }
    }

    Problem? Whole()
    {
        if (!_json.Read() || _json.TokenType is not JsonTokenType.StartObject)
            return Problem.Of(BodyErrors.Type(""));
        while (_json.Read() && _json.TokenType is JsonTokenType.PropertyName)
            if (Member() is { } problem)
                return problem;
        _json.Read();
        return null;
    }

    Problem? Member() =>
        _json.ValueTextEquals("citizen"u8) ? Once(0, "citizen") ?? Person()
        : _json.ValueTextEquals("channel"u8) ? Once(1, "channel") ?? Way()
        : _json.ValueTextEquals("subject"u8) ? Once(2, "subject") ?? Text("subject", ref _subject)
        : _json.ValueTextEquals("body"u8) ? Once(3, "body") ?? Text("body", ref _body)
        : _json.ValueTextEquals("language"u8) ? Once(4, "language") ?? Text("language", ref _language)
        : _json.ValueTextEquals("service"u8) ? Once(5, "service") ?? Text("service", ref _service)
        : _line && _json.ValueTextEquals("key"u8) ? Once(6, "key") ?? Text("key", ref _key)
        : !_line && _json.ValueTextEquals("request"u8) ? Once(7, "request") ?? Text("request", ref _request)
        : Problem.Unknown(_json.GetString()!);

    Problem? Person()
    {
        _json.Read();
        if (_json.TokenType is not JsonTokenType.StartObject)
            return Problem.Of(BodyErrors.Type("citizen"));
        while (_json.Read() && _json.TokenType is JsonTokenType.PropertyName)
            if (Trait() is { } problem)
                return problem;
        return null;
    }

    Problem? Trait() =>
        _json.ValueTextEquals("id"u8) ? Once(8, "citizen.id") ?? Text("citizen.id", ref _id)
        : _json.ValueTextEquals("name"u8) ? Once(9, "citizen.name") ?? Text("citizen.name", ref _name)
        : _json.ValueTextEquals("email"u8) ? Once(10, "citizen.email") ?? Text("citizen.email", ref _email)
        : _json.ValueTextEquals("phone"u8) ? Once(11, "citizen.phone") ?? Text("citizen.phone", ref _phone)
        : Problem.Unknown("citizen." + _json.GetString());

    Problem? Once(int bit, string member)
    {
        if ((_seen & 1 << bit) != 0)
            return Problem.Twice(member);
        _seen |= 1 << bit;
        return null;
    }

    Problem? Text(string member, ref string? text)
    {
        _json.Read();
        if (_json.TokenType is JsonTokenType.String)
            text = _json.GetString();
        else if (_json.TokenType is not JsonTokenType.Null)
            return Problem.Of(BodyErrors.Type(member));
        return null;
    }

    Problem? Way()
    {
        _json.Read();
        if (_json.TokenType is JsonTokenType.String)
            foreach (var (text, channel) in Channels)
                if (_json.ValueTextEquals(text))
                {
                    _channel = channel;
                    return null;
                }
        return Problem.Of(BodyErrors.Type("channel"));
    }

    readonly Problem? Judge(string language, out AskedContact? asked)
    {
        asked = null;
        ServiceId service = default;
        CitizenId citizen = default;
        RequestId request = default;
        if ((_seen & 1) == 0)
            return Problem.Of(BodyErrors.Missing("citizen"));
        if (_channel is null)
            return Problem.Of(BodyErrors.Missing("channel"));
        if (_subject is null)
            return Problem.Of(BodyErrors.Missing("subject"));
        if (_id is not null && !CitizenId.TryParse(_id, null, out citizen))
            return Problem.Of(new NoSuchCitizen());
        if (_service is not null && !ServiceId.TryParse(_service, null, out service))
            return Problem.Of(new NoSuchService());
        if (_request is not null && !RequestId.TryParse(_request, null, out request))
            return Problem.Of(new NoSuchRequest());
        if (_key is not null && !IdempotencyKey.IsKey(_key))
            return Problem.BadKey;
        asked = new(
            _id is null ? null : citizen, new(_name, _email, _phone),
            new(_channel.Value, _subject, _body ?? "", _language ?? language, _service is null ? null : service), _key,
            _request is null ? null : request);
        return null;
    }
}
