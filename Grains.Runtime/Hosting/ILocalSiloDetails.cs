namespace Orleans.Runtime;

/// <summary>The silo of this process.</summary>
public interface ILocalSiloDetails
{
    /// <summary>For people.</summary>
    string Name { get; }

    /// <summary>The deployment it belongs to.</summary>
    string ClusterId { get; }

    /// <summary>Its place in the cluster.</summary>
    SiloAddress SiloAddress { get; }
}
