using Orleans;
using Orleans.Concurrency;

namespace Platform.Tests.Runtime;

[Alias("runtime-tests.worker")]
interface IWorker : IGrainWithStringKey
{
    [Alias("serve")] Task<Guid> Serve(string gate);
}

[GrainType("runtime-tests.worker"), StatelessWorker(2)]
sealed class WorkerGrain : Grain, IWorker
{
    readonly Guid _life = Guid.NewGuid();

    public async Task<Guid> Serve(string gate)
    {
        Gate.Named(gate).Arrive();
        await Gate.Named(gate).Opened;
        return _life;
    }
}
