using System.Collections.Frozen;
using Platform.Gateway.Contracts;
using Platform.Gateway.Tenants;

namespace Platform.Gateway.SignIn;

/// <summary>A demonstration person, from the settings.</summary>
sealed record Person
{
    public required string Tenant { get; init; }
    public required string Subject { get; init; }
    public required string Name { get; init; }
    public required string Role { get; init; }
    public string? Service { get; init; }
    public string? Email { get; init; }
    public string[] Sectors { get; init; } = [];
    public string Home { get; init; } = "/";
}

/// <summary>Who may sign in where. A person who is taken off the list is out at once, whatever their cookie says.</summary>
sealed class People
{
    static readonly string[] _roles = [Roles.Citizen, Roles.Agent, Roles.Supervisor, Roles.Administrator, Roles.Operations];

    readonly FrozenDictionary<(string Tenant, string Subject), SignedIdentity> _vouched;

    public People(IConfiguration configuration, GatewaySettings settings, TimeProvider clock)
    {
        var open = configuration.GetValue("SignIn:Demonstration", false);
        All = open ? configuration.GetSection("SignIn:People").Get<Person[]>() ?? Invented() : [];
        if (All.FirstOrDefault(person => !_roles.Contains(person.Role)) is { } odd)
            throw new SettingsException($"SignIn:People: {odd.Role} is not a role of a person; choose one of {string.Join(", ", _roles)}.");
        IsOpen = open;
        _vouched = All.ToFrozenDictionary(person => (person.Tenant, person.Subject), person => new SignedIdentity(
            new(person.Tenant, person.Subject, person.Role, 0)
            {
                Name = person.Name, Service = person.Service, Sectors = person.Sectors, Email = person.Email,
            }, settings, clock));
    }

    /// <summary>Signing in is open here.</summary>
    public bool IsOpen { get; }

    public IReadOnlyList<Person> All { get; }

    public SignedIdentity? Find(string tenant, string subject) => _vouched.GetValueOrDefault((tenant, subject));

    static Person[] Invented()
    {
        using var file = typeof(People).Assembly.GetManifestResourceStream("demonstration-people.json")!;
        return new ConfigurationBuilder().AddJsonStream(file).Build().GetSection("SignIn:People").Get<Person[]>()!;
    }
}
