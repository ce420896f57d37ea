using Npgsql;

namespace Orleans.Runtime;

// The table of silos, by one connection of its own: no business waits on it, and it ends with the process.
// Every change of a status locks the cluster's version first, so that versions are committed in their order.
sealed class SiloTable : IDisposable
{
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
        using var batch = Changing();
        Add(batch, "update silos set status = 'dead', changed = (select version from silo_clusters where cluster = @cluster)"
            + " where cluster = @cluster and address = @address and port = @port and status <> 'dead'", wanted);
        Add(batch, "delete from silos where cluster = @cluster and status = 'dead' and lease_until < clock_timestamp() - interval '1 day'");
        var enter = Add(batch, """
            insert into silos (cluster, address, port, generation, number, name, http, status, changed, seen, lease_until, backend)
            select @cluster, @address, @port,
              greatest(@generation, (select coalesce(max(generation), 0) + 1 from silos where cluster = @cluster and address = @address and port = @port)),
              version, @name, @http, 'joining', version, 0, clock_timestamp() + @lease, pg_backend_pid()
            from silo_clusters where cluster = @cluster
            returning generation, number
            """, wanted);
        enter.Parameters.Add(new("name", name));
        enter.Parameters.Add(new("http", http));
        enter.Parameters.Add(new("lease", _lease));
        using var reader = batch.ExecuteReader();
        return reader.Read()
            ? (SiloAddress.New(wanted.Endpoint.Address, wanted.Endpoint.Port, reader.GetInt32(0)), reader.GetInt64(1))
            : throw new InvalidOperationException("A silo that enters stands in the table.");
    }

    // Renews the lease of a silo that may go on, and reads all who live.
    public SiloRows Look(SiloAddress self, long seen, IEnumerable<SiloAddress> unheard)
    {
        using var batch = new NpgsqlBatch(_connection);
        var renew = Add(batch, """
            update silos set lease_until = clock_timestamp() + @lease, backend = pg_backend_pid(), seen = @seen, unheard = @unheard
            where cluster = @cluster and address = @address and port = @port and generation = @generation and status <> 'dead' and not condemned
            """, self);
        renew.Parameters.Add(new("lease", _lease));
        renew.Parameters.Add(new("seen", seen));
        renew.Parameters.Add(new("unheard", unheard.Select(s => s.ToParsableString()).ToArray()));
        Add(batch, """
            select version, address, port, generation, number, name, http, status, changed, seen, lease_until - clock_timestamp(), unheard, condemned, drain_asked
            from silo_clusters left join silos on silos.cluster = silo_clusters.cluster and status <> 'dead'
            where silo_clusters.cluster = @cluster order by number
            """);
        using var reader = batch.ExecuteReader();
        var (version, living) = (0L, new List<SiloRow>());
        while (reader.Read())
        {
            version = reader.GetInt64(0);
            if (!reader.IsDBNull(1))
                living.Add(Row(reader));
        }
        reader.NextResult();
        return new(renew.RecordsAffected > 0, version, living);
    }

    public void Become(SiloAddress self, SiloStage stage)
    {
        using var batch = Changing();
        Add(batch, """
            update silos set status = @status, changed = (select version from silo_clusters where cluster = @cluster)
            where cluster = @cluster and address = @address and port = @port and generation = @generation and status <> 'dead'
            """, self).Parameters.Add(new("status", stage.ToString().ToLowerInvariant()));
        batch.ExecuteNonQuery();
    }

    // Dead is who let its lease run out, or who refuses connections and has lost its session here as well.
    public bool Bury(SiloAddress silo, bool refused)
    {
        using var batch = Changing();
        var bury = Add(batch, """
            update silos set status = 'dead', changed = (select version from silo_clusters where cluster = @cluster)
            where cluster = @cluster and address = @address and port = @port and generation = @generation and status <> 'dead'
              and (lease_until < clock_timestamp() or @refused and not exists (select from pg_stat_activity where pid = backend))
            """, silo);
        bury.Parameters.Add(new("refused", refused));
        batch.ExecuteNonQuery();
        return bury.RecordsAffected > 0;
    }

    // It hears of it at once and stops; if it does not hear, its lease runs out.
    public void Condemn(SiloAddress silo)
    {
        using var batch = new NpgsqlBatch(_connection);
        Add(batch, "update silos set condemned = true where cluster = @cluster and address = @address and port = @port and generation = @generation", silo);
        batch.ExecuteNonQuery();
    }

    public void Dispose() => _connection.Dispose();

    NpgsqlBatch Changing()
    {
        var batch = new NpgsqlBatch(_connection);
        Add(batch, "insert into silo_clusters (cluster, version) values (@cluster, 1) on conflict (cluster) do update set version = silo_clusters.version + 1");
        return batch;
    }

    NpgsqlBatchCommand Add(NpgsqlBatch batch, string sql, SiloAddress? silo = null)
    {
        var command = new NpgsqlBatchCommand(sql) { Parameters = { new("cluster", _cluster) } };
        if (silo is not null)
        {
            command.Parameters.Add(new("address", silo.Endpoint.Address.ToString()));
            command.Parameters.Add(new("port", silo.Endpoint.Port));
            command.Parameters.Add(new("generation", silo.Generation));
        }
        batch.BatchCommands.Add(command);
        return command;
    }

    static SiloRow Row(NpgsqlDataReader row) => new(
        SiloAddress.New(System.Net.IPAddress.Parse(row.GetString(1)), row.GetInt32(2), row.GetInt32(3)), row.GetInt64(4), row.GetString(5),
        row.GetString(6), Enum.Parse<SiloStage>(row.GetString(7), ignoreCase: true), row.GetInt64(8), row.GetInt64(9), row.GetTimeSpan(10),
        [.. row.GetFieldValue<string[]>(11).Select(SiloAddress.FromParsableString)], row.GetBoolean(12), row.GetBoolean(13));
}
