using Platform.Silo.Hosting;

var builder = WebApplication.CreateBuilder(args);
// The thread that hears of a request also carries it on, until it waits. Not the one that hears of all sockets, as in the gateway
// (DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS): the lease and the signs of life would wait behind whatever it carries on (docs/decisions/0005).
builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
builder.AddSilo();
// One line of JSON an event, for programs that gather logs.
if (builder.Environment.IsProduction())
    builder.Logging.AddJsonConsole(line => (line.IncludeScopes, line.UseUtcTimestamp, line.TimestampFormat) = (true, true, "O"));
var app = builder.Build();
app.MapSilo();
await app.RunAsync();
