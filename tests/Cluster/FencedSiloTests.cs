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
        var (other, otherLine) = Request();
        await new Fence(_ => Task.CompletedTask, new Register { Fence = fence.Token }).Invoke(context);
        var waiting = new Fence(_ => otherLine.Cut, new Register { Fence = fence.Token }).Invoke(other);
        await fence.CancelAsync();
        await waiting.WaitAsync(TimeSpan.FromSeconds(5), TestContext.Current.CancellationToken);
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
