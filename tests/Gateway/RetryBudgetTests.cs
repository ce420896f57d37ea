using Platform.Gateway.Forwarding;
using Platform.Grains.EventSourcing;

namespace Platform.Tests.Gateway;

public sealed class RetryBudgetTests
{
    [Fact]
    public void WhenEverythingFailsAFifthIsRetried()
    {
        var budget = new RetryBudget();
        while (budget.TryWithdraw()) { }
        var again = 0;
        for (var i = 0; i < 10_000; i++)
        {
            budget.Deposit();
            again += budget.TryWithdraw() ? 1 : 0;
        }
        Assert.Equal(2_000, again);
    }

    [Fact]
    public void TheBalanceIsCapped()
    {
        var budget = new RetryBudget();
        for (var i = 0; i < 1_000_000; i++)
            budget.Deposit();
        var again = 0;
        while (budget.TryWithdraw())
            again++;
        Assert.Equal(2_000, again);
    }
}
