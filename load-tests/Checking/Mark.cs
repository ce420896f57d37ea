using System.Globalization;

namespace Platform.LoadTests.Checking;

/// <summary>The canary that ends the subject of every contact: whose it is, and which command of which run wrote it.</summary>
/// <param name="Tenant">Of the command.</param>
/// <param name="Run">Of the journey.</param>
/// <param name="Number">Of the command, unique within the run.</param>
readonly record struct Mark(string Tenant, string Run, int Number)
{
    const char Begin = '#';
    const char Between = '/';

    /// <summary>As it is written: <c>#tenant/run/0000012</c>. All marks of a tenant and run have one length.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Begin}{Tenant}{Between}{Run}{Between}{Number:D7}");

    /// <summary>The mark that a subject ends with; null where there is none.</summary>
    public static Mark? In(string? subject)
    {
        var begin = subject?.LastIndexOf(Begin) ?? -1;
        var parts = begin < 0 ? [] : subject![(begin + 1)..].Split(Between);
        return parts.Length == 3 && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new(parts[0], parts[1], number) : null;
    }
}
