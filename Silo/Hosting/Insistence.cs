using System.Collections.Concurrent;
using System.Reflection;
using Orleans.Runtime;
using Platform.Silos;

namespace Platform.Hosting;

/// <summary>A way to the grains that asks again where a silo was lost on the way: whoever holds the grain next gives the saved answer of the
/// same command id, or does what was not done. All that grains are asked here is a command with an id, or reads: see the contracts' test.</summary>
/// <remarks>Not for what a grain itself refused or for a timeout: these were answered, or have had their time. Nor where this silo itself may
/// not go on: the gateway asks another, which is sooner there than we are back.</remarks>
class Insistence : DispatchProxy
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);
    static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(250);
    static readonly ConcurrentDictionary<MethodInfo, Func<Insistence, object?[]?, object?>> Ways = new();

    object _inner = null!;
    ISiloRegister _silos = null!;

    /// <summary>The same factory, whose grains are asked again.</summary>
    public static IGrainFactory Of(IGrainFactory grains, ISiloRegister silos) => (IGrainFactory)Wrap(typeof(IGrainFactory), grains, silos);

    /// <summary>Asks, and asks again.</summary>
    public static Task<T> On<T>(ISiloRegister silos, Func<Task<T>> ask) => Insist(silos, null, ask);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Ways.GetOrAdd(targetMethod!, Way)(this, args);

    static object Wrap(Type type, object inner, ISiloRegister silos)
    {
        var proxy = Create(type, typeof(Insistence));
        (((Insistence)proxy)._inner, ((Insistence)proxy)._silos) = (inner, silos);
        return proxy;
    }

    static Func<Insistence, object?[]?, object?> Way(MethodInfo method)
    {
        // Grains of the platform alone: what belongs to the runtime keeps its own face.
        if (method.DeclaringType == typeof(IGrainFactory))
            return method.ReturnType.Assembly == typeof(Tenants.ITenantGrain).Assembly
                ? (asked, args) => Wrap(method.ReturnType, Ask(method, asked, args)!, asked._silos)
                : (asked, args) => Ask(method, asked, args);
        if (!method.ReturnType.IsGenericType || method.ReturnType.GetGenericTypeDefinition() != typeof(Task<>))
            return (asked, args) => Ask(method, asked, args);
        var again = typeof(Insistence).GetMethod(nameof(Again), BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(method.ReturnType.GetGenericArguments()).CreateDelegate<Func<MethodInfo, Insistence, object?[]?, object>>();
        return (asked, args) => again(method, asked, args);
    }

    static object? Ask(MethodInfo method, Insistence asked, object?[]? args) => method.Invoke(asked._inner, BindingFlags.DoNotWrapExceptions, null, args, null);

    static object Again<T>(MethodInfo method, Insistence asked, object?[]? args)
    {
        var first = (Task<T>)Ask(method, asked, args)!;
        return first.IsCompletedSuccessfully ? first : Insist(asked._silos, first, () => (Task<T>)Ask(method, asked, args)!);
    }

    static async Task<T> Insist<T>(ISiloRegister silos, Task<T>? first, Func<Task<T>> ask)
    {
        var since = TimeProvider.System.GetTimestamp();
        var pause = TimeSpan.FromMilliseconds(10);
        for (var (task, list) = (first, silos.Version); ; (task, list) = (null, silos.Version))
        {
            try
            {
                return await (task ?? ask());
            }
            catch (SiloUnavailableException) when (!silos.Fence.IsCancellationRequested && TimeProvider.System.GetElapsedTime(since) < Patience)
            {
                // As soon as the list of silos says who holds the grain next.
                await silos.Change(list, pause * (0.5 + Random.Shared.NextDouble()), CancellationToken.None);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }
        }
    }
}
