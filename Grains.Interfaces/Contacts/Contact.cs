using Platform.Grains.Interfaces.Channels;
using Platform.Grains.Interfaces.Services;

namespace Platform.Grains.Interfaces.Contacts;

/// <summary>One contact as it came in.</summary>
/// <param name="Channel">By which way.</param>
/// <param name="Subject">1 to 300 characters, one line.</param>
/// <param name="Body">Up to 20,000 characters; may be empty.</param>
/// <param name="Language">The language of the citizen (BCP 47), which the answer will be in (F8).</param>
/// <param name="Service">The service it is for, or null where nobody knows yet.</param>
[GenerateSerializer, Immutable, Alias("contact")]
public sealed record Contact(
    [property: Id(0)] Channel Channel, [property: Id(1)] string Subject, [property: Id(2)] string Body,
    [property: Id(3)] string Language, [property: Id(4)] ServiceId? Service = null);

/// <summary>The words of a contact.</summary>
[GenerateSerializer, Immutable, Alias("contact-text")]
public sealed record ContactText([property: Id(0)] string Subject, [property: Id(1)] string Body);
