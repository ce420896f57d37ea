using System.Text.Json;
using Platform.LoadTests.Checking;

namespace Platform.LoadTests.Journeys.Replay;

/// <summary>Real requests, and the citizens invented for them. The same input, seed and run give the same plan to the last byte.</summary>
/// <remarks>Assumptions: 35 % of contacts come from someone who contacted before, most of them from few (Zipf, exponent 1);
/// the channels are those of a French authority (product.md, F1); 4 % are sent twice with one key.</remarks>
static class ReplayPlan
{
    const double FromKnown = 0.35;
    const int LongestSubject = 240;

    static readonly (double UpTo, string Name)[] Channels =
        [(0.25, "counter"), (0.45, "post"), (0.64, "phone"), (0.82, "email"), (0.96, "web"), (1.0, "social")];

    /// <summary>Makes it.</summary>
    /// <param name="requests">In their order; the plan has one contact for each.</param>
    /// <param name="tenants">Among whom the citizens are spread.</param>
    /// <param name="run">What tells this run's contacts from those of another on the same platform.</param>
    /// <param name="seed">Of everything invented.</param>
    public static IReadOnlyList<Submission> Make(IReadOnlyList<RealRequest> requests, IReadOnlyList<string> tenants, string run, int seed)
    {
        var chance = new Random(seed);
        var people = tenants.ToDictionary(tenant => tenant, _ => new List<Person>());
        var count = 0;
        return [.. requests.Select((request, number) =>
        {
            var tenant = tenants[chance.Next(tenants.Count)];
            var known = people[tenant];
            var again = chance.NextDouble() < FromKnown && known.Count > 0;
            var person = again ? known[Ranked(known.Count, chance)] : Person.Invent(count++, tenant, chance);
            if (!again) known.Add(person);
            var mark = new Mark(tenant, run, number);
            return new Submission(mark, person, Body(request, person, mark, chance), Again(chance.NextDouble()));
        })];
    }

    // The logarithm of the rank is uniform: rank 1 is as likely as ranks 10 to 20 together.
    static int Ranked(int count, Random chance) => Math.Min(count - 1, (int)Math.Exp(chance.NextDouble() * Math.Log(count + 1)) - 1);

    static SendTwice Again(double chance) => chance switch { < 0.02 => SendTwice.AtOnce, < 0.04 => SendTwice.Later, _ => SendTwice.None };

    static byte[] Body(RealRequest request, Person person, Mark mark, Random chance)
    {
        var words = $"{request.Type} - {request.Descriptor}";
        var subject = words.Length > LongestSubject ? words[..LongestSubject] : words;
        var draw = chance.NextDouble();
        // Everyone gives their first way of being found; one in three holds back the second.
        var both = chance.NextDouble() < 0.67;
        return JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                Citizen = new { person.Name, person.Email, Phone = both || person.Email is null ? person.Phone : null },
                Channel = Channels.First(channel => draw < channel.UpTo).Name,
                Subject = $"{subject} {mark}",
                Body = $"{request.Address}, {request.City}\n{request.Agency}: {request.Resolution}",
                person.Language,
            },
            JsonSerializerOptions.Web);
    }
}
