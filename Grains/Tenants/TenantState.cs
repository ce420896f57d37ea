using Platform.Grains.EventSourcing;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Interfaces.Tenants;
using Platform.Grains.Validation;
using Decided = Platform.Grains.EventSourcing.Decision<Platform.Grains.Interfaces.Tenants.TenantEvent>;

namespace Platform.Grains.Tenants;

/// <summary>One authority: its settings and the keys of its machines.</summary>
public sealed record TenantState : IEventSourcedState<TenantState, TenantEvent>
{
    const int MostKeys = 100;
    const int HashLength = 64;
    const int MostFactor = 100;

    /// <inheritdoc/>
    public static TenantState Empty { get; } = new();

    /// <inheritdoc/>
    public long Version { get; init; }

    /// <summary>What it says about itself; null before it is on the platform.</summary>
    public TenantSettings? Settings { get; init; }

    /// <summary>Its machines.</summary>
    public IReadOnlyList<ApiKey> Keys { get; init; } = [];

    /// <summary>Its site is closed, or null.</summary>
    public Closure? Closed { get; init; }

    /// <summary>It is in a crisis, or null.</summary>
    public Crisis? Crisis { get; init; }

    /// <inheritdoc/>
    public TenantState At(long version) => this with { Version = version };

    /// <inheritdoc/>
    public TenantState Apply(TenantEvent fact) => fact switch
    {
        TenantConfigured configured => this with { Settings = configured.Settings },
        TenantProfileChanged changed => this with { Settings = changed.Profile.Over(Settings) },
        HostsChanged changed => this with { Settings = Settings! with { Hosts = changed.Hosts } },
        ServiceDescribed described => this with
        {
            Settings = Settings! with { Services = TenantSettingsDiff.With(Settings.Services, described.Service, described.Place) },
        },
        ServiceRemoved removed => this with { Settings = Settings! with { Services = TenantSettingsDiff.Without(Settings.Services, removed.Service) } },
        KeyIssued issued => this with { Keys = [.. Keys.Where(key => key.Name != issued.Key.Name), issued.Key] },
        KeyRevoked revoked => this with { Keys = [.. Keys.Where(key => key.Name != revoked.Name)] },
        IntakeStopped stopped => this with { Closed = new(Closed?.Since ?? stopped.At, stopped.Message) },
        IntakeResumed => this with { Closed = null },
        CrisisDeclared declared => this with { Crisis = new(Crisis?.Since ?? declared.At, declared.Factor, declared.Message) },
        CrisisEnded => this with { Crisis = null },
        _ => this,
    };

    /// <summary>Everything is set at once; what stays as it is leaves no fact.</summary>
    /// <param name="command">The settings.</param>
    /// <param name="parent">The kind of the parent named, or null where there is no such tenant.</param>
    /// <param name="now">When.</param>
    public Decided Configure(ConfigureTenant command, TenantKind? parent, DateTimeOffset now) =>
        TenantRules.Check(command.Settings, parent) is { } refused ? refused
        : Decided.Of([.. TenantSettingsDiff.Between(Settings, command.Settings, now, command.By)]);

    /// <summary>A machine is let in, or gets another key.</summary>
    public Decided Issue(IssueKey command, DateTimeOffset now)
    {
        var key = command.Key;
        if (Settings is null)
            return new NoSuchTenant();
        if (TextRules.Label("name", key.Name) is { } refused)
            return refused;
        if (key.Hash is not { Length: HashLength } || key.Hash.AsSpan().IndexOfAnyExcept("0123456789abcdef") >= 0)
            return new NotAcceptable("hash", new(
                "L'empreinte d'une clé est son SHA-256 en 64 chiffres hexadécimaux minuscules.",
                "The hash of a key is its SHA-256 in 64 lower-case hexadecimal digits."));
        if (key.Scopes.Count == 0 || key.Scopes.Except(Scopes.All).Any())
            return new NotAcceptable("scopes", new(
                $"Une clé a au moins un droit, parmi : {string.Join(", ", Scopes.All)}.",
                $"A key has at least one scope, of: {string.Join(", ", Scopes.All)}."));
        return Keys.Count >= MostKeys && Keys.All(known => known.Name != key.Name)
            ? new NotAcceptable("name", new(
                $"Cette collectivité a déjà {MostKeys} clés. Retirez-en une.", $"This authority has {MostKeys} keys already. Revoke one."))
            : new KeyIssued(now, command.By, key);
    }

    /// <summary>A machine is shut out.</summary>
    public Decided Revoke(RevokeKey command, DateTimeOffset now) =>
        Settings is null ? new NoSuchTenant()
        : Keys.All(key => key.Name != command.Name) ? Decided.Nothing
        : new KeyRevoked(now, command.By, command.Name);

    /// <summary>Its site is closed.</summary>
    public Decided Stop(StopIntake command, DateTimeOffset now) =>
        Settings is null ? new NoSuchTenant()
        : TenantRules.Message(command.Message) is { } refused ? refused
        : Closed is { } closed && closed.Message == command.Message ? Decided.Nothing
        : new IntakeStopped(now, command.By, command.Message);

    /// <summary>Its site is open again.</summary>
    public Decided Resume(ResumeIntake command, DateTimeOffset now) =>
        Settings is null ? new NoSuchTenant() : Closed is null ? Decided.Nothing : new IntakeResumed(now, command.By);

    /// <summary>A rush begins.</summary>
    public Decided Declare(DeclareCrisis command, DateTimeOffset now) =>
        Settings is null ? new NoSuchTenant()
        : command.Factor is < 1 or > MostFactor ? new NotAcceptable("factor", new(
            $"Le facteur va de 1 à {MostFactor}.", $"The factor is between 1 and {MostFactor}."))
        : TenantRules.Message(command.Message) is { } refused ? refused
        : Crisis is { } crisis && (crisis.Factor, crisis.Message) == (command.Factor, command.Message) ? Decided.Nothing
        : new CrisisDeclared(now, command.By, command.Factor, command.Message);

    /// <summary>A rush is over.</summary>
    public Decided End(EndCrisis command, DateTimeOffset now) =>
        Settings is null ? new NoSuchTenant() : Crisis is null ? Decided.Nothing : new CrisisEnded(now, command.By);
}
