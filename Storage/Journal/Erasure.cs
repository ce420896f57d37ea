using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Storage.Journal;

/// <summary>What goes when a citizen is forgotten (GDPR article 17): crypto-shredding, the key is deleted. The tombstone stays, so that nothing is sealed for them again.</summary>
static class Erasure
{
    public const string Sql = """
        insert into citizen_keys (tenant, citizen, wrapped, at) values (@Tenant, @Citizen, null, @Now)
          on conflict (tenant, citizen) do update set wrapped = null, at = excluded.at where citizen_keys.wrapped is not null;
        update deadlines set due_at = null where stream in (select s.number from streams s join request_rows r
          on r.tenant = s.tenant and lower(cast(r.id as text)) = s.id where s.tenant = @Tenant and s.kind = 'request' and r.citizen = @Citizen);
        delete from citizen_rows where tenant = @Tenant and id = @Citizen;
        delete from citizen_word_rows where tenant = @Tenant and citizen = @Citizen;
        delete from contact_rows where tenant = @Tenant and citizen = @Citizen;
        update request_rows set subject = '' where tenant = @Tenant and citizen = @Citizen;
        delete from claims where tenant = @Tenant and owner = @Owner;
        delete from snapshots where stream in (select number from streams where tenant = @Tenant and kind = 'citizen' and id = @Owner);
        """;

    public static object Of(TenantId tenant, CitizenId citizen, DateTimeOffset now) =>
        new { Tenant = tenant.Value, Citizen = citizen.Value, Owner = citizen.ToString(), Now = now };
}
