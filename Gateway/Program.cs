using Platform.Gateway;

var builder = WebApplication.CreateSlimBuilder(args);
builder.AddGateway();
// One line of JSON an event, for programs that gather logs.
if (builder.Environment.IsProduction())
    builder.Logging.AddJsonConsole(line => (line.IncludeScopes, line.UseUtcTimestamp, line.TimestampFormat) = (true, true, "O"));

var app = builder.Build();
app.MapGateway();
await app.RunAsync();
