using Platform.Access;
using Platform.Errors;

namespace Platform.Silos;

/// <summary>Sends away whoever asks a silo that may not go on: the gateway asks another then, which serves the same citizens. Who comes is told
/// 503; so are those who wait for a grain. Who waits for something else, a database that cannot be reached, loses the connection.</summary>
sealed class Fence(RequestDelegate next, ISiloRegister silos)
{
    // For the answers that are just being given.
    static readonly TimeSpan Grace = TimeSpan.FromMilliseconds(50);

    volatile Falling? _falling;

    public Task Invoke(HttpContext context)
    {
        var fence = silos.Fence;
        if (!fence.CanBeCanceled || context.GetEndpoint()?.Metadata.GetMetadata<RequiresAttribute>()?.Permission is Permission.Unsigned)
            return next(context);
        return fence.IsCancellationRequested ? Problem.Starting.Answer(context) : Pass(context, Late(fence));
    }

    async Task Pass(HttpContext context, CancellationToken late)
    {
        using var ending = late.UnsafeRegister(static asked => ((HttpContext)asked!).Abort(), context);
        await next(context);
    }

    // One for each fence and not for each request. Where two make it at once, both fall.
    CancellationToken Late(CancellationToken fence)
    {
        if (_falling is not { } falling || falling.Fence != fence)
        {
            _falling = falling = new(fence, new());
            fence.UnsafeRegister(static late => ((CancellationTokenSource)late!).CancelAfter(Grace), falling.Late);
        }
        return falling.Late.Token;
    }

    sealed record Falling(CancellationToken Fence, CancellationTokenSource Late);
}
