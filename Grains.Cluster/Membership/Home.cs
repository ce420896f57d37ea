namespace Orleans.Runtime;

// Where a grain lives, as this silo knows it just now: a hint for whoever could go there at once.
static class Home
{
    // The address for requests of the other silo that owns it; null where this one does, or where nobody knows.
    public static string? Elsewhere(this TableMembership membership, GrainId grain)
    {
        if (Rendezvous.Owner(grain, membership.Live) is not { } owner || owner.Equals(membership.Self))
            return null;
        foreach (var silo in membership.Rows.Living)
            if (silo.Address.Equals(owner))
                return silo.Http;
        return null;
    }
}
