using Platform.Web.Problems;

namespace Platform.Web.Errors;

/// <summary>The outermost part: exceptions become problems, and so do the bare statuses of routing.</summary>
sealed class Faults(RequestDelegate next, ILogger<Faults> log)
{
    public async Task Invoke(HttpContext context)
    {
        try
        {
            await next(context);
            if (context.Response is { StatusCode: >= 400, HasStarted: false, ContentType: null } response
                && Problem.IsForPrograms(context.Request.Path)
                && Problem.OfStatus(response.StatusCode) is { } problem)
                await problem.Answer(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to answer.
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            var problem = Problem.Of(exception);
            if (problem.Status >= 500)
                Tell(exception, problem);
            context.Response.Clear();
            await problem.Answer(context);
        }
    }

    // The type and the place, never the message of a fault of ours: it may quote what a citizen wrote.
    void Tell(Exception exception, Problem problem)
    {
        if (problem == Problem.OurFault)
            log.LogError("{Code}: {Type} at {Stack}", problem.Code, exception.GetType().FullName, exception.StackTrace);
        else
            log.LogWarning("{Code}: {Type}", problem.Code, exception.GetType().FullName);
    }
}
