using System.Collections.Concurrent;

namespace Platform.Gateway.SignIn;

/// <summary>The event streams of people who signed in: each ends with its session, and not when its page is next loaded. Thread-safe.</summary>
sealed class LiveStreams
{
    readonly ConcurrentDictionary<Stream, string> _sessions = new();

    /// <summary>Has a response aborted when the session ends; no longer once the result is disposed.</summary>
    public IDisposable Add(string session, Action abort)
    {
        var stream = new Stream(this, abort);
        _sessions[stream] = session;
        return stream;
    }

    /// <summary>Ends the streams of a session. All are looked at: people sign out far more rarely than anything else happens.</summary>
    public void End(string session)
    {
        foreach (var (stream, of) in _sessions)
        {
            if (of == session)
                stream.Abort();
        }
    }

    sealed class Stream(LiveStreams all, Action abort) : IDisposable
    {
        public void Abort() => abort();

        public void Dispose() => all._sessions.TryRemove(this, out _);
    }
}
