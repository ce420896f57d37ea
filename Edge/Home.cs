namespace Platform.Edge;

/// <summary>What a silo says in its answer to a gateway: the file that was asked for lives in another silo, and the next question about it is
/// answered sooner there. Not handed on to clients.</summary>
public static class Home
{
    /// <summary>The header; its value is the address of that silo, as in <see cref="ListedSilo.Address"/>.</summary>
    public const string Header = "Platform-Home";
}
