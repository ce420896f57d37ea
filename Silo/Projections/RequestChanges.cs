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
    static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(250);

    static readonly string[] Wanted = [.. EventTypes.All.Where(static type => typeof(RequestEvent).IsAssignableFrom(type.Type)).Select(static type => type.Alias)];

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
                // The lists that are shown cannot be read again either. Whoever waits is told once it is back, to be sure.
                await Task.Delay(PollInterval, clock, stoppingToken);
                TellAll();
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
            foreach (var tenant in followed.Facts.Select(static fact => fact.Stream.Tenant).Distinct())
                if (_waiting.TryRemove(tenant, out var waiting))
                    waiting.TrySetResult();
            await Task.Delay(Pace, clock, stopping);
            await journal.Changed(PollInterval, stopping);
        }
    }

    void TellAll()
    {
        foreach (var tenant in _waiting.Keys)
            if (_waiting.TryRemove(tenant, out var waiting))
                waiting.TrySetResult();
    }

    static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
