using System.Buffers;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;
using Platform.Grains.Interfaces.Contracts;
using Platform.Web.Problems;

namespace Platform.Web.Serialization;

/// <summary>A part of a request that a handler takes, or the problem with it, which the group answers before the handler is called.</summary>
interface IValidatedParameter
{
    Problem? Problem { get; }
}

/// <summary>The JSON body of a request, every member known and of its type.</summary>
sealed class JsonBody<T> : IValidatedParameter, IEndpointParameterMetadataProvider where T : class
{
    readonly T? _body;

    JsonBody(T? body, Problem? problem) => (_body, Problem) = (body, problem);

    public Problem? Problem { get; }

    public T Body => _body ?? throw new InvalidOperationException("The problem with the body was not answered.");

    public static async ValueTask<JsonBody<T>> BindAsync(HttpContext context)
    {
        var (body, problem) = await Json.Whole(context);
        if (problem is not null)
            return new(null, problem);
        var options = context.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var asked = Read(body, options);
        context.Request.BodyReader.AdvanceTo(body.End);
        return asked;
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) =>
        builder.Metadata.Add(new AcceptsMetadata([Json.Type], typeof(T)));

    static JsonBody<T> Read(in ReadOnlySequence<byte> body, JsonSerializerOptions options)
    {
        if (Json.Flaw(body) is { } flaw)
            return new(null, flaw);
        using var document = JsonDocument.Parse(body);
        if (UnexpectedMember(document.RootElement, options.GetTypeInfo(typeof(T)), "") is { } unexpected)
            return new(null, unexpected);
        try
        {
            return new(document.Deserialize<T>(options), null);
        }
        catch (JsonException wrong)
        {
            var member = wrong.Path is { Length: > 2 } path ? path[2..] : "";
            return new(null, Problem.Of(BodyErrors.Type(member)));
        }
    }

    // Members that are unknown, written twice or missing, by name: the serializer would refuse them too, but not say which.
    static Problem? UnexpectedMember(JsonElement element, JsonTypeInfo type, string path)
    {
        if (type.Kind is not JsonTypeInfoKind.Object)
            return null;
        if (element.ValueKind is not JsonValueKind.Object)
            return Problem.Of(BodyErrors.Type(path.TrimEnd('.')));
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in element.EnumerateObject())
        {
            if (!seen.Add(member.Name))
                return Problem.Twice(path + member.Name);
            if (type.Properties.FirstOrDefault(known => known.Name == member.Name) is not { } property)
                return Problem.Unknown(path + member.Name);
            if (member.Value.ValueKind is not JsonValueKind.Null
                && UnexpectedMember(member.Value, type.Options.GetTypeInfo(property.PropertyType), path + member.Name + ".") is { } unexpected)
                return unexpected;
        }
        return type.Properties.FirstOrDefault(property => property.IsRequired && !seen.Contains(property.Name)) is { } missing
            ? Problem.Of(BodyErrors.Missing(path + missing.Name))
            : null;
    }
}

/// <summary>What the shape of a body can get wrong; what it says is judged by the domain.</summary>
static class BodyErrors
{
    public static NotAcceptable Type(string member) => new(member, new(
        member.Length == 0 ? "Envoyez un objet JSON." : $"Le membre « {member} » n'est pas du bon type, ou n'a pas une valeur connue. Voyez /api/docs.",
        member.Length == 0 ? "Send a JSON object." : $"The member \"{member}\" is of another type, or has no known value. See /api/docs."));

    public static NotAcceptable Missing(string member) => new(member, new(
        $"Le membre « {member} » manque. Ajoutez-le.", $"The member \"{member}\" is missing. Add it."));
}
