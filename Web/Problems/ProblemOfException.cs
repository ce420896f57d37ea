using System.Data.Common;
using Platform.Grains.Interfaces.Contracts;

namespace Platform.Web.Problems;

sealed partial record Problem
{
    /// <summary>The problem that an exception is to the outside: an outage, a limit, or our fault.</summary>
    public static Problem Of(Exception exception) => exception switch
    {
        JournalUnavailableException or DbException { IsTransient: true } => JournalAway,
        LimitExceededException or TimeoutException or SiloUnavailableException or OrleansMessageRejectionException => Busy,
        // An activation that took too long is cancelled by Orleans. Where the client left, ASP.NET Core answers 499 itself.
        OperationCanceledException => Busy,
        // A partition of the grain directory that moves says so by the plain exception.
        _ when exception.GetType() == typeof(OrleansException) => Busy,
        BadHttpRequestException { StatusCode: var status } => OfStatus(status) ?? CutShort,
        _ => OurFault,
    };
}
