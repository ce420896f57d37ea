using System.Collections.Frozen;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Operations;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Interfaces.Tenants;
using Platform.Web.Access;

namespace Platform.Silo.Tenants;

/// <inheritdoc cref="ITenantCache"/>
/// <remarks>Read from the journal at start, and again at each <see cref="SiloNotice.TenantChanged"/>; every five seconds too, for a notice may be
/// lost. A database that is away leaves what is known in place.</remarks>
sealed class TenantCache(IJournal journal, IGrainFactory grains, TimeProvider clock, ILogger<TenantCache> log) : BackgroundService, ITenantCache
{
    static readonly TimeSpan RetryDelay = TimeSpan.FromMilliseconds(500), Interval = TimeSpan.FromSeconds(5);
    static readonly string[] Facts = [.. EventTypes.All.Where(fact => fact.Type.IsSubclassOf(typeof(TenantEvent))).Select(fact => fact.Alias)];
    const int Page = 500;

    readonly SemaphoreSlim _refreshing = new(1);
    long _position;
    volatile Edition? _edition;
    volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool Loaded => _edition is not null;

    public long Version => _edition?.Version ?? 0;

    public IReadOnlyList<TenantView> All => _edition?.Tenants.Values ?? [];

    public TenantView? Find(TenantId tenant) => _edition is { } edition && tenant.Value is not null ? edition.Tenants.GetValueOrDefault(tenant) : null;

    public async Task WaitForChange(long after, TimeSpan timeout, CancellationToken cancellation)
    {
        var next = _next;
        if (Version != after)
            return;
        try
        {
            await next.Task.WaitAsync(timeout, clock, cancellation);
        }
        catch (TimeoutException)
        {
            // Nothing changed: that is an answer too.
        }
    }

    public async Task Refresh(CancellationToken cancellation = default)
    {
        await _refreshing.WaitAsync(cancellation);
        try
        {
            var changed = new HashSet<TenantId>();
            var position = _position;
            Followed followed;
            do
            {
                followed = await journal.Follow(position, Page, Facts, cancellation);
                position = followed.Position;
                changed.UnionWith(followed.Facts.Select(fact => fact.Stream.Tenant));
            }
            while (followed.Facts.Count > 0);
            if (changed.Count > 0 || !Loaded)
                await Renew(changed);
            _position = position;
        }
        finally
        {
            _refreshing.Release();
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var away = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Refresh(stoppingToken);
                away = false;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                if (!away)
                    log.LogWarning("The settings of the authorities cannot be read for now: {Type}", exception.GetType().Name);
                away = true;
            }
            await Task.Delay(away ? RetryDelay : Interval, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    async Task Renew(IEnumerable<TenantId> changed)
    {
        var tenants = All.ToDictionary(tenant => tenant.Id);
        foreach (var tenant in changed)
        {
            using var scope = TenantScope.Enter(tenant);
            if ((await grains.Tenant(tenant).Read()).Value is { } view)
                tenants[tenant] = view;
        }
        _edition = new(tenants.ToFrozenDictionary(), tenants.Values.Sum(tenant => tenant.Version));
        var told = _next;
        _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
        told.TrySetResult();
    }

    sealed record Edition(FrozenDictionary<TenantId, TenantView> Tenants, long Version);
}
