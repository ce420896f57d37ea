using System.Buffers.Binary;
using System.Numerics;
using System.Text;

namespace Orleans.Runtime;

/// <summary>A name in UTF-8 with its hash, compared byte by byte. The hash is the same in every process, so silos agree on it.</summary>
public readonly struct IdSpan : IEquatable<IdSpan>
{
    readonly byte[]? _value;
    readonly int _hash;

    /// <summary>Wraps the bytes, which the caller gives up.</summary>
    public IdSpan(byte[] value)
    {
        _value = value;
        _hash = (int)Hash(value);
    }

    /// <summary>True when no name was given.</summary>
    public bool IsDefault => _value is null || _value.Length == 0;

    /// <summary>The name of a text.</summary>
    public static IdSpan Create(string id) => new(Encoding.UTF8.GetBytes(id));

    /// <summary>The bytes of the name.</summary>
    public ReadOnlySpan<byte> AsSpan() => _value;

    /// <summary>A hash that is the same in every process and on every machine.</summary>
    public uint GetUniformHashCode() => (uint)_hash;

    /// <inheritdoc/>
    public bool Equals(IdSpan obj) => _hash == obj._hash && (_value == obj._value || AsSpan().SequenceEqual(obj.AsSpan()));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is IdSpan other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => _hash;

    /// <summary>The name as text; empty when none was given.</summary>
    public override string ToString() => _value is null ? "" : Encoding.UTF8.GetString(_value);

    // CRC-32C: eight bytes an instruction where the processor has it, and by its definition the same everywhere.
    static uint Hash(ReadOnlySpan<byte> bytes)
    {
        var hash = (uint)bytes.Length;
        for (; bytes.Length >= 8; bytes = bytes[8..])
            hash = BitOperations.Crc32C(hash, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
        foreach (var b in bytes)
            hash = BitOperations.Crc32C(hash, b);
        return hash;
    }
}
