using Orleans.Placement;

namespace Orleans.Concurrency
{
    /// <summary>The method changes nothing: its turns may interleave with each other, never with a turn that writes.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class ReadOnlyAttribute : Attribute;

    /// <summary>The method may start while any other turn of the same grain waits for something.</summary>
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class AlwaysInterleaveAttribute : Attribute;

    /// <summary>Every method of the grain may start while others wait for something.</summary>
    [AttributeUsage(AttributeTargets.Class)]
    public sealed class ReentrantAttribute : Attribute;

    /// <summary>The grain holds no state of its own: each silo runs as many activations as its calls need, up to a limit.</summary>
    [AttributeUsage(AttributeTargets.Class)]
    public sealed class StatelessWorkerAttribute : PlacementAttribute
    {
        /// <summary>At most one activation for each processor, on each silo.</summary>
        public StatelessWorkerAttribute() : this(Environment.ProcessorCount) { }

        /// <summary>At most so many activations on each silo.</summary>
        /// <param name="maxLocalWorkers">From 1.</param>
        public StatelessWorkerAttribute(int maxLocalWorkers) => Limit = maxLocalWorkers;

        internal int Limit { get; }
    }
}

namespace Orleans.Placement
{
    /// <summary>Says where the activations of a grain class run. Without one: on the silo that rendezvous hashing gives the grain.</summary>
    [AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
    public abstract class PlacementAttribute : Attribute
    {
        private protected PlacementAttribute() { }
    }
}
