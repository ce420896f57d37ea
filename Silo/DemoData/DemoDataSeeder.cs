using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Interfaces.Tenants;
using Platform.Silo.Tenants;
using Platform.Web.Access;

namespace Platform.Silo.DemoData;

/// <summary>Brings the invented authorities and their stories onto a platform that lacks them. Whatever is there already stays as it is.</summary>
/// <remarks>Settings <c>Demonstration:Tenants</c> and <c>Demonstration:Citizens</c>. Every command has a fixed id, so that a start that was cut short goes on where it stopped.</remarks>
sealed partial class DemoDataSeeder(
    IGrainFactory grains, TenantCache cache, DemoPopulation population, IConfiguration configuration, TimeProvider clock,
    ILogger<DemoDataSeeder> log) : BackgroundService
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);
    readonly TaskCompletionSource _tenants = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The authorities can be asked; their stories may still be told.</summary>
    public Task Tenants => _tenants.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var warned = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Seed(stoppingToken);
                return;
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                // The database may come later than we do.
                if (!warned)
                    LogWaiting(e.GetType().Name, e.Message);
                warned = true;
                await Task.Delay(Pause, clock, stoppingToken);
            }
        }
    }

    async Task Seed(CancellationToken stopping)
    {
        foreach (var town in DemoTenant.All)
        {
            await SeedTenant(town);
            // A child is refused where its parent is not known yet.
            await cache.Refresh(stopping);
        }
        _tenants.TrySetResult();
        foreach (var town in DemoTenant.All)
        {
            foreach (var story in town.Stories)
                await SeedCitizen(town, story);
        }
        foreach (var town in DemoTenant.All.Reverse())
            await population.Seed(town, configuration.GetValue("Demonstration:Citizens", 0), stopping);
        LogSeeded();
    }

    async Task SeedTenant(DemoTenant town)
    {
        var tenant = town.Id;
        using var scope = TenantScope.Enter(tenant);
        var grain = grains.Tenant(tenant);
        var held = await grain.Read();
        if (held.Refusal is NoSuchTenant)
            Must(await grain.Configure(new($"seed:{tenant}", Actor.Platform, town.Settings)));
        if (held.Value?.Keys.Any(key => key.Name == "demo") != true)
            Must(await grain.IssueKey(new($"seed:{tenant}:key", Actor.Platform, town.ApiKey)));
    }

    async Task SeedCitizen(DemoTenant town, DemoCitizen story)
    {
        var tenant = town.Id;
        using var scope = TenantScope.Enter(tenant);
        var id = new CitizenId(Id(tenant, story.Name));
        var citizen = grains.Citizen(tenant, id);
        if ((await citizen.Read()).Value?.Contacts >= story.Contacts.Count)
            return;
        for (var i = 0; i < story.Contacts.Count; i++)
        {
            var contact = story.Contacts[i];
            var told = await citizen.Record(new(
                $"seed:{id}:{i}", Actor.Platform, new(contact.Channel, contact.Subject, contact.Body, contact.Language, contact.Service),
                new(story.Name, story.Email, story.Phone), Verified: false, Opens: true));
            // Somebody tried this address by hand before: the file is theirs.
            if (told.Refusal is BelongsToAnother)
                return;
            if (contact.Opens)
                await Open(town, id, Must(told).Version, contact, i);
        }
        if (story.Note is not null)
            Must(await citizen.Note(new($"seed:{id}:note", DemoPeople.SignedIn(tenant), story.Note)));
    }

    async Task Open(DemoTenant town, CitizenId citizen, long version, DemoContact contact, int place)
    {
        var tenant = town.Id;
        var id = new RequestId(Id(tenant, $"{citizen}:{place}"));
        var request = grains.Request(tenant, id);
        var sector = town.Services.Single(sheet => sheet.Id == contact.Service).Sector;
        var agent = DemoPeople.SignedIn(tenant);
        Must(await request.Open(new(
            $"seed:{id}", Actor.Platform, citizen, version, contact.Service, sector, contact.Priority, contact.Channel, contact.Language,
            contact.Subject, contact.Body)));
        if (contact.Assign)
            Must(await request.Assign(new($"seed:{id}:assign", agent, agent)));
        if (contact.Note is not null)
            Must(await request.Note(new($"seed:{id}:note", agent, contact.Note)));
        if (contact.Answer is not null)
            Must(await request.Answer(new($"seed:{id}:answer", agent, contact.Answer, contact.Channel, contact.Close)));
    }

    // The day the towns were invented.
    static Guid Id(TenantId tenant, string what) => DemoId.At(new(2026, 1, 5, 8, 0, 0, TimeSpan.Zero), tenant, what);

    static T Must<T>(Outcome<T> outcome) =>
        outcome.Refusal is { } refusal ? throw new InvalidOperationException($"The seed was refused: {refusal.Sentence.English}") : outcome.Value!;

    [LoggerMessage(LogLevel.Information, "The demonstration is complete")]
    partial void LogSeeded();

    [LoggerMessage(LogLevel.Warning, "The demonstration authorities wait: {Type}, {Reason}")]
    partial void LogWaiting(string type, string reason);
}
