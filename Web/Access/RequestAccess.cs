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
sealed class RequestAccess(IGrainFactory grains, IRequestQueries queries, AccessLog looks, TimeProvider clock)
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
            contact.Language ?? tenant.Settings.Languages[0], asked.Subject ?? contact.Subject ?? "", asked.Description ?? contact.Body ?? "",
            tenant.Settings.Calendar.TimeZone));
    }

    /// <summary>Changes a request that the caller sees.</summary>
    public async Task<Outcome<RequestReceipt>> Change(
        Caller caller, RequestId id, Func<IRequestGrain, RequestView, Task<Outcome<RequestReceipt>>> change)
    {
        var seen = await Seen(caller, id);
        return seen.Refusal is { } refusal ? refusal : await change(grains.Request(caller.Tenant, id), seen.Value!);
    }

    /// <summary>Whether a caller sees a request, without a look that is recorded.</summary>
    public async Task<bool> Sees(Caller caller, RequestId id) => (await Seen(caller, id)).Refusal is null;

    /// <summary>Hands a request to another service of the authority, whatever wall that one stands behind (F17).</summary>
    public Task<Outcome<RequestReceipt>> Transfer(
        Caller caller, TenantView tenant, RequestId id, string commandId, ServiceId service, string? note, long? seen) =>
        Change(caller, id, async (request, _) => tenant.Service(service) is { } there
            ? await request.Transfer(new(commandId, caller.Actor, there.Id, there.Sector, note, seen))
            : new NoSuchService());

    /// <summary>Tells two requests, both of which the caller sees, that they belong together.</summary>
    public Task<Outcome<RequestReceipt>> Link(Caller caller, RequestId id, RequestId other, string commandId) =>
        Change(caller, id, async (request, view) =>
        {
            var seen = await Seen(caller, other);
            if (seen.Refusal is { } refusal)
                return refusal;
            var linked = await request.Link(new(commandId, caller.Actor, new(other, seen.Value!.Number)));
            return await AndLink(linked, $"link/{id}/{other}", caller, other, new(id, view.Number));
        });

    /// <summary>Ends a request in favour of an older one, both of which the caller sees. The one that goes on is linked with it.</summary>
    public Task<Outcome<RequestReceipt>> Merge(Caller caller, RequestId id, RequestId into, string commandId) =>
        Change(caller, id, async (request, view) =>
        {
            if ((await Seen(caller, into)).Refusal is { } refusal)
                return refusal;
            var merged = await request.Merge(new(commandId, caller.Actor, into));
            return await AndLink(merged, $"merge/{id}/{into}", caller, into, new(id, view.Number));
        });

    // Under an id of its own: repeated, the pair is made whole.
    async Task<Outcome<RequestReceipt>> AndLink(Outcome<RequestReceipt> done, string commandId, Caller caller, RequestId other, LinkedRequest to) =>
        done.Refusal is null && (await grains.Request(caller.Tenant, other).Link(new(commandId, caller.Actor, to))).Refusal is { } half ? half : done;

    /// <summary>Why a contact cannot join a request; null where it can.</summary>
    public async Task<Refusal?> CannotAttach(Caller caller, RequestId id)
    {
        var seen = await Seen(caller, id);
        return seen.Refusal ?? (seen.Value is { ClosedAt: { } at } ? new AlreadyClosed(at) : null);
    }

    /// <summary>A recorded contact joins a request; repeated, it joins once.</summary>
    public Task<Outcome<RequestReceipt>> Attach(Caller caller, RequestId id, AttachedContact contact) =>
        Change(caller, id, (request, _) => request.Attach(new($"attach/{id}/{contact.Citizen}/{contact.Version}", caller.Actor, contact)));

    /// <summary>Someone with the name that lists know of them; the caller where nobody is named.</summary>
    public async Task<Actor> Named(Caller caller, Actor? who, CancellationToken cancellation = default) =>
        who is null || who.Subject == caller.Subject ? caller.Actor
        : who.Name is not null ? who
        : (await queries.Colleagues(caller.Tenant, cancellation)).FirstOrDefault(one => one.Subject == who.Subject) is { Name: { } name } ? who with { Name = name }
        : who;

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
