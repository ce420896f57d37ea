using System.Collections.Immutable;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;

namespace Orleans.Runtime;

// Who lives, as a table in PostgreSQL says it: docs/decisions/0005. One thread of its own asks and tells, whatever the thread pool does.
sealed partial class TableMembership : IMembership, IDisposable
{
    static readonly TimeSpan AfterFailure = TimeSpan.FromMilliseconds(100);

    readonly ClusterSettings _settings;
    readonly SiloLink _link;
    readonly ILogger _log;
    readonly string _connectionString, _cluster, _name;
    readonly Lease _lease;
    readonly Quarrels _quarrels;
    readonly Lock _adopting = new();
    readonly AutoResetEvent _look = new(false);
    readonly Thread _thread;
    Silo? _silo;
    TaskCompletionSource _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    volatile SiloRow? _self;
    volatile CancellationTokenSource _fence = new();
    long _heldSince;
    long _seen;
    volatile bool _leaving, _gone, _stopped;
    ImmutableArray<SiloAddress> _live = [];

    public TableMembership(
        ClusterSettings settings, SiloLink link, IOptions<AdoNetClusteringSiloOptions> database, IOptions<ClusterOptions> cluster,
        IOptions<SiloOptions> silo, ILogger<TableMembership> log)
    {
        if (database.Value.Invariant != "Npgsql" || string.IsNullOrEmpty(database.Value.ConnectionString))
            throw new OrleansConfigurationException("UseAdoNetClustering needs the invariant 'Npgsql' and a connection string: the built-in runtime knows PostgreSQL alone.");
        (_settings, _link, _log) = (settings, link, log);
        (_connectionString, _cluster, _name) = (database.Value.ConnectionString, cluster.Value.ClusterId, silo.Value.SiloName);
        _lease = new(settings.Lease, Lapse);
        _quarrels = new(settings.Quarrel);
        link.Refused += _ => _look.Set();
        _thread = new(Run) { IsBackground = true, Name = "cluster", Priority = ThreadPriority.AboveNormal };
    }

    public event Action? Changed;

    // The list of silos became another.
    public event Action? Listed;

    // An operator asked this silo to leave.
    public event Action? DrainAsked;

    public ImmutableArray<SiloAddress> Live => _lease.Holds ? _live : [];

    public bool Serves => _lease.Holds && _self is { Answers: true };

    // Cancelled when it served and its lease ran out: who waits here should ask others, who own its grains as soon as the table says so.
    public CancellationToken Fence => _fence.Token;

    public Task Settled => _settled.Task;

    // Why this silo does not serve.
    public string? Trouble => Serves && _settled.Task.IsCompleted ? null
        : _self is null || !_lease.Holds ? "The silo holds no lease in the table of silos: the database cannot be reached, or it is entering."
        : "The silo is entering: it waits until it and the others hear each other.";

    public SiloRows Rows { get; private set; } = SiloRows.None;

    public SiloAddress? Self => _self?.Address;

    public void Join(Silo silo)
    {
        _silo = silo;
        _link.Listen();
        _thread.Start();
    }

    public async Task Leave(SiloAddress silo)
    {
        Drain();
        var since = Stopwatch.GetTimestamp();
        while (_self is not null && _lease.Holds && !AllKnowThatWeLeave() && Stopwatch.GetElapsedTime(since) < _settings.Lease)
            await Task.Delay(5);
    }

    // Takes effect here before it is told: from now on every call goes to the next owner.
    public void Drain()
    {
        _leaving = true;
        Adopt(Rows);
        _look.Set();
    }

    public void Gone(SiloAddress silo)
    {
        _gone = true;
        _lease.End();
        _look.Set();
        _thread.Join(_settings.Lease);
    }

    public void Dispose()
    {
        _stopped = true;
        _look.Set();
    }

    public async Task<bool> AskToDrain(string name, CancellationToken cancellation)
    {
        await using var connection = new NpgsqlConnection(_connectionString);
        await connection.OpenAsync(cancellation);
        await using var command = new NpgsqlCommand("update silos set drain_asked = true where cluster = @cluster and name = @name and status <> 'dead'", connection);
        command.Parameters.AddWithValue("cluster", _cluster);
        command.Parameters.AddWithValue("name", name);
        return await command.ExecuteNonQueryAsync(cancellation) > 0;
    }

    void Run()
    {
        using var push = new TableChanges(_connectionString, () => _look.Set());
        using var watched = _lease;
        var failing = false;
        while (!_stopped)
        {
            try
            {
                using var table = new SiloTable(_connectionString, _cluster, _settings.Lease);
                while (!_stopped && !_gone)
                {
                    var since = Stopwatch.GetTimestamp();
                    // Who leaves and loses this life begins no other.
                    if (_self is not null || !_leaving && _settings.Http() is not null)
                        Step(table);
                    if (failing)
                        LogBack(_log);
                    failing = false;
                    // From one look to the next, however long it took: a slow database is no reason to be silent.
                    Wait(Rows.NextLook(_settings.Renewal) - Stopwatch.GetElapsedTime(since));
                }
                if (_gone && _self is { } self)
                    table.Become(self.Address, SiloStage.Dead);
                return;
            }
            catch (Exception failure) when (failure is not ObjectDisposedException)
            {
                if (!failing)
                    LogAway(_log, failure.GetType().Name, failure.Message);
                failing = true;
                if (_gone)
                    return;
                Wait(AfterFailure);
            }
        }
    }

