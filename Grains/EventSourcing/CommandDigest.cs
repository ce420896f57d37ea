using System.Reflection;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Platform.Grains.Interfaces.Contracts;

namespace Platform.Grains.EventSourcing;

/// <summary>Deduplication of commands: what tells a repeat from a reuse, the SHA-256 of a command's content, its id left out.</summary>
public static class CommandDigest
{
    static readonly JsonSerializerOptions Canonical = JournalJson.Options(Sort);

    /// <summary>The digest: 32 bytes. Members are taken in the order of their names, so that moving one in the code changes nothing.</summary>
    public static ReadOnlyMemory<byte> Of(Command command) => JournalJson.Write(command, Canonical, SHA256.HashData);

    static void Sort(JsonTypeInfo type)
    {
        if (type.Kind is not JsonTypeInfoKind.Object)
            return;
        var members = type.Properties.OrderBy(static member => member.Name, StringComparer.Ordinal).ToList();
        if (typeof(Command).IsAssignableFrom(type.Type))
        {
            members.RemoveAll(static member => member.Name == "commandId");
            members.Add(Name(type));
        }
        type.Properties.Clear();
        foreach (var member in members)
            type.Properties.Add(member);
    }

    // Two commands of two sorts may have the same members.
    static JsonPropertyInfo Name(JsonTypeInfo type)
    {
        var alias = type.Type.GetCustomAttribute<AliasAttribute>(inherit: false)!.Alias;
        var name = type.CreateJsonPropertyInfo(typeof(string), "$command");
        name.Get = _ => alias;
        return name;
    }
}
