using System.Globalization;

namespace Platform.LoadTests.Checking;

/// <summary>The canary at the end of every contact's subject: its tenant, and the command and run that wrote it.</summary>
/// <param name="Tenant">The tenant of the command.</param>
/// <param name="Run">The run that sent it.</param>
/// <param name="Number">The command's number, unique within the run.</param>
readonly record struct Canary(string Tenant, string Run, int Number)
{
    const char Prefix = '#';
    const char Separator = '/';

    /// <summary>Formats as <c>#tenant/run/0000012</c>. All canaries of a tenant and run have the same length.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{Tenant}{Separator}{Run}{Separator}{Number:D7}");

    /// <summary>The canary that a subject ends with; null where there is none.</summary>
    public static Canary? FindIn(string? text)
    {
        var begin = text?.LastIndexOf(Prefix) ?? -1;
        var parts = begin < 0 ? [] : text![(begin + 1)..].Split(Separator);
        return parts.Length == 3 && int.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? new(parts[0], parts[1], number) : null;
    }
}
