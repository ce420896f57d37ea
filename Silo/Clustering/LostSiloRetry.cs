using System.Collections.Concurrent;
using System.Reflection;
using Platform.Gateway.Contracts;

namespace Platform.Silo.Clustering;

/// <summary>A grain factory whose grains are called again where a silo was lost on the way: the grain that is activated next gives the saved
/// answer of the same command id, or does what was not done. Every call here is a command with an id, or a read: see the contracts' test.</summary>
/// <remarks>Not for a refusal or a timeout: these were answered, or have had their time. A call that stays without an answer while the
/// membership changed is called again too: it may have gone to a silo that froze. Not an outgoing call filter: Orleans disposes the
/// request of a call that ran locally, so the call is repeated one level up, where the command is still whole.</remarks>
class LostSiloRetry : DispatchProxy
{
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(8), LongestDelay = TimeSpan.FromMilliseconds(250), Unanswered = TimeSpan.FromSeconds(2);
    static readonly ConcurrentDictionary<MethodInfo, Func<LostSiloRetry, object?[]?, object?>> Calls = new();

    object _inner = null!;
    ISiloDirectory _silos = null!;

    /// <summary>The same factory, whose grains are called again.</summary>
    public static IGrainFactory Wrap(IGrainFactory grains, ISiloDirectory silos) => (IGrainFactory)Wrap(typeof(IGrainFactory), grains, silos);

    /// <summary>Calls, and calls again.</summary>
    public static Task<T> Run<T>(ISiloDirectory silos, Func<Task<T>> call) => Retry(silos, null, call);

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => Calls.GetOrAdd(targetMethod!, Compile)(this, args);

    static object Wrap(Type type, object inner, ISiloDirectory silos)
    {
        var proxy = Create(type, typeof(LostSiloRetry));
        (((LostSiloRetry)proxy)._inner, ((LostSiloRetry)proxy)._silos) = (inner, silos);
        return proxy;
    }

    static Func<LostSiloRetry, object?[]?, object?> Compile(MethodInfo method)
    {
        // Grains of the platform alone: Orleans' own are not wrapped.
        if (method.DeclaringType == typeof(IGrainFactory))
            return method.ReturnType.Namespace?.StartsWith("Platform", StringComparison.Ordinal) == true
                ? (proxy, args) => Wrap(method.ReturnType, Call(method, proxy, args)!, proxy._silos)
                : (proxy, args) => Call(method, proxy, args);
        if (!method.ReturnType.IsGenericType || method.ReturnType.GetGenericTypeDefinition() != typeof(Task<>))
            return (proxy, args) => Call(method, proxy, args);
        var again = typeof(LostSiloRetry).GetMethod(nameof(CallAgain), BindingFlags.Static | BindingFlags.NonPublic)!
            .MakeGenericMethod(method.ReturnType.GetGenericArguments()).CreateDelegate<Func<MethodInfo, LostSiloRetry, object?[]?, object>>();
        return (proxy, args) => again(method, proxy, args);
    }

    static object? Call(MethodInfo method, LostSiloRetry proxy, object?[]? args) =>
        method.Invoke(proxy._inner, BindingFlags.DoNotWrapExceptions, null, args, null);

    static object CallAgain<T>(MethodInfo method, LostSiloRetry proxy, object?[]? args)
    {
        var first = (Task<T>)Call(method, proxy, args)!;
        return first.IsCompletedSuccessfully ? first : Retry(proxy._silos, first, () => (Task<T>)Call(method, proxy, args)!);
    }

    static async Task<T> Retry<T>(ISiloDirectory silos, Task<T>? first, Func<Task<T>> call)
    {
        var since = TimeProvider.System.GetTimestamp();
        var delay = TimeSpan.FromMilliseconds(10);
        for (var task = first; ; task = null)
        {
            try
            {
                return await Answer(task ?? call(), silos);
            }
            catch (Exception lost) when (IsLostSilo(lost) && TimeProvider.System.GetElapsedTime(since) < Timeout)
            {
                silos.LookForLostSilos();
                // At once when the membership changes: it says who activates the grain next.
                await silos.NextChange(delay * (0.5 + Random.Shared.NextDouble()));
                delay = delay * 2 < LongestDelay ? delay * 2 : LongestDelay;
            }
        }
    }

    static async Task<T> Answer<T>(Task<T> call, ISiloDirectory silos)
    {
        for (var members = silos.MembershipVersion; ; )
        {
            try
            {
                return await call.WaitAsync(Unanswered);
            }
            catch (TimeoutException) when (!call.IsCompleted)
            {
                if (silos.MembershipVersion != members)
                    throw new SiloUnavailableException("The membership changed, and the call has no answer.");
            }
        }
    }

    // While a silo dies, a rejection is more frequent than the exception that names it; the plain exception comes from a directory partition that moves.
    static bool IsLostSilo(Exception exception) =>
        exception is SiloUnavailableException or OrleansMessageRejectionException || exception.GetType() == typeof(OrleansException);
}
