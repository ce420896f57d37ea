using Platform.Hosting;

// The thread that hears of a request also carries it on, until it waits: handing it to another costs a tenth of all that is done for it
// (docs/performance.md). Here and not in the parts: beside SQLite, whose calls do not wait but block, it would be wrong.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
builder.AddSilo();
// One line of JSON an event, for programs that gather logs.
if (builder.Environment.IsProduction())
    builder.Logging.AddJsonConsole(line => (line.IncludeScopes, line.UseUtcTimestamp, line.TimestampFormat) = (true, true, "O"));
var app = builder.Build();
app.MapSilo();
await app.RunAsync();
