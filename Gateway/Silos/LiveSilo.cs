namespace Platform.Gateway;

/// <summary>A silo that was set, and whether it is believed to answer. Believed until it refuses.</summary>
sealed class LiveSilo(Uri address)
{
    volatile bool _answers = true;

    public string Prefix { get; } = address.GetLeftPart(UriPartial.Authority);

    public bool Answers { get => _answers; set => _answers = value; }
}
