namespace Orleans;

/// <summary>The name of a grain class in every grain's identity. Without it the name is the class name in lower case, less a final "Grain".</summary>
/// <param name="grainType">Unique in the platform; it may not hold a slash.</param>
[AttributeUsage(AttributeTargets.Class, AllowMultiple = false)]
public sealed class GrainTypeAttribute(string grainType) : Attribute
{
    internal string Name { get; } = grainType;
}
