using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Platform.Silos;

namespace Platform.Tests.Cluster;

/// <summary>A silo that may not go on sends whoever asks to another, also those that wait for a database that it cannot reach.</summary>
public sealed class FencedSiloTests
{
    [Fact]
    public async Task WhoWaitsIsLetGoWhenTheFenceFalls()
    {
        using var fence = new CancellationTokenSource();
        var (context, line) = Request();
        var waiting = new Fence(asked => line.Cut, new Register { Fence = fence.Token }).Invoke(context);
        Assert.False(waiting.IsCompleted);
        await fence.CancelAsync();
        await waiting.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task WhoWasAnsweredKeepsTheConnection()
    {
        using var fence = new CancellationTokenSource();
        var (context, line) = Request();
        var ((before, lineBefore), (after, lineAfter)) = (Request(), Request());
        var silo = new Fence(
            asked => asked == before ? lineBefore.Cut : asked == after ? lineAfter.Cut : Task.CompletedTask, new Register { Fence = fence.Token });
        // One who came earlier and one who came later: when both are let go, the silo has let go of all.
        Task[] waiting = [silo.Invoke(before), silo.Invoke(context), silo.Invoke(after)];
        await fence.CancelAsync();
        await Task.WhenAll(waiting).WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
        Assert.False(line.Cut.IsCompleted);
    }

    [Fact]
    public async Task WhoComesIsToldToAskAgain()
    {
        var (context, _) = Request();
        await new Fence(_ => throw new InvalidOperationException("Nobody comes here."), new Register { Fence = new(canceled: true) }).Invoke(context);
        Assert.Equal(503, context.Response.StatusCode);
        Assert.NotEmpty(context.Response.Headers.RetryAfter.ToString());
    }

    static (HttpContext, Line) Request()
    {
        var (context, line) = (new DefaultHttpContext(), new Line());
        context.Features.Set<IHttpRequestLifetimeFeature>(line);
        context.Request.Path = "/api/contacts";
        return (context, line);
    }

    sealed class Line : IHttpRequestLifetimeFeature
    {
        readonly TaskCompletionSource _cut = new();

        public Task Cut => _cut.Task;

        public CancellationToken RequestAborted { get; set; }

        public void Abort() => _cut.TrySetResult();
    }
}
