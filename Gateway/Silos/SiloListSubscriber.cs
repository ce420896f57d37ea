using Platform.Gateway.Contracts;

namespace Platform.Gateway.Silos;

/// <summary>Follows silos that join, leave and die.</summary>
sealed class SiloListSubscriber(SiloPool pool, SiloClient client, GatewaySettings settings, TimeProvider clock, ILogger<SiloListSubscriber> log)
    : LongPollClient<SiloList>(pool, client, settings, clock, log)
{
    // Two silos of the list did not answer: perhaps it is all wrong by now.
    const int TooOften = 2;

    protected override string Path => $"{SiloList.Path}?after={Pool.Version ?? -1}";

    protected override void Apply(SiloList told) => Pool.Update(told);

    protected override void OnFailure(int times)
    {
        if (times >= TooOften)
            Pool.FallBackToSeeds();
    }
}
