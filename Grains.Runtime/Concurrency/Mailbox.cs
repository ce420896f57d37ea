using System.Diagnostics.CodeAnalysis;

namespace Orleans.Runtime;

// The single line of thought of one activation: calls wait here, and one thread at a time runs turns and their continuations.
// Being the task scheduler of that code, it also gets every continuation that a grain awaits.
sealed class Mailbox(Activation activation, int limit, bool reentrant, Turn wake) : TaskScheduler, IThreadPoolWorkItem
{
    // So many steps before other activations have their turn on this thread.
    const int Fairness = 64;

    [ThreadStatic] static Mailbox? _onThisThread;

    readonly Lock _gate = new();
    readonly List<Turn> _running = new(1);
    readonly Queue<Turn> _waiting = new();
    Queue<Turn>? _interleaving;
    Queue<Task>? _continuations;
    Turn? _alone = wake;
    bool _scheduled, _watched;
    Stage _stage;

    enum Stage
    {
        Waking,
        Awake,
        Leaving,
        Gone,
    }

    public int Load => _running.Count + _waiting.Count;
    bool HasTurns => Load > 0 || _interleaving is { Count: > 0 };

    public bool IsIdle
    {
        get { lock (_gate) return _stage == Stage.Awake && !HasTurns; }
    }

    // False when the activation is gone: the turn belongs to another.
    public bool Post(Turn turn)
    {
        Exception refusal;
        lock (_gate)
        {
            if (_stage == Stage.Gone)
                return false;
            if (turn is Call && _waiting.Count >= limit)
                refusal = new LimitExceededException("Calls that wait for one grain", _waiting.Count + 1, limit, activation.GrainId);
            else if (turn.Caller is not null && WaitsForItself(turn, out var cycle))
                refusal = new OrleansException($"Deadlock: {cycle}. The first waits for the last, which is itself.");
            else
            {
                (turn.Interleaves ? _interleaving ??= new() : _waiting).Enqueue(turn);
                if (!_watched)
                    activation.Silo.Watch(this);
                _watched = true;
                if (CanStart())
                    Schedule();
                return true;
            }
        }
        turn.Fail(refusal);
        return true;
    }

    public void Finished(Turn turn)
    {
        lock (_gate)
            _running.Remove(turn);
    }

    // The activation's first turn has ended well.
    public void Awake()
    {
        lock (_gate)
            if (_stage == Stage.Waking)
                _stage = Stage.Awake;
    }

    // After the running turns comes only this one. False when the activation leaves already.
    public bool Leave(Turn last)
    {
        lock (_gate)
        {
            if (_stage >= Stage.Leaving || _stage == Stage.Waking)
                return false;
            _stage = Stage.Leaving;
            _alone = last;
            if (CanStart())
                Schedule();
            return true;
        }
    }

    // Nothing starts any more; what waited is the caller's to place elsewhere.
    public List<Turn> Close()
    {
        lock (_gate)
        {
            _stage = Stage.Gone;
            List<Turn> left = [.. _waiting, .. _interleaving ?? []];
            _waiting.Clear();
            _interleaving = null;
            return left;
        }
    }

    // Calls sent before that moment, waiting or running.
    public IReadOnlyList<Call> SentBefore(long moment)
    {
        lock (_gate)
            return [.. _running.Concat(_waiting).Concat(_interleaving ?? []).OfType<Call>().Where(c => c.SentAt < moment)];
    }

    // False when nothing waits or runs: then the next call has it watched again.
    public bool StaysWatched()
    {
        lock (_gate)
            return _watched = HasTurns;
    }

    void IThreadPoolWorkItem.Execute()
    {
        _onThisThread = this;
        new Task(static mailbox => ((Mailbox)mailbox!).Drain(), this).RunSynchronously(this);
        _onThisThread = null;
    }

    protected override void QueueTask(Task task)
    {
        lock (_gate)
        {
            (_continuations ??= new()).Enqueue(task);
            Schedule();
        }
    }

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => _onThisThread == this && TryExecuteTask(task);
    protected override IEnumerable<Task> GetScheduledTasks() => _continuations ?? [];

    void Drain()
    {
        for (var steps = 0; steps < Fairness; steps++)
        {
            Task? continuation = null;
            Turn? turn = null;
            lock (_gate)
            {
                if (_continuations is null || !_continuations.TryDequeue(out continuation))
                {
                    if ((turn = Next()) is null)
                    {
                        _scheduled = false;
                        return;
                    }
                    _running.Add(turn);
                }
            }
            if (turn is not null)
                turn.Start(activation);
            else
                TryExecuteTask(continuation!);
        }
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void Schedule()
    {
        if (_scheduled)
            return;
        _scheduled = true;
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    bool CanStart() => _alone is not null
        ? _running.Count == 0
        : _stage == Stage.Awake && (_interleaving is { Count: > 0 } || _waiting.TryPeek(out var head) && MayStart(head));

    Turn? Next()
    {
        if (!CanStart())
            return null;
        if (_alone is not { } alone)
            return _interleaving is { Count: > 0 } ? _interleaving.Dequeue() : _waiting.Dequeue();
        _alone = null;
        return alone;
    }

    bool MayStart(Turn turn) => _running.Count == 0 || turn.Interleaves || reentrant
        || _running.TrueForAll(turn.IsReadOnly ? static t => t.IsReadOnly || t.Interleaves : static t => t.Interleaves);

    // A call made by a turn that still runs here, directly or through other grains, would wait for its own end.
    bool WaitsForItself(Turn turn, [NotNullWhen(true)] out string? cycle)
    {
        cycle = null;
        if (_running.Count == 0 || _stage == Stage.Awake && MayStart(turn))
            return false;
        for (var scope = turn.Caller; scope is not null; scope = scope.Caller)
        {
            if (scope.Grain == activation.GrainId && _running.Exists(t => t.Id == scope.Call && (!t.Interleaves || _stage != Stage.Awake)))
                cycle = string.Join(" -> ", turn.Caller!.Chain().SkipWhile(g => g != activation.GrainId).Append(activation.GrainId));
        }
        return cycle is not null;
    }
}
