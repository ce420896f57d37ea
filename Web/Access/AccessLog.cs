using System.Buffers.Binary;
using Platform.Grains.Interfaces.Access;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Requests;

namespace Platform.Web.Access;

/// <summary>Records who looks at what, before it is shown (F13).</summary>
sealed class AccessLog(IAccessLog register, TimeProvider clock)
{
    /// <summary>The file was among what a search showed.</summary>
    public const string Search = "search";

    /// <summary>The file was read.</summary>
    public const string File = "file";

    /// <summary>A page of its history was read.</summary>
    public const string History = "history";

    /// <summary>Their name stood in a list of requests.</summary>
    public const string Worklist = "worklist";

    /// <summary>A request of theirs was read.</summary>
    public const string Request = "request";

    /// <summary>Records a look at one file.</summary>
    /// <exception cref="JournalUnavailableException">It could not be recorded: nothing may be shown.</exception>
    public ValueTask Record(Caller caller, string what, CitizenId citizen, RequestId? request = null, CancellationToken cancellation = default)
    {
        var now = clock.GetUtcNow();
        return register.Record(new(Id(now), caller.Tenant, caller.Subject, what, now, citizen, request), cancellation);
    }

    // The register's order is that of its ids, and several looks may fall into the millisecond that a UUIDv7 tells: the twelve bits behind it tell a
    // quarter of a microsecond (RFC 9562, 6.2, method 3).
    static Guid Id(DateTimeOffset now)
    {
        Span<byte> id = stackalloc byte[16];
        Guid.CreateVersion7(now).TryWriteBytes(id, bigEndian: true, out _);
        var part = now.Ticks % TimeSpan.TicksPerMillisecond * 4_096 / TimeSpan.TicksPerMillisecond;
        BinaryPrimitives.WriteUInt16BigEndian(id[6..], (ushort)(0x7000 | part));
        return new(id, bigEndian: true);
    }

    /// <summary>Records a look at several files at once.</summary>
    /// <exception cref="JournalUnavailableException">One could not be recorded: nothing may be shown.</exception>
    public Task Record(Caller caller, string what, IEnumerable<CitizenId> citizens, CancellationToken cancellation) =>
        Task.WhenAll(citizens.Select(citizen => Record(caller, what, citizen, null, cancellation).AsTask()));
}
