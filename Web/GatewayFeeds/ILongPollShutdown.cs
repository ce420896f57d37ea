namespace Platform.Web.GatewayFeeds;

/// <summary>The end of long polls: answered before the silo stops, and after gateways have heard that it drains.</summary>
interface ILongPollShutdown
{
    /// <summary>Cancelled when nobody should wait here for news any more.</summary>
    CancellationToken LongPollsEnd { get; }
}
