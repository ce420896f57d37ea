namespace Platform.Gateway.Forwarding;

/// <summary>How much may be sent twice: a fifth of what was asked lately, so that repeating never doubles an overload.</summary>
/// <remarks>Finagle's retry budget (RetryBudget, 20 %). Its purse holds about what waits at a silo that dies at full load.</remarks>
sealed class RetryBudget
{
    const int Price = 5, Purse = 2_000 * Price;

    int _coins = Purse;

    /// <summary>A request came.</summary>
    public void Deposit()
    {
        if (Volatile.Read(ref _coins) < Purse)
            Interlocked.Increment(ref _coins);
    }

    /// <summary>One may be sent again.</summary>
    public bool TryWithdraw()
    {
        if (Interlocked.Add(ref _coins, -Price) >= 0)
            return true;
        Interlocked.Add(ref _coins, Price);
        return false;
    }
}
