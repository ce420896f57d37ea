using System.Text.Json;
using Npgsql;
using Platform.LoadTests.Platforms;

namespace Platform.LoadTests.Faults.Clients;

/// <summary>One of a hundred facts cannot be read by whoever follows the journal, and one of a hundred requests is hostile.</summary>
/// <remarks>The facts are spoilt beneath the platform, by a trigger in the database; everything else is done over HTTP.</remarks>
sealed class PoisonFault : IFault
{
    const int Requests = 200;
    const int Every = 100;
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    static readonly Tenant Town = Tenant.All[0];

    static readonly string[] Hostile =
    [
        "", "{", "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", "{\"citizen\":null,\"channel\":\"phone\",\"subject\":\"x\"}",
        "{\"citizen\":{\"email\":\"a@b.example\"},\"channel\":\"telepathy\",\"subject\":\"x\"}", "{\"subject\":\"\\ud800\",\"citizen\":{},\"channel\":\"web\"}",
        $"{{\"citizen\":{{\"email\":\"a@b.example\"}},\"channel\":\"web\",\"subject\":\"{new string('x', 300_000)}\"}}", "null", "\u0000",
    ];

    const string Spoil = """
        create sequence spoilt;
        create function spoil() returns trigger language plpgsql security definer as $$
        begin
          if new.type = 'request-opened' and nextval('spoilt') % 100 = 0 then new.body := '\x7b'; end if;
          return new;
        end $$;
        create trigger spoil before insert on events for each row execute function spoil()
        """;

    /// <inheritdoc/>
    public string Name => "poison";

    /// <inheritdoc/>
    public string Promise => "the rest flows; it waits in a dead-letter list with its reason";

    /// <inheritdoc/>
    public async Task<Row> Run(Stage stage, CancellationToken cancellation)
    {
        var strike = new StrikeFault(Name, Promise, Strike) { Repeats = false };
        var row = await strike.Run(stage, cancellation);
        // Its trigger stays in the database.
        await stage.Leave();
        return row;
    }

    static async Task Strike(Scene scene)
    {
        await using var database = scene.Database();
        await using (var spoil = database.CreateCommand(Spoil)) await spoil.ExecuteNonQueryAsync(scene.Cancellation);
        var before = await Steps(database, scene);
        using var http = new HttpClient { BaseAddress = new($"http://{scene.Cluster.Address}") };
        for (var number = 0; number < Requests; number++)
        {
            await Open(http, scene, number);
            if (number % (Requests / Hostile.Length) == 0) await Attack(http, scene, Hostile[number / (Requests / Hostile.Length) % Hostile.Length]);
        }
        var (letters, reason) = await Letters(database, scene);
        scene.Must(letters == Requests / Every, $"{letters} dead letters of {Requests / Every} spoilt facts");
        scene.Must(letters == 0 || reason?.Length > 0, "a dead letter has no reason");
        scene.Note($"{letters} dead letters, because of {reason}");
        var told = await Steps(database, scene) - before;
        scene.Must(told == Requests - (Requests / Every), $"{told} steps were told of {Requests - (Requests / Every)} sound facts");
        await scene.Back(TimeSpan.FromSeconds(5), "poison was in the journal");
    }

    static async Task<(long, string?)> Letters(NpgsqlDataSource database, Scene scene)
    {
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var letters = 0L;
        for (var since = System.Diagnostics.Stopwatch.StartNew(); since.Elapsed < Patience && letters < Requests / Every; await pace.WaitForNextTickAsync(scene.Cancellation))
            letters = await scene.Count(database, "select count(*) from dead_letters");
        await using var reason = database.CreateCommand("select min(reason) from dead_letters");
        return (letters, await reason.ExecuteScalarAsync(scene.Cancellation) as string);
    }

    static Task<long> Steps(NpgsqlDataSource database, Scene scene) =>
        scene.Count(database, "select count(*) from events where type = 'request-followed' and tenant = 'saint-aubin'");

    static async Task Open(HttpClient http, Scene scene, int number)
    {
        using var contact = await Post(http, scene, "/api/contacts", $"poison-{number}",
            $"{{\"citizen\":{{\"email\":\"poison.{number % 20}@saint-aubin.example\"}},\"channel\":\"web\",\"subject\":\"Nid-de-poule\",\"service\":\"voirie\"}}");
        scene.Must(contact.IsSuccessStatusCode, $"a contact among poison was answered {(int)contact.StatusCode}");
        if (!contact.IsSuccessStatusCode) return;
        using var receipt = JsonDocument.Parse(await contact.Content.ReadAsStringAsync(scene.Cancellation));
        using var opened = await Post(http, scene, "/api/requests", $"poison-{number}-opened",
            $"{{\"citizen\":\"{receipt.RootElement.GetProperty("citizen").GetString()}\",\"contact\":{receipt.RootElement.GetProperty("version")},\"service\":\"voirie\"}}");
        scene.Must(opened.IsSuccessStatusCode, $"a request among poison was answered {(int)opened.StatusCode}");
    }

    static async Task Attack(HttpClient http, Scene scene, string body)
    {
        using var answer = await Post(http, scene, "/api/contacts", null, body);
        scene.Must((int)answer.StatusCode is >= 400 and < 500, $"a hostile body of {body.Length} characters was answered {(int)answer.StatusCode}");
    }

    static Task<HttpResponseMessage> Post(HttpClient http, Scene scene, string path, string? key, string body)
    {
        var request = Town.Ask(scene.Cluster.Address.Port, path, body, key);
        // A body that is far too large is refused before it is sent, and not in the middle of it.
        request.Headers.ExpectContinue = key is null;
        return http.SendAsync(request, scene.Cancellation);
    }
}
