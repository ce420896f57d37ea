using System.Collections.Concurrent;
using System.Reflection;
using Microsoft.Extensions.DependencyInjection;
using Orleans.Concurrency;

namespace Orleans.Runtime;

// One class of grains: its name, its attributes, and how an object of it is made.
sealed class GrainClass
{
    readonly ConcurrentDictionary<Operation, MethodInfo> _implementations = new();
    readonly ObjectFactory _factory;

    public GrainClass(Type type)
    {
        Class = type;
        Type = GrainType.Create(type.GetCustomAttribute<GrainTypeAttribute>()?.Name ?? DefaultName(type));
        IsReentrant = type.IsDefined(typeof(ReentrantAttribute));
        Workers = type.GetCustomAttribute<StatelessWorkerAttribute>()?.Limit ?? 0;
        IsPinned = type.IsDefined(typeof(OnNamedSiloAttribute));
        Interfaces = [.. type.GetInterfaces().Where(i => typeof(IGrain).IsAssignableFrom(i) && i.GetMethods().Length > 0)];
        _factory = ActivatorUtilities.CreateFactory(type, []);
    }

    public Type Class { get; }
    public GrainType Type { get; }
    public bool IsReentrant { get; }

    // How many activations of one grain a silo may run; 0 for a grain with one life only.
    public int Workers { get; }

    // The key names the silo; no filter of the application stands before it.
    public bool IsPinned { get; }
    public IReadOnlyList<Type> Interfaces { get; }

    public object Make(IServiceProvider services) => _factory(services, null);

    public MethodInfo Implementation(Operation operation) => _implementations.GetOrAdd(operation, static (operation, type) =>
    {
        var map = type.GetInterfaceMap(operation.InterfaceType);
        return map.TargetMethods[Array.IndexOf(map.InterfaceMethods, operation.Method)];
    }, Class);

    static string DefaultName(Type type)
    {
        var name = type.Name.ToLowerInvariant();
        return name.EndsWith("grain", StringComparison.Ordinal) && name.Length > 5 ? name[..^5] : name;
    }
}
