using System.Diagnostics;
using Platform.LoadTests.Load.Measurements;

namespace Platform.LoadTests.Load.Http;

/// <summary>Traffic with retries as the API asks for them: a transient failure or an unknown outcome is retried with the same idempotency key.</summary>
/// <typeparam name="T">What one request sends.</typeparam>
/// <param name="maxAttempts">How often each is sent at most.</param>
abstract class RetryingTraffic<T>(int maxAttempts) : ITraffic
{
    static readonly TimeSpan MaxDelay = TimeSpan.FromSeconds(1);

    readonly PriorityQueue<Attempt, long> retries = new();
    readonly Dictionary<long, Attempt> inFlight = [];
    long lastTag;

    /// <summary>Commands given up without an accepted response.</summary>
    public int Unanswered { get; private set; }

    /// <summary>Commands that wait for their next attempt.</summary>
    protected int PendingRetries => retries.Count;

    /// <summary>Nothing is retried.</summary>
    protected bool SingleAttempt => maxAttempts == 1;

    public virtual bool Pending => retries.Count > 0;

    public bool TryNextRequest(HttpConnection connection)
    {
        Attempt attempt;
        if (retries.TryPeek(out _, out var due) && due <= Stopwatch.GetTimestamp()) attempt = retries.Dequeue();
        else if (TryCreate(out var command)) attempt = new(command, 1);
        else return false;
        Write(attempt.Command, connection);
        connection.Tag = ++lastTag;
        inFlight.Add(lastTag, attempt);
        return true;
    }

    public void OnResponse(HttpConnection connection, RawResponse response)
    {
        if (!inFlight.Remove(connection.Tag, out var attempt) || Accept(attempt.Command, connection, response)) return;
        Retry(attempt, response.Status, connection.SentAt);
    }

    public void OnBroken(HttpConnection connection)
    {
        if (inFlight.Remove(connection.Tag, out var attempt)) Retry(attempt, 0, connection.SentAt);
    }

    /// <summary>Creates the next command; false: none is due now.</summary>
    protected abstract bool TryCreate(out T command);

    /// <summary>Writes the request, the same for every attempt.</summary>
    protected abstract void Write(T command, HttpConnection connection);

    /// <summary>Handles a response; true: it completes the command.</summary>
    protected abstract bool Accept(T command, HttpConnection connection, RawResponse response);

    /// <summary>Called after every attempt that was not accepted; false: another one is of no use.</summary>
    /// <param name="command">The command.</param>
    /// <param name="status">The response's status; 0: there was no response.</param>
    /// <param name="sentAt">When this attempt was sent.</param>
    protected abstract bool ShouldRetry(T command, int status, long sentAt);

    /// <summary>The delay before the next attempt: exponential, a second at most.</summary>
    protected virtual TimeSpan RetryDelay(int attempt) => TimeSpan.FromMilliseconds(Math.Min(MaxDelay.TotalMilliseconds, 10 << Math.Min(attempt, 10)));

    void Retry(Attempt attempt, int status, long sentAt)
    {
        if (ShouldRetry(attempt.Command, status, sentAt) && attempt.Number < maxAttempts)
            retries.Enqueue(attempt with { Number = attempt.Number + 1 }, StopwatchTicks.FromNow(RetryDelay(attempt.Number)));
        else Unanswered++;
    }

    readonly record struct Attempt(T Command, int Number);
}
