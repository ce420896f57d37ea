namespace Platform.Tests.Gateway;

/// <summary>Polls a condition, with a deadline.</summary>
static class Eventually
{
    static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);

    public static Task Holds(Func<bool> condition) => Holds(() => Task.FromResult(condition()));

    public static async Task Holds(Func<Task<bool>> condition)
    {
        using var deadline = new CancellationTokenSource(Timeout);
        while (!await condition())
            await Task.Delay(20, deadline.Token);
    }
}
