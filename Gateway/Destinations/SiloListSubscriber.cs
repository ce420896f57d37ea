using Platform.Gateway.Contracts;

namespace Platform.Gateway.Destinations;

/// <summary>Follows the silos that join, drain and die.</summary>
sealed class SiloListSubscriber(SiloPool pool, SiloControlClient client, TimeProvider clock, ILogger<SiloListSubscriber> log)
    : LongPollClient<SiloList>(pool, client, clock, log)
{
    // Two silos of the list did not answer: perhaps the whole list is stale.
    const int FailuresBeforeSeeds = 2;

    protected override string Path => $"{SiloList.Path}?after={Pool.Version ?? -1}";

    protected override void Apply(SiloList response) => Pool.Update(response);

    protected override void OnFailure(int failures)
    {
        if (failures >= FailuresBeforeSeeds)
            Pool.FallBackToSeeds();
    }
}
