namespace Platform.LoadTests.Load.Http;

/// <summary>Requests for the load generator, and a handler of their outcomes. Used by one thread.</summary>
interface ITraffic
{
    /// <summary>More requests will be due, even if none is now.</summary>
    bool Pending => false;

    /// <summary>Sets a connection's next <see cref="HttpConnection.Request"/> and <see cref="HttpConnection.Tag"/>; false: nothing is due now.</summary>
    bool TryNextRequest(HttpConnection connection);

    /// <summary>Handles the response to the connection's request.</summary>
    void OnResponse(HttpConnection connection, RawResponse response);

    /// <summary>The connection broke or timed out before the response: the outcome is unknown.</summary>
    void OnBroken(HttpConnection connection);
}
