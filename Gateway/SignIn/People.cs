using System.Collections.Frozen;
using Platform.Gateway.Configuration;
using Platform.Gateway.Contracts;
using Platform.Gateway.Identity;

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

/// <summary>Who may sign in where. Rights are looked up for each request: a person who is taken off the list is out at once.</summary>
sealed class People
{
    static readonly string[] _roles = [Roles.Citizen, Roles.Agent, Roles.Supervisor, Roles.Administrator, Roles.Operations];

    readonly FrozenDictionary<(string Tenant, string Subject), SignedIdentity> _identities;

    public People(IConfiguration configuration, GatewaySettings settings, TimeProvider clock)
    {
        IsOpen = configuration.GetValue("SignIn:Demonstration", false);
        All = IsOpen ? configuration.GetSection("SignIn:People").Get<Person[]>() ?? ReadEmbedded() : [];
        if (All.FirstOrDefault(person => !_roles.Contains(person.Role)) is { } invalid)
            throw new SettingsException($"SignIn:People: {invalid.Role} is not a role of a person; choose one of {string.Join(", ", _roles)}.");
        _identities = All.ToFrozenDictionary(person => (person.Tenant, person.Subject), person => new SignedIdentity(
            new(person.Tenant, person.Subject, person.Role, 0)
            {
                Name = person.Name, Service = person.Service, Sectors = person.Sectors, Email = person.Email,
            }, settings, clock));
    }

    /// <summary>Refuses to start where anybody could sign in as anybody, and people could be real.</summary>
    /// <exception cref="SettingsException">Demonstration sign-in is on outside the environments Development and Standalone.</exception>
    public static void CheckEnvironment(IConfiguration configuration, IHostEnvironment environment)
    {
        if (configuration.GetValue("SignIn:Demonstration", false) && !environment.IsDevelopment() && !environment.IsEnvironment("Standalone"))
            throw new SettingsException($"SignIn:Demonstration lets anybody sign in as anybody, and the environment is {environment.EnvironmentName}. "
                + "Remove it, or set ASPNETCORE_ENVIRONMENT=Development where nobody's data is real.");
    }

    /// <summary>Demonstration sign-in is enabled.</summary>
    public bool IsOpen { get; }

    public IReadOnlyList<Person> All { get; }

    public SignedIdentity? Find(string tenant, string subject) => _identities.GetValueOrDefault((tenant, subject));

    static Person[] ReadEmbedded()
    {
        using var file = typeof(People).Assembly.GetManifestResourceStream("demonstration-people.json")!;
        return new ConfigurationBuilder().AddJsonStream(file).Build().GetSection("SignIn:People").Get<Person[]>()!;
    }
}
