using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Npgsql;
using Platform.LoadTests.Load.Callers;
using Platform.LoadTests.Platforms.Postgres;

namespace Platform.Tests.LoadTests;

/// <summary>A real PostgreSQL killed under load: what <c>synchronous_commit=off</c> loses must be counted, and nothing without it.</summary>
[Trait("Speed", "Slow")]
public sealed class LostCommitTests
{
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);
    static readonly SemaphoreSlim Turn = new(1);

    [Theory]
    [InlineData("off", true)]
    [InlineData("on", false)]
    public async Task AnAsynchronousCommitLosesContacts(string synchronous, bool loses)
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var postgres = await TemporaryPostgres.Start($"synchronous_commit={synchronous}", "wal_writer_delay=10000");
        await using var database = NpgsqlDataSource.Create(postgres.ConnectionString);
        await Ask(database, "create table contacts (number bigint generated always as identity, key text primary key, tenant text, person text, subject text)");
        await using var platform = await Serve(database);
        var callers = await CallerPool.Start(
            [IPEndPoint.Parse(new Uri(platform.Urls.Single()).Authority)], "bbbb", new(3, 12) { ThinkTime = TimeSpan.FromMilliseconds(5), ReadEvery = 1000 }, Timeout, cancellation);
        await postgres.Kill();
        await postgres.Restart();
        Assert.NotNull(await callers.WaitUntilAllAnswered(System.Diagnostics.Stopwatch.GetTimestamp(), Timeout, cancellation));
        await callers.Stop();
        var verdict = await callers.Verify(cancellation);
        Assert.True(verdict.Lost > 0 == loses, $"{verdict}");
    }

    static async Task<WebApplication> Serve(NpgsqlDataSource database)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.MapPost("/api/contacts", (HttpContext context) => Try(context, () => Record(context, database)));
        app.MapGet("/api/citizens/{citizen:guid}/history", (HttpContext context, Guid citizen) => Try(context, () => Read(context, citizen, database)));
        await app.StartAsync();
        return app;
    }

    static async Task Try(HttpContext context, Func<Task> work)
    {
        // One after the other: versions are counted.
        await Turn.WaitAsync();
        try
        {
            await work();
        }
        catch (NpgsqlException)
        {
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
        finally
        {
            Turn.Release();
        }
    }

    static async Task Record(HttpContext context, NpgsqlDataSource database)
    {
        using var body = await System.Text.Json.JsonDocument.ParseAsync(context.Request.Body);
        var person = body.RootElement.GetProperty("citizen").GetProperty("email").GetString()!;
        var rows = await Ask(database, """
            with written as (insert into contacts (key, tenant, person, subject) values ($1, $2, $3, $4) on conflict do nothing returning number)
            select count(*) + (select count(*) from written) from contacts where person = $3
            and number <= coalesce((select number from contacts where key = $1), 9223372036854775807)
            """, context.Request.Headers["Idempotency-Key"].ToString(), Tenant(context), person, body.RootElement.GetProperty("subject").GetString()!);
        context.Response.StatusCode = StatusCodes.Status201Created;
        await context.Response.WriteAsJsonAsync(new { citizen = File(person), version = (long)rows[0][0] });
    }

    static async Task Read(HttpContext context, Guid citizen, NpgsqlDataSource database)
    {
        var rows = await Ask(database, "select person, subject from contacts where tenant = $1 order by number", Tenant(context));
        var lines = rows.Where(row => File((string)row[0]) == citizen).Select((row, at) => new { version = at + 1, subject = row[1] }).ToList();
        context.Response.StatusCode = lines.Count == 0 ? StatusCodes.Status404NotFound : StatusCodes.Status200OK;
        if (lines.Count > 0) await context.Response.WriteAsJsonAsync(new { items = lines, next = (string?)null });
    }

    static async Task<List<object[]>> Ask(NpgsqlDataSource database, string sql, params string[] values)
    {
        await using var command = database.CreateCommand(sql);
        foreach (var value in values) command.Parameters.AddWithValue(value);
        await using var reader = await command.ExecuteReaderAsync();
        var rows = new List<object[]>();
        while (await reader.ReadAsync())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }
        return rows;
    }

    static Guid File(string person) => new(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(person)).AsSpan(0, 16));

    static string Tenant(HttpContext context) => context.Request.Host.Host.Split('.')[0];
}
