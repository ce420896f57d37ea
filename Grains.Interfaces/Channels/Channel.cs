namespace Platform.Grains.Interfaces.Channels;

/// <summary>The ways in (F1), as they are written in JSON: lower case.</summary>
public enum Channel
{
    /// <summary>In person.</summary>
    Counter,

    /// <summary>A letter.</summary>
    Post,

    /// <summary>A call.</summary>
    Phone,

    /// <summary>An electronic mail.</summary>
    Email,

    /// <summary>The authority's own site or form.</summary>
    Web,

    /// <summary>A social network.</summary>
    Social,

    /// <summary>A short message.</summary>
    Sms,

    /// <summary>A conversation in writing, live.</summary>
    Chat,
}
