namespace Orleans;

/// <summary>Marks a type that travels between grains and into the journal. Every member to keep carries an <see cref="IdAttribute"/>.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class GenerateSerializerAttribute : Attribute;

/// <summary>The number of a member, unique in its type, never reused once a value was written with it.</summary>
/// <param name="id">From 0.</param>
[AttributeUsage(AttributeTargets.Field | AttributeTargets.Property | AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Method)]
public sealed class IdAttribute(uint id) : Attribute
{
    /// <summary>The number given.</summary>
    public uint Id { get; } = id;
}

/// <summary>The name of a type or method wherever it is written down or sent, in place of its CLR name, so that code can be renamed.</summary>
/// <param name="alias">Unique in the platform; a generic type's alias ends with a backtick and its arity.</param>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Interface | AttributeTargets.Method)]
public sealed class AliasAttribute(string alias) : Attribute
{
    /// <summary>The name given.</summary>
    public string Alias { get; } = alias;
}

/// <summary>Promises that a value never changes after it was made, so that it may be handed to another grain without a copy.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum | AttributeTargets.Field | AttributeTargets.Property
    | AttributeTargets.Parameter | AttributeTargets.ReturnValue)]
public sealed class ImmutableAttribute : Attribute;
