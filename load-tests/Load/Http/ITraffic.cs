namespace Platform.LoadTests.Load.Http;

/// <summary>What a generator sends, and who hears what became of it. Used by one thread.</summary>
interface ITraffic
{
    /// <summary>Nothing may be due now, and yet something later.</summary>
    bool Pending => false;

    /// <summary>Gives a connection its next request, in <see cref="Connection.Request"/> and <see cref="Connection.Tag"/>; false: nothing now.</summary>
    bool Next(Connection connection);

    /// <summary>The answer to the connection's request.</summary>
    void Answered(Connection connection, Answer answer);

    /// <summary>The connection broke, or was given up, before its answer: nothing is known of the outcome.</summary>
    void Broken(Connection connection);
}
