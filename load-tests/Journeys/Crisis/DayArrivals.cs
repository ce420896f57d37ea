using System.Diagnostics;
using Platform.LoadTests.Load.Arrivals;
using Platform.LoadTests.Load.Contacts;
using Platform.LoadTests.Load.Measurements;

namespace Platform.LoadTests.Journeys.Crisis;

/// <summary>The contacts of one day by hour, with its weights of tenants and channels, and people who call again before they were helped.</summary>
/// <param name="contacts">How many contacts.</param>
/// <param name="hours">The day's hours.</param>
/// <param name="population">Who contacts.</param>
/// <param name="repeatShare">The share of contacts from somebody who contacted shortly before.</param>
/// <param name="random">Draws people and samples.</param>
/// <param name="speed">How many times faster than real time; null: a closed loop.</param>
sealed class DayArrivals(int contacts, IReadOnlyList<HourProfile> hours, Population population, double repeatShare, Random random, double? speed) : IArrivals
{
    static readonly long HourTicks = StopwatchTicks.Of(TimeSpan.FromHours(1));

    readonly int[] recent = new int[2_000];
    readonly long start = Stopwatch.GetTimestamp();
    int sent;
    int hour;
    double shareBefore;

    /// <summary>Contacts taken so far; any thread may read it.</summary>
    public int Sent => Volatile.Read(ref sent);

    public bool Ended => sent == contacts;

    public bool TryNext(out Arrival arrival)
    {
        arrival = default;
        if (Ended) return false;
        while (hour < hours.Count - 1 && sent >= (shareBefore + hours[hour].Share) * contacts) shareBefore += hours[hour++].Share;
        var now = Stopwatch.GetTimestamp();
        var at = speed is { } times ? start + (long)((hour + ((((double)sent / contacts) - shareBefore) / hours[hour].Share)) * HourTicks / times) : now;
        if (at > now) return false;
        arrival = new(NextPerson(), PickWeighted(hours[hour].Samples), at);
        recent[sent % recent.Length] = arrival.Person;
        Volatile.Write(ref sent, sent + 1);
        return true;
    }

    int NextPerson()
    {
        if (sent >= recent.Length && random.NextDouble() < repeatShare) return recent[random.Next(recent.Length)];
        return population.NextPerson(random, PickWeighted(hours[hour].Tenants));
    }

    int PickWeighted(double[] weights)
    {
        var rest = random.NextDouble() * weights.Sum();
        for (var at = 0; at < weights.Length - 1; at++) if ((rest -= weights[at]) < 0) return at;
        return weights.Length - 1;
    }
}
