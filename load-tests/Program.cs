using Microsoft.AspNetCore.Builder;
var app = WebApplication.Create(args); app.Run();
