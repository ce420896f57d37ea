using System.Reflection;
using System.Text.Json;
using Platform.Web.Problems;

namespace Platform.Web.Serialization;

/// <summary>A word of an enumeration in the query of an address, written as in JSON; null where it is not there.</summary>
sealed record QueryEnum<T>(T? Value, Problem? Problem = null) : IValidatedParameter where T : struct, Enum
{
    static readonly Dictionary<string, T> Known = Enum.GetValues<T>().ToDictionary(value => JsonNamingPolicy.CamelCase.ConvertName(value.ToString()));

    public static ValueTask<QueryEnum<T>?> BindAsync(HttpContext context, ParameterInfo parameter)
    {
        var text = context.Request.Query[parameter.Name!].ToString();
        return new(text.Length == 0 ? new QueryEnum<T>(Value: null)
            : Known.TryGetValue(text, out var value) ? new QueryEnum<T>(value)
            : new QueryEnum<T>(null, Problem.BadParameter(parameter.Name!, new(
                $"« {parameter.Name} » est l'un de : {string.Join(", ", Known.Keys)}.", $"\"{parameter.Name}\" is one of: {string.Join(", ", Known.Keys)}."))));
    }
}
