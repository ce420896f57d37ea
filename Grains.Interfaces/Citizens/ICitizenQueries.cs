using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using Platform.Grains.Interfaces.Contracts;
using Platform.Grains.Interfaces.Identities;
using Platform.Grains.Interfaces.Tenancy;

namespace Platform.Grains.Interfaces.Citizens;

/// <summary>Finds citizens while an agent types. A hit is recorded in the access log before it is shown (F13).</summary>
public interface ICitizenQueries
{
    /// <summary>A page of those who have every word asked for, by the beginnings of their names, former names, mails and phones: who has them as whole
    /// words first, then the newest file first; where nobody has, those with one typing mistake in a word.</summary>
    /// <param name="tenant">Whose.</param>
    /// <param name="text">What was typed; fewer than two characters of an alphabet find nobody.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="after">Where the page before ended, or null.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <exception cref="JournalUnavailableException">The database is away.</exception>
    Task<CitizenMatches> Search(TenantId tenant, string text, int limit, CitizenSearchCursor? after, CancellationToken cancellation = default);
}

/// <summary>A page of a search.</summary>
/// <param name="Items">Who was found.</param>
/// <param name="Next">Where the next page begins; null at the end.</param>
public sealed record CitizenMatches(IReadOnlyList<CitizenMatch> Items, CitizenSearchCursor? Next);

/// <summary>A citizen as a search shows them.</summary>
/// <param name="Id">Which file.</param>
/// <param name="Name">As known, or null.</param>
/// <param name="Email">As known, or null.</param>
/// <param name="Phone">As known, or null.</param>
/// <param name="ChangedAt">When who they are last changed.</param>
/// <param name="FormerName">A name of before, or of a file that joined this one; null where none is known.</param>
public sealed record CitizenMatch(CitizenId Id, string? Name, string? Email, string? Phone, DateTimeOffset ChangedAt, string? FormerName = null);

/// <summary>Where a page of a search ended.</summary>
/// <param name="Stage">0 whole words, 1 beginnings of words, 2 words with a typing mistake.</param>
/// <param name="Last">The last file of it; null where the stage begins.</param>
public readonly record struct CitizenSearchCursor(int Stage, Guid? Last) : IParsable<CitizenSearchCursor>
{
    const int Stages = 3;

    /// <inheritdoc cref="TryParse"/>
    /// <exception cref="FormatException">It was given by no page.</exception>
    public static CitizenSearchCursor Parse(string s, IFormatProvider? provider = null) =>
        TryParse(s, provider, out var cursor) ? cursor : throw new FormatException("Not the end of a page.");

    /// <summary>Accepts what <see cref="ToString"/> wrote.</summary>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, out CitizenSearchCursor result)
    {
        result = default;
        if (s is not { Length: 1 or 23 } || s[0] - '0' is not (>= 0 and < Stages and var stage))
            return false;
        Span<byte> id = stackalloc byte[16];
        if (s.Length > 1 && (!Base64Url.TryDecodeFromChars(s.AsSpan(1), id, out var length) || length != id.Length))
            return false;
        result = new(stage, s.Length == 1 ? null : new Guid(id, bigEndian: true));
        return true;
    }

    /// <summary>Opaque to callers.</summary>
    public override string ToString() => Stage + (Last is { } last ? Base64Url.EncodeToString(last.ToByteArray(bigEndian: true)) : "");
}
