using System.Collections.Concurrent;
using Platform.Grains.EventSourcing;
using Platform.Grains.Histories;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Silo.Projections;

/// <summary>Reads the tail of the journal while somebody waits for it: decision 0014.</summary>
sealed class RequestChanges(IJournal journal, TimeProvider clock) : BackgroundService, IRequestChanges
{
    const int AtOnce = 500;

    // A look when something was committed here, and at the latest after this: other silos' commits are seen within it.
    static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);

    // A busy silo commits without a pause.
    static readonly TimeSpan MinimumInterval = TimeSpan.FromMilliseconds(250);

    static readonly string[] Wanted = [.. EventTypes.AliasesOf<RequestEvent>()];

    readonly ConcurrentDictionary<TenantId, TaskCompletionSource> _waiting = new();
    volatile TaskCompletionSource _asked = New();

    public Task Next(TenantId tenant)
    {
        var task = _waiting.GetOrAdd(tenant, static _ => New()).Task;
        _asked.TrySetResult();
        return task;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            // Nobody shows a list: nothing is read.
            await _asked.Task.WaitAsync(stoppingToken);
            _asked = New();
            try
            {
                await Follow(stoppingToken);
            }
            catch (JournalUnavailableException)
            {
                // The lists that are shown cannot be read again either. All of them are told once it is back, to be sure.
                await Task.Delay(PollInterval, clock, stoppingToken);
                Notify(_waiting.Keys);
            }
        }
    }

    async Task Follow(CancellationToken stopping)
    {
        // The follower of the histories stands close to the end: a hint too many costs a look, one too few would keep an old list.
        var position = await journal.Checkpoint(HistoryProjection.Follower, stopping);
        while (!_waiting.IsEmpty)
        {
            var followed = await journal.Follow(position, AtOnce, Wanted, stopping);
            position = followed.Position;
            Notify(followed.Facts.Select(static fact => fact.Stream.Tenant));
            await Task.Delay(MinimumInterval, clock, stopping);
            await journal.Changed(PollInterval, stopping);
        }
    }

    void Notify(IEnumerable<TenantId> tenants)
    {
        foreach (var tenant in tenants)
            if (_waiting.TryRemove(tenant, out var waiting))
                waiting.TrySetResult();
    }

    static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
