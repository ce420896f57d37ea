using Npgsql;

namespace Orleans.Runtime;

// The table of silos, by one connection of its own: no business waits on it, and it ends with the process. Each word to it is one statement.
// Npgsql leaves the sending of a batch to another thread even where it was asked to wait, and a silo that has just come has none to spare;
// and who is stopped between two statements of a transaction would keep the lock that others need to bury it.
// Every change of a status locks the cluster's version first, so that versions are committed in their order.
sealed class SiloTable : IDisposable
{
    // An update waits for what it reads from here before it locks a silo.
    const string Raised = """
        with raised as (
          insert into silo_clusters (cluster, version) values (@cluster, 1) on conflict (cluster) do update set version = silo_clusters.version + 1
          returning version)
        """;

    readonly NpgsqlConnection _connection;
    readonly string _cluster;
    readonly TimeSpan _lease;

    public SiloTable(string connectionString, string cluster, TimeSpan lease)
    {
        _cluster = cluster;
        _lease = lease;
        _connection = new(new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "cluster",
            Pooling = false,
            MaxAutoPrepare = 10,
            AutoPrepareMinUsages = 2,
            Timeout = 2,
            CommandTimeout = 1,
            CancellationTimeout = -1,
            KeepAlive = 0,
        }.ConnectionString);
        try
        {
            _connection.Open();
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    // A new life. Whoever stood at this place before is gone: the port is ours.
    public (SiloAddress Address, long Number) Enter(SiloAddress wanted, string name, string http)
    {
        using var enter = Command($"""
            {Raised}, replaced as (
              update silos set status = 'dead', changed = raised.version from raised
              where cluster = @cluster and address = @address and port = @port and status <> 'dead'),
            forgotten as (
              delete from silos where cluster = @cluster and status = 'dead' and lease_until < clock_timestamp() - interval '1 day')
            insert into silos (cluster, address, port, generation, number, name, http, status, changed, seen, lease_until, backend)
            select @cluster, @address, @port,
              greatest(@generation, (select coalesce(max(generation), 0) + 1 from silos where cluster = @cluster and address = @address and port = @port)),
              version, @name, @http, 'joining', version, 0, clock_timestamp() + @lease, pg_backend_pid()
            from raised
            returning generation, number
            """, wanted);
        enter.Parameters.Add(new("name", name));
        enter.Parameters.Add(new("http", http));
        enter.Parameters.Add(new("lease", _lease));
        using var reader = enter.ExecuteReader();
        return reader.Read()
            ? (SiloAddress.New(wanted.Endpoint.Address, wanted.Endpoint.Port, reader.GetInt32(0)), reader.GetInt64(1))
            : throw new InvalidOperationException("A silo that enters stands in the table.");
    }

    // Renews the lease of a silo that may go on, and reads all who live.
    public SiloRows Look(SiloAddress self, long seen, IEnumerable<SiloAddress> unheard)
    {
        using var look = Command("""
            with renewed as (
              update silos set lease_until = clock_timestamp() + @lease, backend = pg_backend_pid(), seen = @seen, unheard = @unheard
              where cluster = @cluster and address = @address and port = @port and generation = @generation and status <> 'dead' and not condemned
              returning *)
            select c.version, s.address, s.port, s.generation, s.number, s.name, s.http, s.status, s.changed, coalesce(r.seen, s.seen),
              coalesce(r.lease_until, s.lease_until) - clock_timestamp(), coalesce(r.unheard, s.unheard), s.condemned, s.drain_asked, r.seen is not null
            from silo_clusters c
            left join silos s on s.cluster = c.cluster and s.status <> 'dead'
            left join renewed r on (r.address, r.port, r.generation) = (s.address, s.port, s.generation)
            where c.cluster = @cluster order by s.number
            """, self);
        look.Parameters.Add(new("lease", _lease));
        look.Parameters.Add(new("seen", seen));
        look.Parameters.Add(new("unheard", unheard.Select(s => s.ToParsableString()).ToArray()));
        using var reader = look.ExecuteReader();
        var (renewed, version, living) = (false, 0L, new List<SiloRow>());
        while (reader.Read())
        {
            version = reader.GetInt64(0);
            renewed |= reader.GetBoolean(14);
            if (!reader.IsDBNull(1))
                living.Add(Row(reader));
        }
        return new(renewed, version, living);
    }

    public void Become(SiloAddress self, SiloStage stage)
    {
        using var become = Command($"""
            {Raised}
            update silos set status = @status, changed = raised.version from raised
            where cluster = @cluster and address = @address and port = @port and generation = @generation and status <> 'dead'
            """, self);
        become.Parameters.Add(new("status", stage.ToString().ToLowerInvariant()));
        become.ExecuteNonQuery();
    }

    // Dead is who let its lease run out, or who refuses connections and has lost its session here as well.
    public bool Bury(SiloAddress silo, bool refused)
    {
        using var bury = Command($"""
            {Raised}
            update silos set status = 'dead', changed = raised.version from raised
            where cluster = @cluster and address = @address and port = @port and generation = @generation and status <> 'dead'
              and (lease_until < clock_timestamp() or @refused and not exists (select from pg_stat_activity where pid = backend))
            """, silo);
        bury.Parameters.Add(new("refused", refused));
        return bury.ExecuteNonQuery() > 0;
    }

    // It hears of it at once and stops; if it does not hear, its lease runs out.
    public void Condemn(SiloAddress silo)
    {
        using var condemn = Command(
            "update silos set condemned = true where cluster = @cluster and address = @address and port = @port and generation = @generation", silo);
        condemn.ExecuteNonQuery();
    }

    public void Dispose() => _connection.Dispose();

    NpgsqlCommand Command(string sql, SiloAddress silo)
    {
        var command = new NpgsqlCommand(sql, _connection) { Parameters = { new("cluster", _cluster) } };
        command.Parameters.Add(new("address", silo.Endpoint.Address.ToString()));
        command.Parameters.Add(new("port", silo.Endpoint.Port));
        command.Parameters.Add(new("generation", silo.Generation));
        return command;
    }

    static SiloRow Row(NpgsqlDataReader row) => new(
        SiloAddress.New(System.Net.IPAddress.Parse(row.GetString(1)), row.GetInt32(2), row.GetInt32(3)), row.GetInt64(4), row.GetString(5),
        row.GetString(6), Enum.Parse<SiloStage>(row.GetString(7), ignoreCase: true), row.GetInt64(8), row.GetInt64(9), row.GetTimeSpan(10),
        [.. row.GetFieldValue<string[]>(11).Select(SiloAddress.FromParsableString)], row.GetBoolean(12), row.GetBoolean(13));
}
