namespace Platform.Tests.Runtime;

// Two types that should be the same and are not, to see that the comparison sees it.
class ConformanceSample : IDisposable
{
    public const int Limit = 3;

    public void Dispose() => GC.SuppressFinalize(this);

    public Task Right(int count = 1) => Task.FromResult(count);

    public Task Returned() => Task.CompletedTask;

    public void Defaulted(int count = 2) => _ = count;

    public void Constrained<T>() where T : class => _ = typeof(T);

    public virtual void Opened() { }

    protected void Hidden() { }

    internal void NobodysBusiness() { }

    internal sealed class Real
    {
        public const int Limit = 4;

        public Task Right(int count = 1) => Task.FromResult(count);

        public ValueTask Returned() => default;

        public void Defaulted(int count = 1) => _ = count;

        public void Constrained<T>() => _ = typeof(T);

        public void Opened() { }
    }
}
