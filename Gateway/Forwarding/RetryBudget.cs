namespace Platform.Gateway.Forwarding;

/// <summary>Limits retries to a fifth of recent requests, so that retrying cannot double an overload. Thread-safe.</summary>
/// <remarks>Finagle's retry budget (RetryBudget, 20 %). Its capacity is about what is pending at a silo that dies under full load.</remarks>
sealed class RetryBudget
{
    const int CostOfRetry = 5, Capacity = 2_000 * CostOfRetry;

    int _balance = Capacity;

    /// <summary>Counts a request.</summary>
    public void Deposit()
    {
        if (Volatile.Read(ref _balance) < Capacity)
            Interlocked.Increment(ref _balance);
    }

    /// <summary>Whether a retry is allowed; if so, it is counted.</summary>
    public bool TryWithdraw()
    {
        if (Interlocked.Add(ref _balance, -CostOfRetry) >= 0)
            return true;
        Interlocked.Add(ref _balance, CostOfRetry);
        return false;
    }
}
