namespace Platform.Grains.Interfaces.Contracts;

/// <summary>The name of an event in the journal, for ever: never a CLR name or a wire alias, so that code can be renamed.</summary>
/// <param name="name">Lower-case words with hyphens, such as <c>contact-recorded</c>; unique among all events.</param>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class EventTypeAttribute(string name) : Attribute
{
    /// <summary>The name.</summary>
    public string Name => name;
}
