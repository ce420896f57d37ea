namespace Orleans;

/// <summary>The way into a cluster for code that is no grain: endpoints, followers, tests.</summary>
public interface IClusterClient : IGrainFactory
{
    /// <summary>The services of the host that the client lives in.</summary>
    IServiceProvider ServiceProvider { get; }
}
