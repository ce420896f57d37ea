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
        .Concat(Plain).GroupBy(NameOf).ToFrozenDictionary(g => g.Key, g => g.Count() == 1 ? g.First() : throw new OrleansConfigurationException(
            $"[Alias(\"{g.Key}\")] is on several types: {string.Join(", ", g)}. Each needs its own.")));

    // Failures of the application that have a name of their own: they are made from their text, by a constructor that takes an inner one too.
    static readonly Lazy<FrozenDictionary<string, Type>> NamedFailures = new(() => GrainClasses.ApplicationParts().SelectMany(a => a.GetTypes())
        .Where(t => t.IsSubclassOf(typeof(Exception)) && t.IsDefined(typeof(AliasAttribute), false)).ToFrozenDictionary(NameOf));

    // The failures that a caller may want to tell apart; any other arrives as an OrleansException with its text.
    static readonly FrozenDictionary<string, Func<string, Exception>> Failures = new Dictionary<string, Func<string, Exception>>
    {
        [nameof(ArgumentException)] = text => new ArgumentException(text),
        [nameof(InvalidOperationException)] = text => new InvalidOperationException(text),
        [nameof(KeyNotFoundException)] = text => new KeyNotFoundException(text),
        [nameof(LimitExceededException)] = text => new LimitExceededException(text),
        [nameof(NotSupportedException)] = text => new NotSupportedException(text),
        [nameof(OperationCanceledException)] = text => new OperationCanceledException(text),
        [nameof(OrleansException)] = text => new OrleansException(text),
        [nameof(SiloUnavailableException)] = text => new SiloUnavailableException(text),
        [nameof(TaskCanceledException)] = text => new TaskCanceledException(text),
        [nameof(TimeoutException)] = text => new TimeoutException(text),
        [nameof(UnauthorizedAccessException)] = text => new UnauthorizedAccessException(text),
    }.ToFrozenDictionary();

    public static string NameOf(Type type) => type.GetCustomAttribute<AliasAttribute>(false)?.Alias ?? type.Name;

    public static Type? Find(string name) => Named.Value.GetValueOrDefault(name);

    // What a value of that declared type may really be.
    public static IEnumerable<(string Name, Type Type)> KindsOf(Type declared) => Named.Value
        .Where(p => declared.IsAssignableFrom(p.Value) && !p.Value.IsAbstract && !p.Value.IsGenericTypeDefinition).Select(p => (p.Key, p.Value));

    public static Exception Failure(string type, string text) =>
        Failures.TryGetValue(type, out var make) ? make(text)
        : NamedFailures.Value.TryGetValue(type, out var named) ? (Exception)Activator.CreateInstance(named, text, null)!
        : new OrleansException($"{type}: {text}");
}
