using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Requests;
using Platform.Grains.Interfaces.Services;
using Platform.Grains.Interfaces.Tenants;
using Platform.Web.Access;

namespace Platform.Web.Portal.Tracking;

/// <summary>Where a request stands, as whoever holds its code may know it (F33): no name, no demand, nothing of colleagues.</summary>
sealed record Tracked(
    string Number, RequestStatus Status, ServiceId Service, LocalText? ServiceName, DateTimeOffset OpenedAt, DateTimeOffset? ClosedAt, TrackedAnswer? Answer)
{
    /// <summary>When someone first took it up; null before.</summary>
    public DateTimeOffset? TakenAt { get; init; }

    /// <summary>Why it was closed, where it was closed with a reason: the citizen reads it (F31).</summary>
    public string? Reason { get; init; }

    /// <summary>Every answer, oldest first.</summary>
    public IReadOnlyList<TrackedAnswer> Answers { get; init; } = [];

    /// <summary>It went to another service, which answers now; null where it never did (F18).</summary>
    public DateTimeOffset? TransferredAt { get; init; }

    /// <summary>When an answer is promised; null where none is owed.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>The number of their older request that goes on in its place, or null.</summary>
    public string? MergedInto { get; init; }
}

/// <summary>The answer, under the agent's name and service (F21).</summary>
sealed record TrackedAnswer(string? Text, string? Agent, string? Service, DateTimeOffset At);

/// <summary>Finds a request by its tracking code, for API and pages.</summary>
sealed class RequestTracking(IRequestQueries requests, IGrainFactory grains)
{
    /// <summary>What the holder of a code may know; null where the code leads nowhere in this tenant.</summary>
    public async Task<Tracked?> Find(TenantView tenant, string code, CancellationToken cancellation) =>
        await requests.FindByTrackingCode(tenant.Id, code, cancellation) is { } id
            && (await grains.Request(tenant.Id, id).Read()).Value is { } request
            ? new(request.Number, request.Status, request.Service, tenant.Service(request.Service)?.Name,
                request.OpenedAt, request.ClosedAt,
                request.Answer is { } answer ? Shown(answer) : null)
            {
                TakenAt = request.Steps.FirstOrDefault(line => line.Type is "request-assigned")?.At,
                Reason = request.ClosedAt is null ? null : request.Steps.LastOrDefault(line => line.Type is "request-closed")?.Text,
                Answers = [.. request.Answers.Select(Shown)],
                TransferredAt = request.Steps.LastOrDefault(line => line.Type is "request-transferred")?.At,
                DueAt = request.DueAt,
                MergedInto = request.MergedInto?.Number,
            }
            : null;

    static TrackedAnswer Shown(RequestAnswer answer) => new(answer.Text, answer.By.Name, answer.By.Service, answer.At);
}
