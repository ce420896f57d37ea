namespace Platform.Tests.Gateway;

/// <summary>Waits for a fact, with a deadline.</summary>
static class Eventually
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static Task Holds(Func<bool> fact) => Holds(() => Task.FromResult(fact()));

    public static async Task Holds(Func<Task<bool>> fact)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (!await fact())
            await Task.Delay(20, deadline.Token);
    }
}
