using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Load.Contacts;

/// <summary>The people of a load: mostly known ones who contact again, and some newcomers. A number stands for the same person always.</summary>
/// <param name="known">How many contact again and again.</param>
/// <param name="newcomerShare">The share of contacts from someone new, 0 to 1.</param>
/// <param name="seed">Seeds the order in which they contact.</param>
sealed class Population(int known, double newcomerShare, int seed)
{
    readonly int[] newcomersByTenant = new int[DemoTenant.All.Count];

    /// <summary>The random generator of one sender.</summary>
    public Random RandomFor(int sender) => new(seed + sender);

    /// <summary>Draws who contacts next, in any tenant.</summary>
    public int NextPerson(Random random) => NextPerson(random, random.Next(DemoTenant.All.Count));

    /// <summary>Draws who contacts next in one tenant, by its index.</summary>
    public int NextPerson(Random random, int tenant) =>
        (random.NextDouble() < newcomerShare ? KnownPerTenant + Interlocked.Increment(ref newcomersByTenant[tenant]) : random.Next(KnownPerTenant)) * DemoTenant.All.Count + tenant;

    int KnownPerTenant => Math.Max(1, known / DemoTenant.All.Count);

    /// <summary>The tenant that a person belongs to.</summary>
    public static DemoTenant TenantOf(int person) => DemoTenant.All[person % DemoTenant.All.Count];

    /// <summary>Whether a person gives a phone number beside their mail address: every second one, as far as there are fictional numbers.</summary>
    public static bool HasPhone(int person) => person % 2 == 0 && person / DemoTenant.All.Count < FictionalPhone.Count;
}
