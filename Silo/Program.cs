using Platform.Hosting;

var builder = WebApplication.CreateBuilder(args);
builder.AddSilo();
var app = builder.Build();
app.MapSilo();
await app.RunAsync();
