using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Citizens;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Services;
using Platform.Grains.Interfaces.Tenancy;
using Platform.Grains.Interfaces.Tenants;

namespace Platform.Web.Access;

/// <summary>Requests as callers meet them, by API and by pages: behind the walls of their sectors (F12), every look recorded (F13).</summary>
sealed class RequestAccess(IGrainFactory grains, AccessLog looks, TimeProvider clock)
{
    /// <summary>A request; <see cref="NoSuchRequest"/> where it stands behind a wall.</summary>
    public async Task<Outcome<RequestView>> Read(Caller caller, RequestId id, CancellationToken cancellation)
    {
        var found = await Seen(caller, id);
        if (found.Value is { } request)
            await looks.Record(caller, AccessLog.Request, request.Citizen, id, cancellation);
        return found;
    }

    /// <summary>Opens a request from a contact, whose words and way it takes over.</summary>
    public async Task<Outcome<RequestReceipt>> Open(Caller caller, TenantView tenant, string commandId, NewRequest asked)
    {
        if (tenant.Service(asked.Service) is not { } service)
            return new NoSuchService();
        var history = await grains.Citizen(tenant.Id, asked.Citizen).History(asked.Contact - 1, 1);
        if (history.Refusal is { } refusal)
            return refusal;
        if (asked.Contact < 1 || history.Value!.Items is not [{ Channel: { } channel } contact] || contact.Version != asked.Contact
            // What stands behind a wall is not carried over it; who says all of it anew, as the forms do, takes nothing over.
            || ((asked.Subject is null || asked.Description is null) && !caller.Sees(tenant, contact.Service)))
            return new NotAcceptable("contact", new(
                "Cette ligne de l'historique n'est pas un contact. Donnez la « version » d'un contact.",
                "That line of the history is no contact. Give the \"version\" of a contact."));
        return await grains.Request(tenant.Id, RequestId.New(clock.GetUtcNow())).Open(new(
            commandId, caller.Actor, asked.Citizen, asked.Contact, service.Id, service.Sector, asked.Priority, channel,
            contact.Language ?? tenant.Settings.Languages[0], asked.Subject ?? contact.Subject ?? "", asked.Description ?? contact.Body ?? ""));
    }

    /// <summary>Changes a request that the caller sees.</summary>
    public async Task<Outcome<RequestReceipt>> Change(
        Caller caller, RequestId id, Func<IRequestGrain, RequestView, Task<Outcome<RequestReceipt>>> change)
    {
        var seen = await Seen(caller, id);
        return seen.Refusal is { } refusal ? refusal : await change(grains.Request(caller.Tenant, id), seen.Value!);
    }

    /// <summary>The way by which the contact of a request came: the way of its answer where nothing else is said.</summary>
    public async Task<Channel> WayOf(TenantId tenant, RequestView request)
    {
        var history = await grains.Citizen(tenant, request.Citizen).History(request.Contact - 1, 1);
        return history.Value?.Items is [{ Channel: { } channel }] ? channel : Channel.Email;
    }

    async Task<Outcome<RequestView>> Seen(Caller caller, RequestId id)
    {
        var found = await grains.Request(caller.Tenant, id).Read();
        return found.Value is { } request && !caller.Sees(request.Sector) ? new NoSuchRequest() : found;
    }
}

/// <summary>A request to open, as a caller writes it. What is left out comes from the contact.</summary>
sealed record NewRequest(CitizenId Citizen, long Contact, ServiceId Service, Priority Priority = Priority.Normal, string? Subject = null, string? Description = null);
