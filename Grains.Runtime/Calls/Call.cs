namespace Orleans.Runtime;

// One call on its way: a turn of the grain it reaches, and the answer its caller waits for.
abstract class Call(Operation operation, GrainId target, GrainClass grainClass, object?[] arguments, CallScope? caller, Dictionary<string, object>? values)
    : Turn(operation.IsReadOnly, operation.Interleaves, caller)
{
    public Operation Operation { get; } = operation;
    public GrainId Target { get; } = target;
    public GrainClass GrainClass { get; } = grainClass;
    public object?[] Arguments { get; } = arguments;
    public Dictionary<string, object>? Values { get; } = values;
    public long SentAt { get; set; }
    public int Forwards { get; set; }
    public abstract Task Answered { get; }
    public abstract object? Result { get; }
    public bool IsOver => Answered.IsCompleted;

    public abstract void Succeed(object? answer);

    public void FailLate(TimeSpan patience) => Fail(new TimeoutException($"{this} was not answered within {patience}; it may still take effect."));

    public override string ToString() => $"{Operation.InterfaceType.Name}.{Operation.Method.Name} of {Target}";
}

sealed class Call<T>(
    Operation<T> operation, GrainId target, GrainClass grainClass, object?[] arguments, CallScope? caller, Dictionary<string, object>? values)
    : Call(operation, target, grainClass, arguments, caller, values)
{
    // Asynchronous continuations: a caller's code never runs inside the turn of the grain it called.
    readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    CancellationTokenRegistration _cancellation;

    public Task<T> Answer => _answer.Task;
    public override Task Answered => _answer.Task;
    public override object? Result => _answer.Task.Result;

    // A caller that cancels stops waiting at once; the grain is told by the same token. False: it had cancelled before.
    public bool FollowCaller()
    {
        if (operation.Token < 0 || Arguments[operation.Token] is not CancellationToken { CanBeCanceled: true } token)
            return true;
        _cancellation = token.UnsafeRegister(static (call, token) => ((Call<T>)call!)._answer.TrySetCanceled(token), this);
        return !IsOver;
    }

    public override void Start(Activation activation)
    {
        // Its caller gave up while it waited: carrying it out would serve nobody.
        if (IsOver || !activation.Serves)
        {
            Finish(activation, activation.NotHeard);
            return;
        }
        CallScope.Current = new(Values, Target, Id, Caller);
        try
        {
            var incoming = new IncomingCall<T>(this, operation, activation, activation.Filters);
            var carried = incoming.Invoke();
            if (carried.IsCompletedSuccessfully)
                Finish(activation, incoming.Answer);
            else
                _ = Finish(activation, incoming, carried);
        }
        catch (Exception failure)
        {
            Finish(activation, failure);
        }
        CallScope.Current = null;
    }

    public override void Succeed(object? answer)
    {
        _cancellation.Dispose();
        _answer.TrySetResult((T)answer!);
    }

    public override void Fail(Exception failure)
    {
        _cancellation.Dispose();
        if (failure is OperationCanceledException canceled)
            _answer.TrySetCanceled(canceled.CancellationToken);
        else
            _answer.TrySetException(failure);
    }

    async Task Finish(Activation activation, IncomingCall<T> incoming, Task carried)
    {
        try
        {
            await carried;
            Finish(activation, incoming.Answer);
        }
        catch (Exception failure)
        {
            Finish(activation, failure);
        }
    }

    // The turn ends before the answer leaves: who has an answer finds the grain free. A silo whose lease ran out has no answer to give:
    // what it remembers may be old by now.
    void Finish(Activation activation, T result)
    {
        if (!activation.Serves)
        {
            Finish(activation, activation.NotHeard);
            return;
        }
        activation.Finished(this);
        _cancellation.Dispose();
        _answer.TrySetResult(result);
    }

    void Finish(Activation activation, Exception failure)
    {
        activation.Finished(this);
        Fail(failure);
    }
}
