using Platform.Grains.Interfaces.Contracts;
using Platform.Web.Problems;

namespace Platform.Tests.Web.Problems;

/// <summary>What is not a caller's fault is either an outage that ends, with a time to come back, or a fault of ours.</summary>
public sealed class ProblemOfExceptionTests
{
    public static TheoryData<Exception, int> Exceptions => new()
    {
        { new JournalUnavailableException("The database does not answer."), 503 },
        { new TimeoutException(), 503 },
        { new TaskCanceledException("An activation took too long."), 503 },
        { new SiloUnavailableException("Lost."), 503 },
        { new OrleansException("A directory partition moved."), 503 },
        { new InvalidOperationException("A bug."), 500 },
    };

    [Theory, MemberData(nameof(Exceptions), DisableDiscoveryEnumeration = true)]
    public void EachHasItsStatus(Exception exception, int status) => Assert.Equal(status, Problem.Of(exception).Status);
}
