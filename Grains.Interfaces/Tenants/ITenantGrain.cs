using Orleans.Concurrency;
using Platform.Grains.Interfaces.Contracts;

namespace Platform.Grains.Interfaces.Tenants;

/// <summary>One local authority: what it sets about itself. Never on the path of a contact: silos hold a copy of its settings.</summary>
[Alias("tenant")]
public interface ITenantGrain : IGrainWithStringKey
{
    /// <summary>Sets everything at once; also what brings an authority onto the platform. Answers the new version.</summary>
    [Alias("configure")] Task<Outcome<TenantVersion>> Configure(ConfigureTenant command);

    /// <summary>Lets a machine in, or replaces its key of the same name.</summary>
    [Alias("issue-key")] Task<Outcome<TenantVersion>> IssueKey(IssueKey command);

    /// <summary>Shuts a machine out.</summary>
    [Alias("revoke-key")] Task<Outcome<TenantVersion>> RevokeKey(RevokeKey command);

    /// <summary>Closes its site for a while.</summary>
    [Alias("stop-intake")] Task<Outcome<TenantVersion>> StopIntake(StopIntake command);

    /// <summary>Opens its site again.</summary>
    [Alias("resume-intake")] Task<Outcome<TenantVersion>> ResumeIntake(ResumeIntake command);

    /// <summary>Prepares it for a rush.</summary>
    [Alias("declare-crisis")] Task<Outcome<TenantVersion>> DeclareCrisis(DeclareCrisis command);

    /// <summary>Ends the rush.</summary>
    [Alias("end-crisis")] Task<Outcome<TenantVersion>> EndCrisis(EndCrisis command);

    /// <summary>As it stands.</summary>
    [Alias("read"), ReadOnly] Task<Outcome<TenantView>> Read();
}
