namespace Platform.Gateway.Budgets;

/// <summary>How many places a tenant may take that takes far more than its neighbours: as many as they hardly feel. Pure; one thread at a time.</summary>
/// <remarks>Additive increase, multiplicative decrease (Chiu and Jain 1989), on the mean delay against that of calm times. Only who stands out
/// is held to it: a platform that all fill alike answers most where many travel together, and there a delay of a few times the calm one is right.</remarks>
sealed class NoisyNeighbourLimit
{
    // The neighbours notice nothing below it, whatever the ratio.
    const double Unnoticed = 0.001;
    const double Felt = 1.25, Cut = 0.7;

    // A delay that stays although the surge has the least is not its doing: within a minute or two it is the new calm.
    const double Forgetting = 1.005;

    double _calm = 1_000;
    double _places = int.MaxValue;

    public int Value => (int)_places;

    /// <summary>Learns from a tenth of a second that has passed.</summary>
    /// <param name="delay">Of the answers, the mean, in seconds.</param>
    /// <param name="least">So many places it always has.</param>
    /// <param name="all">So many there are.</param>
    public void Update(double delay, int least, int all)
    {
        var places = Math.Min(all, _places);
        if (delay > (Felt * _calm) + Unnoticed)
        {
            _calm *= places <= least ? Forgetting : 1;
            _places = Math.Max(least, places * Cut);
            return;
        }
        _calm = Math.Min(delay, _calm);
        _places = Math.Min(all, places + 1);
    }
}
