using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;

namespace Orleans.Runtime;

// Every grain class of the application, found once for the whole process.
sealed class GrainClasses
{
    static readonly Lazy<GrainClasses> Found = new(() => new(ApplicationParts().SelectMany(a => a.GetTypes()).Where(IsGrainClass)));
    readonly FrozenDictionary<GrainType, GrainClass> _byType;
    readonly ConcurrentDictionary<(Type, string?), GrainClass> _byInterface = new();
    readonly FrozenDictionary<string, Type> _interfaces;

    GrainClasses(IEnumerable<Type> classes)
    {
        _byType = classes.Select(c => new GrainClass(c)).GroupBy(c => c.Type).ToFrozenDictionary(g => g.Key, g => g.Count() == 1
            ? g.First()
            : throw new OrleansConfigurationException(
                $"Several grain classes are named '{g.Key}': {string.Join(", ", g.Select(c => c.Class))}. Name them by [GrainType]."));
        _interfaces = _byType.Values.SelectMany(c => c.Interfaces).Distinct().GroupBy(GrainInterface.NameOf).ToFrozenDictionary(g => g.Key, g => g.Count() == 1
            ? g.First()
            : throw new OrleansConfigurationException($"[Alias(\"{g.Key}\")] is on several grain interfaces: {string.Join(", ", g)}."));
    }

    public static GrainClasses All => Found.Value;

    public GrainClass? Find(GrainType type) => _byType.GetValueOrDefault(type);
    public GrainInterface? Interface(string name) => _interfaces.TryGetValue(name, out var type) ? GrainInterface.Of(type) : null;
    public GrainClass Of(Type interfaceType, string? prefix) => _byInterface.GetOrAdd((interfaceType, prefix), Choose);

    // What the program refers to, directly or not, and that knows this assembly.
    public static IReadOnlyCollection<Assembly> ApplicationParts()
    {
        var own = typeof(GrainClasses).Assembly;
        var seen = new Dictionary<string, Assembly>();
        var open = new Stack<Assembly>(AppDomain.CurrentDomain.GetAssemblies().Where(a => !a.IsDynamic));
        while (open.TryPop(out var assembly))
        {
            if (IsPlatform(assembly.GetName()) || !seen.TryAdd(assembly.FullName!, assembly))
                continue;
            var unseen = assembly.GetReferencedAssemblies().Where(n => !IsPlatform(n) && !seen.ContainsKey(n.FullName));
            foreach (var next in unseen.Select(TryLoad).OfType<Assembly>())
                open.Push(next);
        }
        return [own, .. seen.Values.Where(a => a.GetReferencedAssemblies().Any(n => n.Name == own.GetName().Name))];
    }

    GrainClass Choose((Type Type, string? Prefix) wanted)
    {
        var classes = _byType.Values.Where(c => wanted.Type.IsAssignableFrom(c.Class)
            && (wanted.Prefix is null || c.Class.FullName!.StartsWith(wanted.Prefix, StringComparison.Ordinal))).ToList();
        return classes.Count == 1 ? classes[0] : throw new ArgumentException(classes.Count == 0
            ? $"No grain class implements {wanted.Type}."
            : $"Several grain classes implement {wanted.Type}: {string.Join(", ", classes.Select(c => c.Class))}. Give the beginning of a class name.");
    }

    static bool IsGrainClass(Type type) =>
        type is { IsClass: true, IsAbstract: false, IsGenericTypeDefinition: false } && typeof(IGrain).IsAssignableFrom(type)
        && !typeof(GrainProxy).IsAssignableFrom(type);

    static bool IsPlatform(AssemblyName name) =>
        name.Name is null or "netstandard" or "mscorlib" || name.Name.StartsWith("System.", StringComparison.Ordinal)
        || name.Name.StartsWith("Microsoft.", StringComparison.Ordinal);

    // An optional dependency may be absent: it cannot hold grains of this program.
    static Assembly? TryLoad(AssemblyName name)
    {
        try
        {
            return Assembly.Load(name);
        }
        catch (Exception absent) when (absent is FileNotFoundException or FileLoadException or BadImageFormatException)
        {
            return null;
        }
    }
}
