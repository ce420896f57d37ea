namespace Orleans.Runtime;

/// <summary>The name of a grain class, as it stands in the identity of its grains.</summary>
public readonly struct GrainType : IEquatable<GrainType>
{
    /// <summary>Wraps a name.</summary>
    public GrainType(IdSpan id) => Value = id;

    /// <summary>The name.</summary>
    public IdSpan Value { get; }

    /// <summary>True when no name was given.</summary>
    public bool IsDefault => Value.IsDefault;

    /// <summary>The grain type of a name.</summary>
    public static GrainType Create(string value) => new(IdSpan.Create(value));

    /// <inheritdoc/>
    public bool Equals(GrainType obj) => Value.Equals(obj.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is GrainType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <summary>A hash that is the same in every process and on every machine.</summary>
    public uint GetUniformHashCode() => Value.GetUniformHashCode();

    /// <summary>The name as text.</summary>
    public override string ToString() => Value.ToString();

    /// <summary>Whether both are the same type.</summary>
    public static bool operator ==(GrainType left, GrainType right) => left.Equals(right);

    /// <summary>Whether the types differ.</summary>
    public static bool operator !=(GrainType left, GrainType right) => !left.Equals(right);
}

/// <summary>The name of a grain interface on the wire: its alias, or its full name.</summary>
/// <param name="value">The name.</param>
public readonly struct GrainInterfaceType(string value)
{
    /// <summary>The name.</summary>
    public IdSpan Value { get; } = IdSpan.Create(value);

    /// <summary>The name as text.</summary>
    public override string ToString() => Value.ToString();
}
