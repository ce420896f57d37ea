using System.Text.Json;
using Platform.LoadTests.Checking;

namespace Platform.LoadTests.Journeys.Replay;

/// <summary>Plans a replay: real requests in the name of synthetic people. The same input, seed and run give the same plan to the last byte.</summary>
/// <remarks>Assumptions: 35 % of contacts come from someone who contacted before, most of them from few (Zipf, exponent 1);
/// the channels are those of a French authority (product.md, F1); 4 % are sent twice with one key.</remarks>
static class ReplayPlan
{
    const double KnownShare = 0.35;
    const int MaxSubjectLength = 240;

    static readonly (double UpTo, string Name)[] Channels =
        [(0.25, "counter"), (0.45, "post"), (0.64, "phone"), (0.82, "email"), (0.96, "web"), (1.0, "social")];

    /// <summary>Creates the plan.</summary>
    /// <param name="requests">The requests; the plan has one contact for each, in their order.</param>
    /// <param name="tenants">The tenants that people are spread over.</param>
    /// <param name="run">The run's name, in the canaries.</param>
    /// <param name="seed">Seeds everything synthetic.</param>
    public static IReadOnlyList<PlannedContact> Create(IReadOnlyList<OpenDataRequest> requests, IReadOnlyList<string> tenants, string run, int seed)
    {
        var random = new Random(seed);
        var people = tenants.ToDictionary(tenant => tenant, _ => new List<SyntheticPerson>());
        var count = 0;
        return [.. requests.Select((request, number) =>
        {
            var tenant = tenants[random.Next(tenants.Count)];
            var known = people[tenant];
            var again = random.NextDouble() < KnownShare && known.Count > 0;
            var person = again ? known[PickRank(known.Count, random)] : SyntheticPerson.Create(count++, tenant, random);
            if (!again) known.Add(person);
            var canary = new Canary(tenant, run, number);
            return new PlannedContact(canary, person, Body(request, person, canary, random), PickDuplicate(random.NextDouble()));
        })];
    }

    // The logarithm of the rank is uniform: rank 1 is as likely as ranks 10 to 20 together.
    static int PickRank(int count, Random random) => Math.Min(count - 1, (int)Math.Exp(random.NextDouble() * Math.Log(count + 1)) - 1);

    static DuplicateSend PickDuplicate(double random) => random switch { < 0.02 => DuplicateSend.Concurrent, < 0.04 => DuplicateSend.AfterReceipt, _ => DuplicateSend.None };

    static byte[] Body(OpenDataRequest request, SyntheticPerson person, Canary canary, Random random)
    {
        var title = $"{request.Type} - {request.Descriptor}";
        var subject = title.Length > MaxSubjectLength ? title[..MaxSubjectLength] : title;
        var draw = random.NextDouble();
        // Everyone gives their first identifier at each contact; one in three omits the second.
        var both = random.NextDouble() < 0.67;
        return JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                Citizen = new { person.Name, person.Email, Phone = both || person.Email is null ? person.Phone : null },
                Channel = Channels.First(channel => draw < channel.UpTo).Name,
                Subject = $"{subject} {canary}",
                Body = $"{request.Address}, {request.City}\n{request.Agency}: {request.Resolution}",
                person.Language,
            },
            JsonSerializerOptions.Web);
    }
}
