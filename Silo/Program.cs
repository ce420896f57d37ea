using Platform.Silo.Hosting;

var builder = WebApplication.CreateBuilder(args);
// The thread that reads a request also runs it, until it waits. Not the one that polls all sockets, as in the gateway
// (DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS): Orleans' probes between silos would wait behind whatever it runs.
builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
builder.AddSilo();
// One line of JSON an event, for programs that gather logs.
if (builder.Environment.IsProduction())
    builder.Logging.AddJsonConsole(line => (line.IncludeScopes, line.UseUtcTimestamp, line.TimestampFormat) = (true, true, "O"));
var app = builder.Build();
app.MapSilo();
await app.RunAsync();
