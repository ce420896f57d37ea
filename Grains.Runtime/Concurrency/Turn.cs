namespace Orleans.Runtime;

// Something one activation does, from its start to the end of its last continuation.
abstract class Turn(bool isReadOnly, bool interleaves, CallScope? caller)
{
    public long Id { get; } = CallScope.NewCall();
    public bool IsReadOnly { get; } = isReadOnly;
    public bool Interleaves { get; } = interleaves;
    public CallScope? Caller { get; } = caller;

    // Runs the first part, up to where it waits. Never throws; reports its end to the mailbox.
    public abstract void Start(Activation activation);

    // It will not run.
    public abstract void Fail(Exception failure);
}
