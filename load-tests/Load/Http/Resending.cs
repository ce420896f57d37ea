using System.Diagnostics;

namespace Platform.LoadTests.Load.Http;

/// <summary>A client as the API asks for it: what was refused for now, and whatever has an unknown outcome, is sent again with its key.</summary>
/// <typeparam name="T">What is sent in one request.</typeparam>
/// <param name="attempts">How often one is sent at most.</param>
abstract class Resending<T>(int attempts) : ITraffic
{
    static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    readonly PriorityQueue<Attempt, long> again = new();
    readonly Dictionary<long, Attempt> underWay = [];
    long last;

    /// <summary>Requests that never got what they asked for.</summary>
    public int Unanswered { get; private set; }

    /// <summary>How many were not accepted and wait to be sent again.</summary>
    protected int Waits => again.Count;

    /// <summary>Each is sent once, whatever becomes of it.</summary>
    protected bool Once => attempts == 1;

    /// <inheritdoc/>
    public virtual bool Pending => again.Count > 0;

    /// <inheritdoc/>
    public bool Next(Connection connection)
    {
        Attempt attempt;
        if (again.TryPeek(out _, out var due) && due <= Stopwatch.GetTimestamp()) attempt = again.Dequeue();
        else if (TryMake(out var command)) attempt = new(command, 1);
        else return false;
        Write(attempt.Command, connection);
        connection.Tag = ++last;
        underWay.Add(last, attempt);
        return true;
    }

    /// <inheritdoc/>
    public void Answered(Connection connection, Answer answer)
    {
        if (!underWay.Remove(connection.Tag, out var attempt) || Accept(attempt.Command, connection, answer)) return;
        Again(attempt, answer.Status, connection.SentAt);
    }

    /// <inheritdoc/>
    public void Broken(Connection connection)
    {
        if (underWay.Remove(connection.Tag, out var attempt)) Again(attempt, 0, connection.SentAt);
    }

    /// <summary>Something to send; false: nothing now.</summary>
    protected abstract bool TryMake(out T command);

    /// <summary>Writes the request, the same for every attempt.</summary>
    protected abstract void Write(T command, Connection connection);

    /// <summary>Whether this answer ends it, and keeps what it says.</summary>
    protected abstract bool Accept(T command, Connection connection, Answer answer);

    /// <summary>Hears of every attempt that was not accepted; false: there is no use in another.</summary>
    /// <param name="command">What was sent.</param>
    /// <param name="status">Of the answer; 0: none came.</param>
    /// <param name="sentAt">When this attempt left.</param>
    protected abstract bool Worth(T command, int status, long sentAt);

    /// <summary>How long to wait before the next attempt: twice as long each time, a second at most.</summary>
    protected virtual TimeSpan Pause(int attempt) => TimeSpan.FromMilliseconds(Math.Min(Longest.TotalMilliseconds, 10 << Math.Min(attempt, 10)));

    void Again(Attempt attempt, int status, long sentAt)
    {
        if (Worth(attempt.Command, status, sentAt) && attempt.Number < attempts)
            again.Enqueue(attempt with { Number = attempt.Number + 1 }, Stopwatch.GetTimestamp() + Ticks(Pause(attempt.Number)));
        else Unanswered++;
    }

    static long Ticks(TimeSpan time) => (long)(time.TotalSeconds * Stopwatch.Frequency);

    readonly record struct Attempt(T Command, int Number);
}
