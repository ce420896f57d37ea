using System.Text.Json;
using Npgsql;
using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Faults.Clients;

/// <summary>One of a hundred events cannot be deserialised by the projections, and one of some twenty requests is hostile.</summary>
/// <remarks>A database trigger corrupts the events; everything else is done over HTTP.</remarks>
sealed class PoisonMessageFault : IFault
{
    const int Requests = 200;
    const int CorruptEvery = 100;
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60);
    static readonly DemoTenant Tenant = DemoTenant.All[0];

    static readonly string[] HostileBodies =
    [
        "", "{", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", "{\"citizen\":null,\"channel\":\"phone\",\"subject\":\"x\"}",
        "{\"citizen\":{\"email\":\"a@b.example\"},\"channel\":\"telepathy\",\"subject\":\"x\"}", "{\"subject\":\"\\ud800\",\"citizen\":{},\"channel\":\"web\"}",
        $"{{\"citizen\":{{\"email\":\"a@b.example\"}},\"channel\":\"web\",\"subject\":\"{new string('x', 300_000)}\"}}", "null", "\u0000",
    ];

    const string CorruptTrigger = """
        create sequence corrupted;
        create function corrupt_event() returns trigger language plpgsql security definer as $$
        begin
          if new.type = 'request-opened' and nextval('corrupted') % 100 = 0 then new.body := '\x7b'; end if;
          return new;
        end $$;
        create trigger corrupt_event before insert on events for each row execute function corrupt_event()
        """;

    public string Name => "poison";

    public string Promise => "the rest flows; it waits in a dead-letter list with its reason";

    public async Task<FaultResult> Run(FaultSuite suite, CancellationToken cancellation)
    {
        var fault = new InjectedFault(Name, Promise, Inject) { IsRepeatable = false };
        var result = await fault.Run(suite, cancellation);
        // Its trigger stays in the database.
        await suite.DisposeSharedCluster();
        return result;
    }

    static async Task Inject(FaultRun run)
    {
        await using var database = run.OpenDatabase();
        await using (var trigger = database.CreateCommand(CorruptTrigger)) await trigger.ExecuteNonQueryAsync(run.Cancellation);
        var before = await CountFollowedEvents(database, run);
        using var http = new HttpClient { BaseAddress = new($"http://{run.Cluster.Address}") };
        for (var number = 0; number < Requests; number++)
        {
            await OpenRequest(http, run, number);
            if (number % (Requests / HostileBodies.Length) == 0) await PostHostileBody(http, run, HostileBodies[number / (Requests / HostileBodies.Length) % HostileBodies.Length]);
        }
        var (deadLetters, reason) = await WaitForDeadLetters(database, run);
        run.Require(deadLetters == Requests / CorruptEvery, $"{deadLetters} dead letters of {Requests / CorruptEvery} corrupted events");
        run.Require(deadLetters == 0 || reason?.Length > 0, "a dead letter has no reason");
        run.Note($"{deadLetters} dead letters, because of {reason}");
        var followed = await CountFollowedEvents(database, run) - before;
        run.Require(followed == Requests - (Requests / CorruptEvery), $"{followed} events were projected of {Requests - (Requests / CorruptEvery)} readable ones");
        await run.RequireRecovery(TimeSpan.FromSeconds(5), "corrupted events were in the journal");
    }

    static async Task<(long, string?)> WaitForDeadLetters(NpgsqlDataSource database, FaultRun run)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var deadLetters = 0L;
        for (var since = System.Diagnostics.Stopwatch.StartNew(); since.Elapsed < Timeout && deadLetters < Requests / CorruptEvery; await timer.WaitForNextTickAsync(run.Cancellation))
            deadLetters = await run.CountRows(database, "select count(*) from dead_letters");
        await using var reason = database.CreateCommand("select min(reason) from dead_letters");
        return (deadLetters, await reason.ExecuteScalarAsync(run.Cancellation) as string);
    }

    static Task<long> CountFollowedEvents(NpgsqlDataSource database, FaultRun run) =>
        run.CountRows(database, "select count(*) from events where type = 'request-followed' and tenant = 'saint-aubin'");

    static async Task OpenRequest(HttpClient http, FaultRun run, int number)
    {
        using var contact = await Post(http, run, "/api/contacts", $"poison-{number}",
            $"{{\"citizen\":{{\"email\":\"poison.{number % 20}@saint-aubin.example\"}},\"channel\":\"web\",\"subject\":\"Nid-de-poule\",\"service\":\"voirie\"}}");
        run.Require(contact.IsSuccessStatusCode, $"a contact among poison was answered {(int)contact.StatusCode}");
        if (!contact.IsSuccessStatusCode) return;
        using var receipt = JsonDocument.Parse(await contact.Content.ReadAsStringAsync(run.Cancellation));
        using var opened = await Post(http, run, "/api/requests", $"poison-{number}-opened",
            $"{{\"citizen\":\"{receipt.RootElement.GetProperty("citizen").GetString()}\",\"contact\":{receipt.RootElement.GetProperty("version")},\"service\":\"voirie\"}}");
        run.Require(opened.IsSuccessStatusCode, $"a request among poison was answered {(int)opened.StatusCode}");
    }

    static async Task PostHostileBody(HttpClient http, FaultRun run, string body)
    {
        using var response = await Post(http, run, "/api/contacts", null, body);
        run.Require((int)response.StatusCode is >= 400 and < 500, $"a hostile body of {body.Length} characters was answered {(int)response.StatusCode}");
    }

    static Task<HttpResponseMessage> Post(HttpClient http, FaultRun run, string path, string? key, string body)
    {
        var request = Tenant.CreateRequest(run.Cluster.Address.Port, path, body, key);
        // A body that is too large is refused before it is sent, and not in the middle of it.
        request.Headers.ExpectContinue = key is null;
        return http.SendAsync(request, run.Cancellation);
    }
}