    void Wait(TimeSpan time)
    {
        if (!_stopped && time > TimeSpan.Zero)
            _look.WaitOne(time);
    }

    void Step(SiloTable table)
    {
        var sentAt = Stopwatch.GetTimestamp();
        var self = _self ?? Enter(table);
        _link.Beat();
        var rows = table.Look(self.Address, _seen, _link.Unheard(_settings.Silence));
        _link.Beat();
        if (!rows.Renewed || rows.Living.FirstOrDefault(s => s.Address.Equals(self.Address)) is not { } row)
        {
            End(table, self);
            return;
        }
        if (!_lease.Holds)
            _heldSince = sentAt;
        _lease.Renew(sentAt);
        if (_fence.IsCancellationRequested)
            _fence = new();
        (_self, Rows) = (row, rows);
        Adopt(rows);
        if (_seen < rows.Version)
        {
            // Told at once: newcomers wait for it.
            _seen = rows.Version;
            _look.Set();
            Listed?.Invoke();
        }
        Judge(table, row, rows);
        if (row is { Stage: SiloStage.Joining } && !_leaving && MayBegin(row, rows))
            Move(table, row, SiloStage.Active);
        else if (_leaving && row.Stage is SiloStage.Joining or SiloStage.Active)
            Move(table, row, SiloStage.Draining);
        if (row.DrainAsked && !_leaving)
            ThreadPool.QueueUserWorkItem(_ => DrainAsked?.Invoke());
    }

    // The grains' callers first: they are answered here, and by grains that know nothing of leases.
    void Lapse()
    {
        if (_self is not { Answers: true })
            return;
        Changed?.Invoke();
        _fence.Cancel();
    }

    SiloRow Enter(SiloTable table)
    {
        var (address, number) = table.Enter(_silo!.SiloAddress, _name, _settings.Http() ?? "");
        if (_settled.Task.IsCompleted)
            _settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _silo.Begin(address);
        _link.Follow(number, []);
        LogEntered(_log, address);
        (_seen, _heldSince) = (0, Stopwatch.GetTimestamp());
        Rows = SiloRows.None;
        return _self = new(address, number, _name, "", SiloStage.Joining, number, 0, _settings.Lease, [], false, false);
    }

    // Dead to the others, or condemned by them: nothing is said any more, and another life begins.
    void End(SiloTable table, SiloRow self)
    {
        _lease.End();
        LogEnded(_log, self.Address);
        table.Become(self.Address, SiloStage.Dead);
        _self = null;
        _live = [];
        _look.Set();
    }

    void Adopt(SiloRows rows)
    {
        lock (_adopting)
            AdoptOne(rows);
    }

    void AdoptOne(SiloRows rows)
    {
        if (_self is not { } self)
            return;
        _link.Follow(self.Number, [.. rows.Living.Where(s => !s.Address.Equals(self.Address))]);
        var active = rows.Living.Where(s => s.Stage is SiloStage.Active && !(_leaving && s.Address.Equals(self.Address))).Select(s => s.Address).ToImmutableArray();
        // The last one serves to its end.
        if (active.IsEmpty && self.Answers)
            active = [self.Address];
        // Until every silo that answers has seen us come, it may still answer for what is ours now.
        if (self.Stage is SiloStage.Active && rows.Living.All(s => !s.Answers || s.Seen >= self.Changed || s.Address.Equals(self.Address)))
            _settled.TrySetResult();
        if (active.SequenceEqual(_live))
            return;
        _live = active;
        // Before the others are told that we saw it: they wake what we give up.
        Changed?.Invoke();
    }

    // Everybody hears us and we hear everybody: who is cut off stays outside.
    bool MayBegin(SiloRow self, SiloRows rows) => rows.Living.Where(s => s.Answers)
        .All(s => _link.Hears(s.Address, _settings.Silence) && !s.Unheard.Contains(self.Address));

    bool AllKnowThatWeLeave() => _self is { Stage: SiloStage.Draining } self
        && Rows.Living.All(s => !s.Answers || s.Seen >= self.Changed || s.Address.Equals(self.Address));

    void Move(SiloTable table, SiloRow self, SiloStage stage)
    {
        table.Become(self.Address, stage);
        LogStage(_log, self.Address, stage);
        _look.Set();
    }

    void Judge(SiloTable table, SiloRow self, SiloRows rows)
    {
        // Who has just come back from an outage lets the others come back too, before it calls them dead.
        if (Stopwatch.GetElapsedTime(_heldSince) > _settings.Renewal * 1.5)
            foreach (var late in rows.Living.Where(s => s.Left <= TimeSpan.Zero))
                Bury(table, late, refused: false);
        foreach (var refused in rows.Living.Where(s => _link.TakeRefused(s.Address)))
            Bury(table, refused, refused: true);
        if (_quarrels.Loser(rows.Living) is { Condemned: false } loser)
        {
            LogCondemned(_log, loser.Address);
            table.Condemn(loser.Address);
            _look.Set();
        }
    }

    void Bury(SiloTable table, SiloRow silo, bool refused)
    {
        if (!table.Bury(silo.Address, refused))
            return;
        LogBuried(_log, silo.Address, refused);
        _look.Set();
    }
}
