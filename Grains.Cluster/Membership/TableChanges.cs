using Npgsql;

namespace Orleans.Runtime;

// Listens for changes of the table. Where it cannot, whoever polls hears of them a little later.
sealed class TableChanges : IDisposable
{
    readonly CancellationTokenSource _stop = new();

    public TableChanges(string connectionString, Action changed) => _ = Task.Run(() => Listen(connectionString, changed));

    public void Dispose() => _stop.Cancel();

    async Task Listen(string connectionString, Action changed)
    {
        var quiet = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, ApplicationName = "cluster changes", Timeout = 2 }.ConnectionString;
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await using var connection = new NpgsqlConnection(quiet);
                connection.Notification += (_, _) => changed();
                await connection.OpenAsync(_stop.Token);
                await using (var listen = new NpgsqlCommand("listen silos", connection))
                    await listen.ExecuteNonQueryAsync(_stop.Token);
                while (true)
                    await connection.WaitAsync(_stop.Token);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                await Task.Delay(500, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
