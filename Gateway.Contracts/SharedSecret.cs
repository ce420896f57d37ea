namespace Platform.Gateway.Contracts;

/// <summary>A secret as it stands in a setting: base64 of at least 32 random bytes.</summary>
public static class SharedSecret
{
    /// <summary>The bytes; null where the text is not base64 or shorter than 32 bytes.</summary>
    public static byte[]? Parse(string? text)
    {
        var secret = new byte[text?.Length ?? 0];
        return Convert.TryFromBase64String(text ?? "", secret, out var length) && length >= 32 ? secret[..length] : null;
    }
}
