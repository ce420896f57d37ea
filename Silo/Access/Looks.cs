using Platform.Citizens;
using Platform.Requests;
using Platform.Storage;

namespace Platform.Access;

/// <summary>Records who looks at what, before it is shown (F13).</summary>
sealed class Looks(IAccessRegister register, TimeProvider clock)
{
    /// <summary>The file was among what a search showed.</summary>
    public const string Search = "search";

    /// <summary>The file was read.</summary>
    public const string File = "file";

    /// <summary>A page of its history was read.</summary>
    public const string History = "history";

    /// <summary>A request of theirs was read.</summary>
    public const string Request = "request";

    /// <summary>Records a look at one file.</summary>
    /// <exception cref="Journal.JournalUnavailableException">It could not be recorded: nothing may be shown.</exception>
    public ValueTask Record(Caller caller, string what, CitizenId citizen, RequestId? request = null, CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow();
        return register.Record(new(Guid.CreateVersion7(now), caller.Tenant, caller.Subject, what, now, citizen, request), cancellation);
    }

    /// <summary>Records a look at several files at once.</summary>
    /// <exception cref="Journal.JournalUnavailableException">One could not be recorded: nothing may be shown.</exception>
    public Task Record(Caller caller, string what, IEnumerable<CitizenId> citizens, CancellationToken cancellation) =>
        Task.WhenAll(citizens.Select(citizen => Record(caller, what, citizen, null, cancellation).AsTask()));
}
