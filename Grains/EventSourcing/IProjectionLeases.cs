namespace Platform.Grains.EventSourcing;

/// <summary>Which silo runs a follower: one at a time, by the database's clock.</summary>
public interface IProjectionLeases
{
    /// <summary>Takes the follower's turn, or prolongs the one that this holder has.</summary>
    /// <returns>The fence of the turn, which grows with every change of hands; null where another has it.</returns>
    ValueTask<long?> Take(string follower, string holder, TimeSpan length, CancellationToken cancellation);

    /// <summary>Gives the turn back, so that another need not wait for its end.</summary>
    ValueTask Release(string follower, string holder, CancellationToken cancellation);
}
