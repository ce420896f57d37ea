using Platform.Access;
using Platform.Errors;

namespace Platform.Silos;

/// <summary>Sends away whoever asks a silo that may not go on: the gateway asks another then, which serves the same citizens. Who comes is told
/// 503; so are those who wait for a grain. Who waits for something else, a database that cannot be reached, loses the connection.</summary>
sealed class Fence(RequestDelegate next, ISiloRegister silos)
{
    // For the answers that are just being given.
    static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(250);

    public Task Invoke(HttpContext context)
    {
        var fence = silos.Fence;
        if (!fence.CanBeCanceled || context.GetEndpoint()?.Metadata.GetMetadata<RequiresAttribute>()?.Permission is Permission.Unsigned)
            return next(context);
        return fence.IsCancellationRequested ? Problem.Starting.Answer(context) : Pass(context, fence);
    }

    async Task Pass(HttpContext context, CancellationToken fence)
    {
        using var late = new CancellationTokenSource();
        using var ending = late.Token.UnsafeRegister(static asked => ((HttpContext)asked!).Abort(), context);
        using var falling = fence.UnsafeRegister(static late => ((CancellationTokenSource)late!).CancelAfter(Grace), late);
        await next(context);
    }
}
