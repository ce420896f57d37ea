using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;

namespace Orleans.Runtime;

// What can be called on one grain interface, its inherited interfaces included.
sealed class GrainInterface
{
    static readonly ConcurrentDictionary<Type, GrainInterface> Known = new();
    readonly FrozenDictionary<MethodInfo, Operation> _operations;
    readonly FrozenDictionary<string, Operation> _byName;

    GrainInterface(Type type)
    {
        Type = type;
        Name = NameOf(type);
        var operations = type.GetInterfaces().Append(type).SelectMany(i => i.GetMethods()).Where(m => m.IsAbstract).Select(Operation.Of).ToList();
        _operations = operations.ToFrozenDictionary(o => o.Method);
        _byName = operations.GroupBy(o => o.Name).ToFrozenDictionary(g => g.Key, g => g.Count() == 1 ? g.First()
            : throw new OrleansConfigurationException($"{type}: several methods are named {g.Key}; tell them apart by [Alias]."));
    }

    public Type Type { get; }
    public string Name { get; }

    public static string NameOf(Type type) => type.GetCustomAttribute<AliasAttribute>()?.Alias ?? type.FullName!;
    public static GrainInterface Of(Type type) => Known.GetOrAdd(type, static type => new(type));

    public Operation this[MethodInfo method] => _operations[method];

    public Operation? Find(string name) => _byName.GetValueOrDefault(name);
}
