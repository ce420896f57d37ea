namespace Orleans.Runtime;

/// <summary>The name of a grain class, as it stands in the identity of its grains.</summary>
public readonly struct GrainType : IEquatable<GrainType>, IComparable<GrainType>
{
    /// <summary>Wraps a name.</summary>
    public GrainType(IdSpan id) => Value = id;

    /// <summary>The name.</summary>
    public IdSpan Value { get; }

    /// <summary>True when no name was given.</summary>
    public bool IsDefault => Value.IsDefault;

    /// <summary>The grain type of a name.</summary>
    public static GrainType Create(string value) => new(IdSpan.Create(value));

    /// <summary>The bytes of the name.</summary>
    public ReadOnlySpan<byte> AsSpan() => Value.AsSpan();

    /// <inheritdoc/>
    public bool Equals(GrainType obj) => Value.Equals(obj.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is GrainType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <summary>A hash that is the same in every process and on every machine.</summary>
    public uint GetUniformHashCode() => Value.GetUniformHashCode();

    /// <summary>Orders grain types by their names' bytes.</summary>
    public int CompareTo(GrainType other) => Value.CompareTo(other.Value);

    /// <summary>The name as text.</summary>
    public override string ToString() => Value.ToString();

    /// <summary>Whether both are the same type.</summary>
    public static bool operator ==(GrainType left, GrainType right) => left.Equals(right);

    /// <summary>Whether the types differ.</summary>
    public static bool operator !=(GrainType left, GrainType right) => !left.Equals(right);
}

/// <summary>The name of a grain interface on the wire: its alias, or its full name.</summary>
public readonly struct GrainInterfaceType : IEquatable<GrainInterfaceType>
{
    /// <summary>Wraps a name.</summary>
    public GrainInterfaceType(IdSpan value) => Value = value;

    /// <summary>Wraps a name.</summary>
    public GrainInterfaceType(string value) => Value = IdSpan.Create(value);

    /// <summary>The name.</summary>
    public IdSpan Value { get; }

    /// <summary>True when no name was given.</summary>
    public bool IsDefault => Value.IsDefault;

    /// <summary>The interface type of a name.</summary>
    public static GrainInterfaceType Create(string value) => new(value);

    /// <inheritdoc/>
    public bool Equals(GrainInterfaceType other) => Value.Equals(other.Value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is GrainInterfaceType other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Value.GetHashCode();

    /// <summary>The name as text.</summary>
    public override string ToString() => Value.ToString();

    /// <summary>Whether both are the same interface.</summary>
    public static bool operator ==(GrainInterfaceType left, GrainInterfaceType right) => left.Equals(right);

    /// <summary>Whether the interfaces differ.</summary>
    public static bool operator !=(GrainInterfaceType left, GrainInterfaceType right) => !left.Equals(right);
}
