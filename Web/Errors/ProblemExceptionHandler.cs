using Microsoft.AspNetCore.Diagnostics;
using Platform.Web.Problems;

namespace Platform.Web.Errors;

/// <summary>An exception becomes a problem.</summary>
sealed class ProblemExceptionHandler(ILogger<ProblemExceptionHandler> log) : IExceptionHandler
{
    public async ValueTask<bool> TryHandleAsync(HttpContext httpContext, Exception exception, CancellationToken cancellationToken)
    {
        var problem = Problem.Of(exception);
        if (problem.Status >= 500)
            Log(exception, problem);
        await problem.Answer(httpContext);
        return true;
    }

    // The type and the place, never the message of a fault of ours: it may quote what a citizen wrote.
    void Log(Exception exception, Problem problem)
    {
        if (problem == Problem.OurFault)
            log.LogError("{Code}: {Type} at {Stack}", problem.Code, exception.GetType().FullName, exception.StackTrace);
        else
            log.LogWarning("{Code}: {Type}", problem.Code, exception.GetType().FullName);
    }
}
