using Platform.Gateway;

// The thread that receives a request carries it on until it waits: handing it to another costs a tenth of all work of the gateway
// (docs/performance.md). Here and not in AddGateway: in a process with SQLite, whose calls block, it would be wrong.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
var builder = WebApplication.CreateSlimBuilder(args);
builder.WebHost.UseSockets(sockets => sockets.UnsafePreferInlineScheduling = true);
builder.AddGateway();
// One line of JSON for each event, for programs that collect logs.
if (builder.Environment.IsProduction())
    builder.Logging.AddJsonConsole(line => (line.IncludeScopes, line.UseUtcTimestamp, line.TimestampFormat) = (true, true, "O"));

var app = builder.Build();
app.MapGateway();
await app.RunAsync();
