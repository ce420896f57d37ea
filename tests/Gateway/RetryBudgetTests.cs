using Platform.Gateway.Forwarding;
using Platform.Grains.EventSourcing;

namespace Platform.Tests.Gateway;

public sealed class RetryBudgetTests
{
    [Fact]
    public void WhereEverythingFailsAFifthIsSentAgain()
    {
        var budget = new RetryBudget();
        while (budget.TrySpend()) { }
        var again = 0;
        for (var i = 0; i < 10_000; i++)
        {
            budget.Earn();
            again += budget.TrySpend() ? 1 : 0;
        }
        Assert.Equal(2_000, again);
    }

    [Fact]
    public void WhatIsNotSpentIsNotSavedForEver()
    {
        var budget = new RetryBudget();
        for (var i = 0; i < 1_000_000; i++)
            budget.Earn();
        var again = 0;
        while (budget.TrySpend())
            again++;
        Assert.Equal(2_000, again);
    }
}
