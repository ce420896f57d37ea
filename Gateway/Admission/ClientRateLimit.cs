using System.Threading.RateLimiting;
using Platform.Gateway.Configuration;
using Platform.Gateway.Contracts;

namespace Platform.Gateway.Admission;

/// <summary>Limits what one client may ask: by account where somebody signed in, else by address; forms and codes of strangers more narrowly.</summary>
/// <remarks>Hundreds of agents behind the one address of a town hall are as many accounts. A program with a key of the tenant is not limited
/// here but by its tenant's rate (<see cref="TenantRateLimit"/>), so that a contact by API costs nothing more. Buckets that are full again
/// are forgotten by the framework.</remarks>
sealed class ClientRateLimit : IDisposable
{
    // What a page loads at once, and a person who clicks quickly, is no flood.
    const int BurstSeconds = 5;

    readonly PartitionedRateLimiter<Partition> _limiter;

    public ClientRateLimit(GatewaySettings settings) => _limiter = PartitionedRateLimiter.Create<Partition, Partition>(partition => partition.Kind switch
    {
        Kind.Account => Bucket(partition, settings.AccountPerSecond, TimeSpan.FromSeconds(1), BurstSeconds),
        Kind.Address => Bucket(partition, settings.ClientPerSecond, TimeSpan.FromSeconds(1), BurstSeconds),
        Kind.Forms => Bucket(partition, settings.FormsPerMinute, TimeSpan.FromMinutes(1), 1),
        _ => Bucket(partition, settings.CodesPerMinute, TimeSpan.FromMinutes(1), 1),
    });

    /// <summary>Admits a request, or says after how many seconds the client may try again.</summary>
    public bool TryAcquire(HttpContext context, SignedContext caller, out int retryAfterSeconds)
    {
        retryAfterSeconds = 0;
        if (caller.Role is Roles.Machine)
            return true;
        var signedIn = caller.Role is not Roles.Visitor;
        var (address, account) = signedIn ? (default, $"{caller.Tenant}/{caller.Subject}") : (ClientAddress.Of(context), (string?)null);
        return TryAcquire(new(signedIn ? Kind.Account : Kind.Address, address, account), out retryAfterSeconds)
            && (!IsCodeLookUp(context.Request) || TryAcquire(new(Kind.Codes, address, account), out retryAfterSeconds))
            && (signedIn || !IsForm(context.Request) || TryAcquire(new(Kind.Forms, address, account), out retryAfterSeconds));
    }

    public void Dispose() => _limiter.Dispose();

    bool TryAcquire(Partition partition, out int retryAfterSeconds)
    {
        using var lease = _limiter.AttemptAcquire(partition);
        retryAfterSeconds = !lease.IsAcquired && lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? (int)Math.Ceiling(after.TotalSeconds) : 1;
        return lease.IsAcquired;
    }

    static bool IsForm(HttpRequest request) => HttpMethods.IsPost(request.Method) || HttpMethods.IsPut(request.Method);

    /// <summary>A look-up by tracking code, by API or page: it may be a guess.</summary>
    static bool IsCodeLookUp(HttpRequest request) => request.Path.StartsWithSegments("/api/tracking")
        || (request.Path.StartsWithSegments("/tracking") && (request.QueryString.HasValue || IsForm(request)));

    static RateLimitPartition<Partition> Bucket(Partition partition, int permits, TimeSpan period, int burst)
    {
        if (permits <= 0)
            return RateLimitPartition.GetNoLimiter(partition);
        // Given back ten times a second, or one by one where that is less: nobody waits a minute for the next form.
        var slice = TimeSpan.FromTicks(Math.Max(period.Ticks / permits, TimeSpan.TicksPerSecond / 10));
        return RateLimitPartition.GetTokenBucketLimiter(partition, _ => new()
        {
            TokenLimit = permits * burst, TokensPerPeriod = Math.Max(1, (int)(permits * slice.Ticks / period.Ticks)), ReplenishmentPeriod = slice,
            QueueLimit = 0, AutoReplenishment = false,
        });
    }

    enum Kind { Address, Account, Forms, Codes }

    readonly record struct Partition(Kind Kind, ClientAddress Address, string? Account);
}
