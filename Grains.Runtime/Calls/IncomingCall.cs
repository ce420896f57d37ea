using System.Reflection;

namespace Orleans.Runtime;

// A call as the filters of a silo see it: each lets it through to the next, and the last to the grain.
sealed class IncomingCall<T>(Call<T> call, Operation<T> operation, Activation activation, IIncomingGrainCallFilter[] filters)
    : IIncomingGrainCallContext
{
    int _next;
    Task<T>? _answer;

    public object Grain => activation.Instance;
    public GrainId? SourceId => call.Caller?.Grain;
    public GrainId TargetId => call.Target;
    public GrainInterfaceType InterfaceType => new(GrainInterface.NameOf(operation.InterfaceType));
    public string InterfaceName => operation.InterfaceType.FullName!;
    public string MethodName => operation.Method.Name;
    public MethodInfo InterfaceMethod => operation.Method;
    public MethodInfo ImplementationMethod => activation.GrainClass.Implementation(operation);
    public IGrainContext TargetContext => activation;

    public object? Result
    {
        get => Answer;
        set => _answer = Task.FromResult((T)value!);
    }

    // What the filters leave of it, once all of them are through.
    public T Answer => _answer is { IsCompletedSuccessfully: true } given ? given.Result : default!;

    public Task Invoke()
    {
        if (_next < filters.Length)
            return filters[_next++].Invoke(this);
        if (_next++ > filters.Length)
            throw new InvalidOperationException($"A filter lets {call} through twice.");
        return _answer = operation.Invoke(activation.Instance, call.Arguments).AsTask();
    }
}
