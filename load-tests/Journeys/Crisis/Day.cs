using System.Diagnostics;
using Platform.LoadTests.Load.Arrivals;
using Platform.LoadTests.Load.Contacts;
using Platform.LoadTests.Load.Measurements;

namespace Platform.LoadTests.Journeys.Crisis;

/// <summary>The contacts of one day in their order: by hour, authority and way, with those who call again before they were helped.</summary>
/// <param name="contacts">How many.</param>
/// <param name="hours">Of the day.</param>
/// <param name="population">Who lives there.</param>
/// <param name="again">The share of contacts from somebody who contacted a short while ago.</param>
/// <param name="chance">Of all that.</param>
/// <param name="speed">So many times faster than the day; null: as fast as the platform takes it.</param>
sealed class Day(int contacts, IReadOnlyList<Hour> hours, Population population, double again, Random chance, double? speed) : IDemand
{
    static readonly long HourTicks = Pace.Ticks(TimeSpan.FromHours(1));

    readonly int[] recent = new int[2_000];
    readonly long start = Stopwatch.GetTimestamp();
    int taken;
    int hour;
    double before;

    /// <summary>How many were taken.</summary>
    public int Taken => Volatile.Read(ref taken);

    /// <inheritdoc/>
    public bool Over => taken == contacts;

    /// <inheritdoc/>
    public bool TryTake(out Wish wish)
    {
        wish = default;
        if (Over) return false;
        while (hour < hours.Count - 1 && taken >= (before + hours[hour].Share) * contacts) before += hours[hour++].Share;
        var now = Stopwatch.GetTimestamp();
        var at = speed is { } times ? start + (long)((hour + ((((double)taken / contacts) - before) / hours[hour].Share)) * HourTicks / times) : now;
        if (at > now) return false;
        wish = new(Who(), Pick(hours[hour].Matters), at);
        recent[taken % recent.Length] = wish.Person;
        Volatile.Write(ref taken, taken + 1);
        return true;
    }

    int Who()
    {
        if (taken >= recent.Length && chance.NextDouble() < again) return recent[chance.Next(recent.Length)];
        return population.Draw(chance, Pick(hours[hour].Tenants));
    }

    int Pick(double[] weights)
    {
        var rest = chance.NextDouble() * weights.Sum();
        for (var at = 0; at < weights.Length - 1; at++) if ((rest -= weights[at]) < 0) return at;
        return weights.Length - 1;
    }
}
