namespace Platform.Silo.DemoData;

/// <summary>What is to happen in an invented past, in the order of time.</summary>
/// <param name="now">What would come later does not happen.</param>
sealed class DemoAgenda(DateTimeOffset now)
{
    readonly PriorityQueue<Action<DateTimeOffset>, (DateTimeOffset At, int Place)> _steps = new();

    /// <summary>Until when.</summary>
    public DateTimeOffset Now => now;

    /// <summary>Plans a step, which may plan others.</summary>
    public void Add(DateTimeOffset at, Action<DateTimeOffset> step) => _steps.Enqueue(step, (at, _steps.Count));

    /// <summary>Lets time pass.</summary>
    public void Run()
    {
        while (_steps.TryDequeue(out var step, out var when) && when.At <= now)
            step(when.At);
    }
}
