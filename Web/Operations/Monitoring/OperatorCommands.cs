using Platform.Gateway.Contracts;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Operations;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Interfaces.Tenants;
using Platform.Web.Access;
using Platform.Web.Problems;
using Platform.Web.Serialization;

namespace Platform.Web.Operations.Monitoring;

/// <summary>Carries orders out: the one way of the page and of the API. An order is kept before anything is done, and what became of it after.</summary>
sealed class OperatorCommands(
    IOperatorCommandStore orders, ISiloDirectory silos, IDeadLetters letters, IGrainFactory grains, ITenantCache tenants, ClusterMonitor watch, TimeProvider clock)
{
    /// <summary>Carries an order out. Sent again under its command, it is not carried out again.</summary>
    /// <exception cref="JournalUnavailableException">Nobody knows what became of it: send it again.</exception>
    public async Task<Outcome<OperatorCommand>> Execute(
        Caller by, string command, OperatorCommandKind kind, string subject, CommandParameters terms, CancellationToken cancellation)
    {
        if (Check(kind, subject, terms) is { } refused)
            return refused;
        var asked = new OperatorCommand(command, kind, subject, terms with { Name = by.Name }, by.Subject, clock.GetUtcNow());
        var kept = await orders.Keep(asked, cancellation);
        if ((kept.Kind, kept.Subject, kept.Terms) != (asked.Kind, asked.Subject, asked.Terms))
            return new CommandReused();
        if (kept.Outcome is not null)
            return kept;
        // Who closes the page does not stop half an order.
        var refusal = await Do(kept, by.Actor, CancellationToken.None);
        var outcome = refusal is null ? OperatorCommand.Done : Problem.CodeOf(refusal);
        await orders.Settle(command, outcome, CancellationToken.None);
        await watch.Look(CancellationToken.None);
        return refusal is null ? kept with { Outcome = outcome } : refusal;
    }

    /// <summary>Why an order makes no sense, or null.</summary>
    public Refusal? Check(OperatorCommandKind kind, string subject, CommandParameters terms) => kind switch
    {
        OperatorCommandKind.Drain => CheckSilo(subject),
        OperatorCommandKind.StopIntake or OperatorCommandKind.ResumeIntake => Known(subject) is null ? new NoSuchTenant() : null,
        OperatorCommandKind.DeclareCrisis or OperatorCommandKind.EndCrisis when subject != OperatorCommand.Everyone && Known(subject) is null => new NoSuchTenant(),
        OperatorCommandKind.DeclareCrisis => terms.Factor is null ? BodyErrors.Missing("factor") : null,
        OperatorCommandKind.Replay => long.TryParse(subject, out var letter) && letter > 0 ? null : new NotAcceptable("subject", new(
            "Une lettre est désignée par son numéro.", "A letter is named by its number.")),
        OperatorCommandKind.Announce => terms is { PerDay: >= 1 and <= 1_000_000_000, Peak: >= 1 and <= 10_000 } ? null : new NotAcceptable("perDay", new(
            "Annoncez de 1 à 1 000 000 000 de contacts par jour, et une pointe de 1 à 10 000 fois la moyenne.",
            "Announce 1 to 1,000,000,000 contacts a day, and a peak of 1 to 10,000 times the mean.")),
        _ => null,
    };

    Refusal? CheckSilo(string name)
    {
        var live = silos.List().Silos;
        return live.All(silo => silo.Name != name) ? new NoSuchSilo()
            : live.Any(silo => silo.Name == name && silo.Draining) || live.Any(silo => silo.Name != name && !silo.Draining) ? null
            : new LastSilo();
    }

    async Task<Refusal?> Do(OperatorCommand order, Actor by, CancellationToken cancellation)
    {
        switch (order.Kind)
        {
            case OperatorCommandKind.Drain:
                return await silos.Drain(order.Subject, cancellation) ? null : new NoSuchSilo();
            case OperatorCommandKind.Replay:
                var replay = await letters.Replay(long.Parse(order.Subject, null), cancellation);
                return replay.Done ? null : new NotReplayed(replay.Reason ?? "?");
            case OperatorCommandKind.Announce or OperatorCommandKind.Withdraw:
                return null;
            default:
                return await Tell(order, by, cancellation);
        }
    }

    // A state of a tenant is a fact of that tenant: silos and gateways hear of it as of every other.
    async Task<Refusal?> Tell(OperatorCommand order, Actor by, CancellationToken cancellation)
    {
        var told = order.Subject == OperatorCommand.Everyone ? tenants.All.Select(tenant => tenant.Id) : [TenantId.Parse(order.Subject)];
        Refusal? refusal = null;
        foreach (var tenant in told.ToList())
        {
            using var scope = TenantScope.Enter(tenant);
            refusal = (await Tell(grains.Tenant(tenant), order, by)).Refusal ?? refusal;
        }
        await tenants.Refresh(cancellation);
        return refusal;
    }

    static Task<Outcome<TenantVersion>> Tell(ITenantGrain tenant, OperatorCommand order, Actor by) => order.Kind switch
    {
        OperatorCommandKind.StopIntake => tenant.StopIntake(new(order.Command, by, order.Terms.Message)),
        OperatorCommandKind.ResumeIntake => tenant.ResumeIntake(new(order.Command, by)),
        OperatorCommandKind.DeclareCrisis => tenant.DeclareCrisis(new(order.Command, by, order.Terms.Factor!.Value, order.Terms.Message)),
        _ => tenant.EndCrisis(new(order.Command, by)),
    };

    TenantView? Known(string subject) => TenantId.TryParse(subject, null, out var tenant) ? tenants.Find(tenant) : null;
}
