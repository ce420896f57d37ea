using System.Collections.Frozen;
using System.Reflection;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Tenants;

namespace Platform.Grains.EventSourcing;

/// <summary>The allow-list: every event there is, by its alias. No other type is ever made from what the journal holds.</summary>
public static class EventTypes
{
    static readonly Type[] Roots = [typeof(CitizenEvent), typeof(RequestEvent), typeof(TenantEvent)];

    static readonly FrozenDictionary<Type, EventTypeDescription> ByType = typeof(CitizenEvent).Assembly.GetTypes()
        .Where(static type => !type.IsAbstract && Roots.Any(root => root.IsAssignableFrom(type)))
        .Select(static type => new EventTypeDescription(
            type, type.GetCustomAttribute<EventTypeAttribute>()!.Name,
            IsPersonal(type)))
        .ToFrozenDictionary(static type => type.Type);

    static readonly FrozenDictionary<string, EventTypeDescription> ByAlias = ByType.Values.ToFrozenDictionary(static type => type.Alias);

    /// <summary>All of them.</summary>
    public static IReadOnlyCollection<EventTypeDescription> All => ByType.Values;

    /// <summary>The alias of an event: its name in the journal.</summary>
    public static string Alias(object fact) => fact is UnknownFact unknown ? unknown.Type : Of(fact.GetType()).Alias;

    /// <summary>The aliases of an event, or of all events of a concept.</summary>
    public static IEnumerable<string> AliasesOf<TEvent>() => All.Where(static type => typeof(TEvent).IsAssignableFrom(type.Type)).Select(static type => type.Alias);

    /// <summary>The type has members that say something about a person.</summary>
    public static bool IsPersonal(Type type) => type.GetProperties().Any(static member => member.IsDefined(typeof(PersonalAttribute)));

    internal static EventTypeDescription Of(Type type) => ByType.TryGetValue(type, out var found)
        ? found
        : throw new ArgumentException($"{type} is not an event.", nameof(type));

    internal static EventTypeDescription? Find(string alias) => ByAlias.GetValueOrDefault(alias);

    internal static bool Knows(Type type) => ByType.ContainsKey(type);
}

/// <summary>One sort of event.</summary>
/// <param name="Type">Its record.</param>
/// <param name="Alias">Its name in the journal.</param>
/// <param name="HasPersonal">It has members that are sealed.</param>
public sealed record EventTypeDescription(Type Type, string Alias, bool HasPersonal);
