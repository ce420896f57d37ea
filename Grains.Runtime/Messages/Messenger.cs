using System.Collections.Concurrent;
using System.Text.Json;

namespace Orleans.Runtime;

// One end of the link: sends calls and remembers who waits, hands in calls that come, and sends their answers back.
sealed class Messenger(ILink link, SiloAddress self, IRouter router, TimeProvider clock, TimeSpan patience) : IDisposable
{
    readonly ConcurrentDictionary<long, (Call Call, SiloAddress To)> _asked = new();
    readonly ConcurrentDictionary<(SiloAddress, long), CancellationTokenSource> _cancellable = new();

    // Nobody waits for an answer from here.
    public bool IsQuiet => _cancellable.IsEmpty;

    public void Connect()
    {
        link.Lost += Lost;
        link.Connect(self, Receive);
    }

    public void Dispose()
    {
        link.Disconnect(self);
        link.Lost -= Lost;
        foreach (var (call, _) in _asked.Values)
            call.Fail(Unknown(call, self));
    }

    public void Send(SiloAddress to, Call call)
    {
        ReadOnlyMemory<byte> message;
        try
        {
            message = Describe(call);
        }
        catch (Exception failure) when (failure is JsonException or NotSupportedException or InvalidOperationException)
        {
            call.Fail(new NotSupportedException($"{call} cannot travel: {failure.Message}", failure));
            return;
        }
        _asked[call.Id] = (call, to);
        _ = call.Answered.ContinueWith(
            _ => Forget(to, call), default, TaskContinuationOptions.NotOnRanToCompletion | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        if (!link.Send(self, to, message))
            call.Fail(new SiloUnavailableException($"Silo {to} is gone; {call} had no effect. The next call finds another silo."));
    }

    public void FailSentBefore(long moment)
    {
        foreach (var (call, _) in _asked.Values.Where(a => a.Call.SentAt < moment))
            call.FailLate(patience);
    }

    // An answer ends the memory of the question, and so does whatever else ends the wait: a timeout, a loss, the caller's own cancellation.
    void Forget(SiloAddress to, Call call)
    {
        if (_asked.TryRemove(call.Id, out _) && call.Answered.IsCanceled)
            link.Send(self, to, Wire.Write(new CancelMessage(call.Id)));
    }

    void Lost(SiloAddress silo)
    {
        foreach (var (call, _) in _asked.Values.Where(a => a.To.Equals(silo)))
            call.Fail(Unknown(call, silo));
    }

    static SiloUnavailableException Unknown(Call call, SiloAddress silo) =>
        new($"Silo {silo} was lost before it answered; whether {call} took effect is not known. Repeat it with the same command id.");

    void Receive(SiloAddress from, ReadOnlyMemory<byte> bytes)
    {
        var reader = Wire.Open(bytes.Span);
        switch (Wire.Next(ref reader, typeof(Message)))
        {
            case CallMessage call:
                _ = Carry(from, call, bytes[(int)reader.BytesConsumed..]);
                break;
            case AnswerMessage answer when _asked.TryGetValue(answer.Id, out var asked):
                asked.Call.Succeed(Wire.Next(ref reader, asked.Call.Operation.AnswerType));
                _asked.TryRemove(answer.Id, out _);
                break;
            case FailureMessage failure when _asked.TryRemove(failure.Id, out var asked):
                asked.Call.Fail(WireTypes.Failure(failure.Type, failure.Text));
                break;
            case CancelMessage cancel when _cancellable.TryGetValue((from, cancel.Id), out var cancellation):
                cancellation.Cancel();
                break;
        }
    }

    // The values are read before the first wait: they are the link's own.
    async Task Carry(SiloAddress from, CallMessage message, ReadOnlyMemory<byte> values)
    {
        ReadOnlyMemory<byte> answer;
        using var cancellation = new CancellationTokenSource();
        _cancellable[(from, message.Id)] = cancellation;
        try
        {
            var call = Revive(message, values.Span, cancellation.Token);
            router.Route(call);
            await call.Answered;
            answer = Wire.Write(new AnswerMessage(message.Id), (call.Result, call.Operation.AnswerType));
        }
        catch (Exception failure)
        {
            answer = Wire.Write(new FailureMessage(message.Id, WireTypes.NameOf(failure.GetType()), failure.Message));
        }
        _cancellable.TryRemove((from, message.Id), out _);
        link.Send(self, from, answer);
    }

    ReadOnlyMemory<byte> Describe(Call call)
    {
        var (operation, context) = (call.Operation, call.Values?.ToArray() ?? []);
        NamedValue[] named = [.. context.Select(v => new NamedValue(v.Key, WireTypes.NameOf(v.Key, v.Value)))];
        var message = new CallMessage(
            call.Id, call.Target.ToString(), GrainInterface.Of(operation.InterfaceType).Name, operation.Name, named, [.. CallScope.Links(call.Caller)],
            call.Forwards, (long)(patience - clock.GetElapsedTime(call.SentAt)).TotalMilliseconds);
        return Wire.Write(message, [
            .. call.Arguments.Zip(operation.Parameters).Where((_, i) => i != operation.Token), .. context.Select(v => ((object?)v.Value, v.Value.GetType()))]);
    }

    Call Revive(CallMessage message, ReadOnlySpan<byte> bytes, CancellationToken cancellation)
    {
        var reader = Wire.Open(bytes);
        var target = GrainId.Parse(message.Grain);
        var grainClass = GrainClasses.All.Find(target.Type) ?? throw new NotSupportedException($"No grain class is named '{target.Type}'.");
        var operation = GrainClasses.All.Interface(message.Interface)?.Find(message.Method)
            ?? throw new NotSupportedException($"There is no {message.Interface}.{message.Method}.");
        var arguments = new object?[operation.Parameters.Length];
        for (var i = 0; i < arguments.Length; i++)
            arguments[i] = i == operation.Token ? cancellation : Wire.Next(ref reader, operation.Parameters[i]);
        var values = message.Values.Length > 0 ? new Dictionary<string, object>() : null;
        foreach (var (key, type) in message.Values)
            values![key] = Wire.Next(ref reader, WireTypes.Find(type) ?? throw new NotSupportedException($"'{type}' is no type that may travel."))!;
        var call = operation.Prepare(target, grainClass, arguments, CallScope.Of(message.Chain), values);
        call.Forwards = message.Forwards + 1;
        // The caller's clock is not ours: only what is left of its patience counts.
        call.SentAt = clock.GetTimestamp() - (long)((patience.TotalMilliseconds - message.Left) / 1000 * clock.TimestampFrequency);
        return call;
    }
}
