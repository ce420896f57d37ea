using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Orleans.Runtime;

// One life of one grain in this silo's memory.
sealed partial class Activation : IGrainContext
{
    [ThreadStatic] static Activation? _beingMade;

    readonly TaskCompletionSource _deactivated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    AsyncServiceScope _services;
    HashSet<GrainTimer>? _timers;
    DeactivationReason _reason;
    bool _leaveWanted, _leaving;
    volatile bool _abandoned;
    long _lastUse, _stayUntil;

    public Activation(Silo silo, GrainClass grainClass, GrainId id, Call first)
    {
        Silo = silo;
        GrainClass = grainClass;
        GrainId = id;
        Mailbox = new(this, silo.MailboxLimit, grainClass.IsReentrant, new Chore(static a => a.Wake(), onBehalfOf: first));
        _lastUse = silo.Clock.GetTimestamp();
    }

    // Grain's constructor asks for it: whoever derives from Grain need not hand it on.
    public static Activation? BeingMade => _beingMade;
    public Silo Silo { get; }
    public GrainClass GrainClass { get; }
    public Mailbox Mailbox { get; }
    public GrainId GrainId { get; }
    public object Instance { get; private set; } = null!;
    public object? GrainInstance => Instance;
    public IServiceProvider ActivationServices => _services.ServiceProvider;
    public Task Deactivated => _deactivated.Task;
    public IIncomingGrainCallFilter[] Filters { get; private set; } = [];

    // False once its grain may live elsewhere: whatever it still does, nobody hears of it.
    public bool Serves => !_abandoned && Silo.Serves;

    public SiloUnavailableException NotHeard =>
        new($"The silo of {GrainId} is gone; whether the call took effect is not known. Repeat it with the same command id.");

    public void Touch() => _lastUse = Silo.Clock.GetTimestamp();

    public void Finished(Turn turn)
    {
        Touch();
        Mailbox.Finished(turn);
    }

    public bool IsIdleFor(TimeSpan age)
    {
        var now = Silo.Clock.GetTimestamp();
        return now > _stayUntil && Silo.Clock.GetElapsedTime(_lastUse, now) >= age && Mailbox.IsIdle;
    }

    public void Stay(TimeSpan time) => _stayUntil = time == Timeout.InfiniteTimeSpan
        ? long.MaxValue
        : Silo.Clock.GetTimestamp() + (long)(time.TotalSeconds * Silo.Clock.TimestampFrequency);

    public void Deactivate(DeactivationReason deactivationReason, CancellationToken cancellationToken = default)
    {
        lock (_deactivated)
        {
            if (_leaving)
                return;
            _leaveWanted = true;
            _reason = deactivationReason;
            // While it wakes the wish is kept, and taken up when it is awake.
            _leaving = Mailbox.Leave(new Chore(a => a.Leave(cancellationToken)));
        }
    }

    // The silo died: nothing is finished, nothing is said.
    public void Abandon()
    {
        _abandoned = true;
        foreach (var turn in End())
            turn.Fail(NotHeard);
    }

    async Task Wake()
    {
        try
        {
            _services = Silo.Services.CreateAsyncScope();
            Make();
            if (Instance is IGrainBase grain)
                await grain.OnActivateAsync(Silo.Stopping);
        }
        catch (Exception failure)
        {
            LogActivationFailed(Silo.Log, GrainId, failure);
            foreach (var turn in End())
                turn.Fail(failure);
            await Dispose();
            return;
        }
        Mailbox.Awake();
        if (_leaveWanted)
            Deactivate(_reason);
    }

    void Make()
    {
        _beingMade = this;
        try
        {
            Instance = GrainClass.Make(_services.ServiceProvider);
        }
        finally
        {
            _beingMade = null;
        }
        Filters = GrainClass.IsPinned ? [] : Instance is IIncomingGrainCallFilter own ? [.. Silo.Filters, own] : Silo.Filters;
    }

    async Task Leave(CancellationToken cancellation)
    {
        DropTimers();
        try
        {
            if (Instance is IGrainBase grain)
                await grain.OnDeactivateAsync(_reason, cancellation);
        }
        catch (Exception failure)
        {
            LogDeactivationFailed(Silo.Log, GrainId, failure);
        }
        await Dispose();
        foreach (var call in End().OfType<Call>())
            Silo.Forward(call);
    }

    List<Turn> End()
    {
        // Out of the catalogue first: who finds the mailbox closed must find another activation.
        Silo.Catalogue.Remove(this);
        DropTimers();
        var left = Mailbox.Close();
        _deactivated.TrySetResult();
        return left;
    }

    async Task Dispose()
    {
        try
        {
            if (Instance is IAsyncDisposable asynchronous)
                await asynchronous.DisposeAsync();
            else if (Instance is IDisposable disposable)
                disposable.Dispose();
            await _services.DisposeAsync();
        }
        catch (Exception failure)
        {
            LogDeactivationFailed(Silo.Log, GrainId, failure);
        }
    }

    public void Keep(GrainTimer timer)
    {
        lock (_deactivated)
            (_timers ??= []).Add(timer);
    }

    public void Drop(GrainTimer timer)
    {
        lock (_deactivated)
            _timers?.Remove(timer);
    }

    void DropTimers()
    {
        HashSet<GrainTimer>? timers;
        lock (_deactivated)
            (timers, _timers) = (_timers, null);
        foreach (var timer in timers ?? [])
            timer.Dispose();
    }

    [LoggerMessage(1, LogLevel.Warning, "{Grain} failed while it was deactivated")]
    static partial void LogDeactivationFailed(ILogger log, GrainId grain, Exception failure);

    [LoggerMessage(2, LogLevel.Warning, "{Grain} failed while it was activated; its callers get the failure")]
    static partial void LogActivationFailed(ILogger log, GrainId grain, Exception failure);
}
