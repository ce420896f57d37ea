namespace Orleans.Runtime;

// A turn that no call asked for: the first and the last of an activation, and the ticks of timers. The body does not throw.
sealed class Chore(Func<Activation, Task> body, bool interleaves = false, Call? onBehalfOf = null) : Turn(false, interleaves, onBehalfOf?.Caller)
{
    public override void Start(Activation activation) => _ = Run(activation);

    public override void Fail(Exception failure) { }

    async Task Run(Activation activation)
    {
        CallScope.Current = new(onBehalfOf?.Values, activation.GrainId, Id, Caller);
        await body(activation);
        activation.Mailbox.Finished(this);
    }
}
