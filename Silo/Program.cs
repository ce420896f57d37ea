using Platform.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddSilo();
// One line of JSON an event, for programs that gather logs.
if (builder.Environment.IsProduction())
    builder.Logging.AddJsonConsole(line => (line.IncludeScopes, line.UseUtcTimestamp, line.TimestampFormat) = (true, true, "O"));
var app = builder.Build();
app.MapSilo();
await app.RunAsync();
