using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Platform.Gateway.Contracts;
using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Tests.Web.Api;
using Platform.Web.Access;
using Platform.Web.Problems;

namespace Platform.Tests.Web.Access;

/// <summary>Who may what, written out: route x role x tenant. A route that is not here fails.</summary>
[Collection(SiloCollection.Name)]
public sealed class AuthorizationMatrixTests(SiloFixture silo)
{
    const string Everybody = "visitor citizen first-level agent supervisor administrator operations machine "
        + "contacts:write citizens:read citizens:write requests:read requests:write tenant:write";

    static readonly string[] Askers = [.. Everybody.Split(' '), "gateway"];

    static readonly Dictionary<string, string> Matrix = new()
    {
        ["POST /api/contacts"] = "first-level agent supervisor contacts:write",
        ["POST /api/contacts/batch"] = "first-level agent supervisor contacts:write",
        ["GET /api/citizens"] = "agent supervisor citizens:read",
        ["POST /api/citizens/search"] = "agent supervisor citizens:read",
        ["GET /api/citizens/{id:citizen}"] = "agent supervisor citizens:read",
        ["GET /api/citizens/{id:citizen}/history"] = "agent supervisor citizens:read",
        ["GET /api/citizens/{id:citizen}/accesses"] = "supervisor administrator",
        ["POST /api/citizens/{id:citizen}/notes"] = "agent supervisor citizens:write",
        ["POST /api/citizens/{id:citizen}/merge"] = "agent supervisor citizens:write",
        ["POST /api/citizens/{id:citizen}/corrections"] = "agent supervisor citizens:write",
        ["POST /api/citizens/{id:citizen}/consents"] = "agent supervisor citizens:write",
        ["GET /api/requests"] = "agent supervisor requests:read",
        ["GET /api/requests/{id:request}"] = "agent supervisor requests:read",
        ["POST /api/requests"] = "agent supervisor requests:write",
        ["POST /api/requests/{id:request}/assign"] = "agent supervisor requests:write",
        ["POST /api/requests/{id:request}/transfer"] = "agent supervisor requests:write",
        ["POST /api/requests/{id:request}/priority"] = "agent supervisor requests:write",
        ["POST /api/requests/{id:request}/ask"] = "agent supervisor requests:write",
        ["POST /api/requests/{id:request}/links"] = "agent supervisor requests:write",
        ["POST /api/requests/{id:request}/merge"] = "agent supervisor requests:write",
        ["POST /api/requests/{id:request}/notes"] = "agent supervisor requests:write",
        ["POST /api/requests/{id:request}/answer"] = "agent supervisor requests:write",
        ["POST /api/requests/{id:request}/close"] = "agent supervisor requests:write",
        ["POST /api/requests/{id:request}/reopen"] = "agent supervisor requests:write",
        ["GET /api/tracking/{code}"] = Everybody,
        ["POST /api/tracking"] = Everybody,
        ["GET /api/services"] = Everybody,
        ["GET /api/services/{id:service}"] = Everybody,
        ["GET /api/tenants"] = Everybody,
        ["GET /api/tenants/{id:tenant}"] = Everybody,
        ["GET /api/openapi.json"] = Everybody,
        ["GET /api/errors"] = Everybody,
        ["GET /api/docs"] = Everybody,
        ["GET /api/operations"] = "operations",
        ["GET /api/operations/orders"] = "operations",
        ["POST /api/operations/orders"] = "operations",
        ["GET /edge/directory"] = "gateway",
        ["POST /edge/figures"] = "gateway",
        ["GET /edge/silos"] = "gateway",
        ["GET /edge/sessions/ended"] = "gateway",
        ["POST /edge/sessions/ended"] = "gateway",
        ["POST /measurement/contacts"] = "first-level agent supervisor contacts:write",
        ["POST /measurement/memory"] = "first-level agent supervisor contacts:write",
    };

    IEnumerable<string> Routes => silo.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(endpoint => Problem.IsForPrograms("/" + endpoint.RoutePattern.RawText!.TrimStart('/')))
        .SelectMany(endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"],
            (endpoint, method) => $"{method} /{endpoint.RoutePattern.RawText!.Trim('/')}");

    [Fact]
    public void EveryRouteStandsInTheMatrix() => Assert.Equal(Matrix.Keys.Order(), Routes.Distinct().Order());

    [Fact]
    public async Task EachIsLetInWhereTheMatrixSaysAndNowhereElse()
    {
        var town = await silo.Town();
        var wrong = new List<string>();
        foreach (var (route, holders) in Matrix)
            foreach (var asker in Askers)
            {
                var heard = await Ask(Named(town, asker), route, "01900000-0000-7000-8000-000000000000");
                var refused = (int)heard.Status is 401 or 403;
                if (refused == holders.Split(' ').Contains(asker))
                    wrong.Add($"{route} for {asker}: {(refused ? "refused" : "let in")}");
            }
        Assert.Empty(wrong);
    }

