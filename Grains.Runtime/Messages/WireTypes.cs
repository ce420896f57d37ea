using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;

namespace Orleans.Runtime;

// The types that may travel: those that say so and have a name of their own. Nothing else is ever made from a message.
static class WireTypes
{
    static readonly Type[] Plain =
    [
        typeof(string), typeof(bool), typeof(int), typeof(long), typeof(double), typeof(decimal), typeof(Guid), typeof(DateTimeOffset), typeof(TimeSpan),
    ];

    static readonly Lazy<FrozenDictionary<string, Type>> Named = new(() => GrainClasses.ApplicationParts().SelectMany(a => a.GetTypes())
        .Where(t => t.IsDefined(typeof(GenerateSerializerAttribute), false) && t.IsDefined(typeof(AliasAttribute), false))
        .Concat(Plain).GroupBy(t => NameOf(t)).ToFrozenDictionary(g => g.Key, g => g.Count() == 1 ? g.First() : throw new OrleansConfigurationException(
            $"[Alias(\"{g.Key}\")] is on several types: {string.Join(", ", g)}. Each needs its own.")));

    // The failures that a caller may want to tell apart: these, and the application's that have a name of their own.
    // Each is made from its text; any other arrives as an OrleansException.
    static readonly Lazy<FrozenDictionary<string, Type>> Failures = new(() => new[]
    {
        typeof(ArgumentException), typeof(InvalidOperationException), typeof(KeyNotFoundException), typeof(LimitExceededException),
        typeof(NotSupportedException), typeof(OperationCanceledException), typeof(OrleansException), typeof(SiloUnavailableException),
        typeof(TaskCanceledException), typeof(TimeoutException), typeof(UnauthorizedAccessException),
    }.Concat(GrainClasses.ApplicationParts().SelectMany(a => a.GetTypes())
        .Where(t => t.IsSubclassOf(typeof(Exception)) && t.IsDefined(typeof(AliasAttribute), false))).ToFrozenDictionary(t => NameOf(t)));

    static readonly ConcurrentDictionary<Type, string> Names = new();

    public static string NameOf(Type type) => Names.GetOrAdd(type, static type => type.GetCustomAttribute<AliasAttribute>(false)?.Alias ?? type.Name);
    public static Type? Find(string name) => Named.Value.GetValueOrDefault(name);

    // The name by which a value of the request's context travels.
    public static string NameOf(string key, object value) => NameOf(value.GetType()) is var name && Find(name) == value.GetType() ? name
        : throw new NotSupportedException($"RequestContext '{key}': a {value.GetType()} cannot travel; give it [GenerateSerializer] and [Alias].");

    // What a value of that declared type may really be.
    public static IEnumerable<(string Name, Type Type)> KindsOf(Type declared) => Named.Value
        .Where(p => declared.IsAssignableFrom(p.Value) && !p.Value.IsAbstract && !p.Value.IsGenericTypeDefinition).Select(p => (p.Key, p.Value));

    public static Exception Failure(string type, string text) =>
        !Failures.Value.TryGetValue(type, out var known) ? new OrleansException($"{type}: {text}")
        : (Exception)(known.GetConstructor([typeof(string)])?.Invoke([text]) ?? Activator.CreateInstance(known, text, null)!);
}
