namespace Platform.Grains.Interfaces.Operations;

/// <summary>Tells every silo that something changed which each keeps in memory.</summary>
public interface ISiloNotices
{
    /// <summary>Tells all, this one too, and returns at once. A hint: it may be lost, and every silo reads again by itself after seconds.</summary>
    void Publish(SiloNotice notice);
}

/// <summary>What changed.</summary>
[Alias("silo-notice")]
public enum SiloNotice
{
    /// <summary>The settings of a tenant: <see cref="Tenants.ITenantCache"/>.</summary>
    TenantChanged,

    /// <summary>The sessions that were signed out: <see cref="IRevokedSessionStore"/>.</summary>
    SessionRevoked,
}
