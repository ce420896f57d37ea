using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

// The clock only asks for a tick; the tick itself is a turn like any other.
sealed partial class GrainTimer : IGrainTimer
{
    readonly Activation _activation;
    readonly Func<CancellationToken, Task> _tick;
    readonly GrainTimerCreationOptions _options;
    readonly CancellationTokenSource _ended = new();
    readonly ITimer _timer;

    public GrainTimer(Activation activation, Func<CancellationToken, Task> tick, GrainTimerCreationOptions options)
    {
        (_activation, _tick, _options) = (activation, tick, options);
        _timer = activation.Silo.Clock.CreateTimer(
            static timer => ((GrainTimer)timer!).Ask(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        activation.Keep(this);
        _timer.Change(options.DueTime, Timeout.InfiniteTimeSpan);
    }

    public void Dispose()
    {
        _activation.Drop(this);
        _timer.Dispose();
        _ended.Cancel();
    }

    void Ask() => _activation.Mailbox.Post(new Chore(_ => Turn(), _options.Interleave));

    async Task Turn()
    {
        if (_ended.IsCancellationRequested)
            return;
        try
        {
            await _tick(_ended.Token);
        }
        catch (Exception failure)
        {
            LogTickFailed(_activation.Silo.Log, _activation.GrainId, failure);
        }
        if (_options.KeepAlive)
            _activation.Touch();
        // The period counts from the tick's end.
        if (!_ended.IsCancellationRequested)
            _timer.Change(_options.Period, Timeout.InfiniteTimeSpan);
    }

    [LoggerMessage(3, LogLevel.Error, "A timer of {Grain} failed; it goes on")]
    static partial void LogTickFailed(ILogger log, GrainId grain, Exception failure);
}
