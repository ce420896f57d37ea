using Orleans.Runtime;

namespace Orleans
{
    /// <summary>What every grain interface extends, through one of the key interfaces below. All methods return a task.</summary>
    public interface IGrain : IAddressable;

    /// <summary>A grain named by text.</summary>
    public interface IGrainWithStringKey : IGrain;

    /// <summary>A grain named by a whole number.</summary>
    public interface IGrainWithIntegerKey : IGrain;
}

namespace Orleans.Runtime
{
    /// <summary>Something a call can be addressed to: a grain, or a reference to one.</summary>
    public interface IAddressable;
}
