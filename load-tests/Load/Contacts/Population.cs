using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Load.Contacts;

/// <summary>Who contacts in a measurement: mostly people who did before, and some who never did.</summary>
/// <param name="known">So many contact again and again.</param>
/// <param name="newcomers">The share of contacts from someone new, 0 to 1.</param>
/// <param name="seed">Of the order in which they come.</param>
sealed class Population(int known, double newcomers, int seed)
{
    readonly int[] newcome = new int[Tenant.All.Count];

    /// <summary>The order in which one sender sees them.</summary>
    public Random Chance(int sender) => new(seed + sender);

    /// <summary>Whoever contacts next: a number that stands for the same person whenever it comes.</summary>
    public int Draw(Random chance) => Draw(chance, chance.Next(Tenant.All.Count));

    /// <summary>Whoever contacts next of one tenant.</summary>
    public int Draw(Random chance, int tenant) =>
        (chance.NextDouble() < newcomers ? Households + Interlocked.Increment(ref newcome[tenant]) : chance.Next(Households)) * Tenant.All.Count + tenant;

    int Households => Math.Max(1, known / Tenant.All.Count);

    /// <summary>Where a person lives.</summary>
    public static Tenant Home(int person) => Tenant.All[person % Tenant.All.Count];

    /// <summary>Whether a person leaves a phone number besides their mail: every second one, as far as there are fictional numbers.</summary>
    public static bool Phones(int person) => person % 2 == 0 && person / Tenant.All.Count < FictionalPhone.Count;
}
