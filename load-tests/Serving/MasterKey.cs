using System.Security.Cryptography;

namespace Platform.LoadTests.Serving;

/// <summary>The key that seals the keys of citizens.</summary>
static class MasterKey
{
    /// <summary>256 random bits, as the setting <c>Journal:MasterKey</c> wants them.</summary>
    public static string New() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
}