    [Fact]
    public async Task WhatBelongsToAnotherTenantDoesNotExist()
    {
        var (mine, theirs) = (await silo.Town(), await silo.Town());
        var contact = (await theirs.Program.Calls("ada@exemple.fr")).Is(201);
        var request = (await theirs.Program.Post("/api/requests", new { citizen = contact["citizen"], contact = 1, service = "voirie" })).Is(201)["request"]!;
        foreach (var route in Matrix.Keys.Where(route => route.Contains("{id:", StringComparison.Ordinal) && !route.Contains("/accesses") && !route.Contains(":service}")))
        {
            var id = route.Contains(":citizen}") ? contact["citizen"]! : route.Contains(":request}") ? request : theirs.Id.Value;
            Assert.Equal(404, (int)(await Ask(mine.Supervisor, route, id)).Status);
        }
        // Who looks is not told who else looked there.
        Assert.Empty((await mine.Supervisor.Get($"/api/citizens/{contact["citizen"]}/accesses")).Is(200).Items);
        Assert.Equal("2", (await theirs.Program.Get($"/api/citizens/{contact["citizen"]}"))["version"]);
    }

    [Fact]
    public void EveryPageDeclaresWhoMay() => Assert.Empty(typeof(Permission).Assembly.GetTypes()
        .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(PageModel)) && !type.IsDefined(typeof(Microsoft.AspNetCore.Authorization.AuthorizeAttribute), inherit: true))
        .Select(type => type.FullName));

    [Fact]
    public async Task AnEndpointThatDeclaresNothingIsDeniedToEverybody()
    {
        var fallback = await silo.Services.GetRequiredService<Microsoft.AspNetCore.Authorization.IAuthorizationPolicyProvider>().GetFallbackPolicyAsync();
        var authorization = silo.Services.GetRequiredService<Microsoft.AspNetCore.Authorization.IAuthorizationService>();
        foreach (var role in typeof(Roles).GetFields().Select(static role => (string)role.GetValue(null)!))
            Assert.False((await authorization.AuthorizeAsync(new Caller(TenantId.Parse("t-1"), "x", role).Principal, null, fallback!.Requirements)).Succeeded);
    }

    [Fact]
    public void EveryEndpointNamesAPolicyOrIsOpenToWatchers() => Assert.All(
        silo.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(static endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>() is null),
        static endpoint => Assert.True(
            endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.Authorization.IAuthorizeData>()?.Policy is { } policy && Permission.Holders.ContainsKey(policy)
            || endpoint.RoutePattern.RawText is "/alive" or "/health" or "/metrics",
            $"{endpoint.RoutePattern.RawText} names no policy."));

    static ApiClient Named(TestTenant town, string asker) => asker switch
    {
        "first-level" => town.Agent(),
        "agent" => town.Agent("cadre-de-vie"),
        "machine" => town.Machine(),
        _ when asker.Contains(':') => town.Machine(asker),
        "gateway" => town.As(Roles.Gateway),
        _ => town.As(asker, asker is Roles.Visitor ? "visitor" : "agent:x"),
    };

    static Task<ApiResponse> Ask(ApiClient asker, string route, string id)
    {
        var (method, path) = (route.Split(' ')[0], route.Split(' ')[1]);
        path = System.Text.RegularExpressions.Regex.Replace(path, @"\{[^}]+\}", id);
        return method == "GET" ? asker.Get(path) : asker.Post(path, Body(path));
    }

    // Well formed, so that nothing but who asks, and of whom, decides.
    static object Body(string path) => path[(path.LastIndexOf('/') + 1)..] switch
    {
        "merge" when path.Contains("/requests/") => new { request = "01900000-0000-7000-8000-000000000000" },
        "links" => new { request = "01900000-0000-7000-8000-000000000000" },
        "transfer" => new { service = "voirie" },
        "priority" => new { priority = "high" },
        "ask" => new { colleague = "agent:x", question = "?" },
        "merge" => new { into = "01900000-0000-7000-8000-000000000000" },
        "consents" => new { purpose = "reminders", given = true },
        "corrections" => new { name = "Eve" },
        "search" => new { q = "eve" },
        "tracking" => new { code = "x" },
        "assign" => new { },
        "close" or "reopen" => new { reason = "r" },
        "requests" => new { citizen = "01900000-0000-7000-8000-000000000000", contact = 1, service = "voirie" },
        "contacts" => new { citizen = new { email = "eve@exemple.fr" }, channel = "web", subject = "s" },
        "batch" => new StringContent("{}", null, "application/x-ndjson"),
        _ => new { text = "t" },
    };
}
