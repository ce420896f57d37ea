using System.Linq.Expressions;
using System.Reflection;
using Orleans.Concurrency;

namespace Orleans.Runtime;

// One method of a grain interface: how it is sent, and how it is carried out on a grain.
abstract class Operation
{
    protected Operation(MethodInfo method, Type interfaceType)
    {
        Method = method;
        InterfaceType = interfaceType;
        Name = method.GetCustomAttribute<AliasAttribute>()?.Alias ?? method.Name;
        IsReadOnly = method.IsDefined(typeof(ReadOnlyAttribute));
        Interleaves = method.IsDefined(typeof(AlwaysInterleaveAttribute));
        Parameters = [.. method.GetParameters().Select(p => p.ParameterType)];
        Token = Array.IndexOf(Parameters, typeof(CancellationToken));
    }

    public MethodInfo Method { get; }
    public Type InterfaceType { get; }
    public string Name { get; }
    public Type[] Parameters { get; }
    public bool IsReadOnly { get; }
    public bool Interleaves { get; }

    // Where the cancellation token stands among the arguments; -1 without one.
    public int Token { get; }
    public abstract Type AnswerType { get; }

    public abstract object Send(IRouter router, GrainId target, GrainClass grainClass, object?[] arguments);

    public abstract Call Prepare(GrainId target, GrainClass grainClass, object?[] arguments, CallScope? caller, Dictionary<string, object>? values);

    public static Operation Of(MethodInfo method)
    {
        var answer = method.ReturnType;
        if (method.IsGenericMethodDefinition || !typeof(Task).IsAssignableFrom(answer) && !IsValueTask(answer))
            throw new OrleansConfigurationException(
                $"{method.DeclaringType}.{method.Name}: a grain's method returns Task, Task<T>, ValueTask or ValueTask<T>, and is not generic.");
        var type = answer.IsGenericType ? answer.GetGenericArguments()[0] : typeof(Nothing);
        return (Operation)Activator.CreateInstance(typeof(Operation<>).MakeGenericType(type), method)!;
    }

    static bool IsValueTask(Type type) =>
        type == typeof(ValueTask) || type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ValueTask<>);
}

sealed class Operation<T>(MethodInfo method) : Operation(method, method.DeclaringType!)
{
    readonly Lazy<Func<object, object?[], ValueTask<T>>> _invoke = new(() => Compile(method));
    readonly Func<Task<T>, object> _wrap = Wrapper(method.ReturnType);

    public override Type AnswerType => typeof(T);

    public ValueTask<T> Invoke(object grain, object?[] arguments) => _invoke.Value(grain, arguments);

    public override Call Prepare(
        GrainId target, GrainClass grainClass, object?[] arguments, CallScope? caller, Dictionary<string, object>? values) =>
        new Call<T>(this, target, grainClass, arguments, caller, values);

    public override object Send(IRouter router, GrainId target, GrainClass grainClass, object?[] arguments)
    {
        var scope = CallScope.Current;
        var call = new Call<T>(this, target, grainClass, arguments, scope is { Grain.IsDefault: false } ? scope : null, scope?.Values);
        if (call.FollowCaller())
            router.Route(call);
        return _wrap(call.Answer);
    }

    static Func<Task<T>, object> Wrapper(Type returned) =>
        returned == typeof(ValueTask<T>) ? task => new ValueTask<T>(task)
        : returned == typeof(ValueTask) ? task => new ValueTask(task)
        : task => task;

    static Func<object, object?[], ValueTask<T>> Compile(MethodInfo method)
    {
        var grain = Expression.Parameter(typeof(object));
        var arguments = Expression.Parameter(typeof(object?[]));
        Expression call = Expression.Call(Expression.Convert(grain, method.DeclaringType!), method, method.GetParameters().Select(
            (p, i) => Expression.Convert(Expression.ArrayIndex(arguments, Expression.Constant(i)), p.ParameterType)));
        if (typeof(T) == typeof(Nothing))
            call = Expression.Call(typeof(Nothing), nameof(Nothing.After), null, call);
        else if (typeof(Task).IsAssignableFrom(method.ReturnType))
            call = Expression.New(typeof(ValueTask<T>).GetConstructor([typeof(Task<T>)])!, call);
        return Expression.Lambda<Func<object, object?[], ValueTask<T>>>(call, grain, arguments).Compile();
    }
}
