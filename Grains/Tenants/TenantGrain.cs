using Orleans.Placement;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Operations;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Interfaces.Tenants;

namespace Platform.Grains.Tenants;

/// <inheritdoc cref="ITenantGrain"/>
[GrainType("tenant"), PreferLocalPlacement]
public sealed class TenantGrain(IJournal journal, DecisionClock clock, ISiloNotices notices) : EventSourcedGrain<TenantState, TenantEvent>(Kind, journal, clock), ITenantGrain
{
    internal const string Kind = "tenant";

    /// <inheritdoc/>
    public async Task<Outcome<TenantVersion>> Configure(ConfigureTenant command)
    {
        var parent = command.Settings.Parent is { } named && named != Stream.Tenant ? await Kept(named) : null;
        return await Change(Commit(
            command, (tenant, now) => tenant.Configure(command, parent, now), Version, static taken => new HostTaken(taken.Claim.Value)));
    }

    /// <inheritdoc/>
    public Task<Outcome<TenantVersion>> IssueKey(IssueKey command) => Change(Commit(command, (tenant, now) => tenant.Issue(command, now), Version));

    /// <inheritdoc/>
    public Task<Outcome<TenantVersion>> RevokeKey(RevokeKey command) => Change(Commit(command, (tenant, now) => tenant.Revoke(command, now), Version));

    /// <inheritdoc/>
    public Task<Outcome<TenantVersion>> StopIntake(StopIntake command) => Change(Commit(command, (tenant, now) => tenant.Stop(command, now), Version));

    /// <inheritdoc/>
    public Task<Outcome<TenantVersion>> ResumeIntake(ResumeIntake command) => Change(Commit(command, (tenant, now) => tenant.Resume(command, now), Version));

    /// <inheritdoc/>
    public Task<Outcome<TenantVersion>> DeclareCrisis(DeclareCrisis command) => Change(Commit(command, (tenant, now) => tenant.Declare(command, now), Version));

    /// <inheritdoc/>
    public Task<Outcome<TenantVersion>> EndCrisis(EndCrisis command) => Change(Commit(command, (tenant, now) => tenant.End(command, now), Version));

    /// <inheritdoc/>
    public async Task<Outcome<TenantView>> Read() =>
        await Current() is { Settings: { } settings } tenant
            ? new TenantView(Stream.Tenant, tenant.Version, settings, tenant.Keys) { Closed = tenant.Closed, Crisis = tenant.Crisis }
            : new NoSuchTenant();

    /// <inheritdoc/>
    protected override Append AddProjections(Append append, TenantState before, TenantState after, IReadOnlyList<TenantEvent> events)
    {
        var (had, has) = (before.Settings?.Hosts ?? [], after.Settings?.Hosts ?? []);
        return append with
        {
            Claims = [.. has.Except(had).Select(static host => new UniqueClaim(new("host", host), Verified: true))],
            Releases = [.. had.Except(has).Select(static host => new ClaimKey("host", host))],
        };
    }

    // Silos keep the settings of all tenants in memory.
    async Task<Outcome<TenantVersion>> Change(Task<Outcome<TenantVersion>> commit)
    {
        var outcome = await commit;
        if (outcome.Refusal is null)
            notices.Publish(SiloNotice.TenantChanged);
        return outcome;
    }

    // From the journal: asking the parent's grain would cross the tenants' boundary.
    async ValueTask<TenantKind?> Kept(TenantId tenant) =>
        (await Journal.Fold<TenantState, TenantEvent>(new(tenant, Kind, tenant.Value))).State.Settings?.Kind;

    TenantVersion Version(TenantState tenant, DateTimeOffset now) => new(Stream.Tenant, tenant.Version);
}
