namespace Orleans.Runtime;

/// <summary>One grain in the whole cluster: its type and its key, written <c>type/key</c>. The key may hold slashes, the type may not.</summary>
public readonly struct GrainId : IEquatable<GrainId>
{
    /// <summary>The grain of that type and key.</summary>
    public GrainId(GrainType type, IdSpan key)
    {
        Type = type;
        Key = key;
    }

    /// <summary>Which class of grains.</summary>
    public GrainType Type { get; }

    /// <summary>Which of them.</summary>
    public IdSpan Key { get; }

    /// <summary>True when no grain was named.</summary>
    public bool IsDefault => Type.IsDefault && Key.IsDefault;

    /// <summary>The grain of that type and key.</summary>
    public static GrainId Create(string type, string key) => Create(GrainType.Create(type), key);

    /// <summary>The grain of that type and key.</summary>
    public static GrainId Create(GrainType type, string key) => new(type, IdSpan.Create(key));

    /// <summary>The grain of that type and key.</summary>
    public static GrainId Create(GrainType type, IdSpan key) => new(type, key);

    /// <summary>Reads <c>type/key</c>.</summary>
    /// <exception cref="FormatException">There is no slash after a type.</exception>
    public static GrainId Parse(string value) => value.IndexOf('/') is var slash and > 0
        ? Create(value[..slash], value[(slash + 1)..])
        : throw new FormatException($"'{value}' is not a grain id: type/key.");

    /// <inheritdoc/>
    public bool Equals(GrainId other) => Key.Equals(other.Key) && Type.Equals(other.Type);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is GrainId other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)GetUniformHashCode();

    /// <summary>A hash that is the same in every process and on every machine: placement rests on it.</summary>
    public uint GetUniformHashCode() => unchecked((Type.GetUniformHashCode() * 31) ^ Key.GetUniformHashCode());

    /// <summary><c>type/key</c>.</summary>
    public override string ToString() => $"{Type}/{Key}";

    /// <summary>Whether both are the same grain.</summary>
    public static bool operator ==(GrainId left, GrainId right) => left.Equals(right);

    /// <summary>Whether the grains differ.</summary>
    public static bool operator !=(GrainId left, GrainId right) => !left.Equals(right);
}
