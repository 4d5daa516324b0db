using System.Buffers.Binary;
using System.Runtime.InteropServices;

namespace Triage.Model;

/// <summary>Reads the payload of a model file. Every length is checked against what is left before anything is reserved.</summary>
internal sealed class PayloadReader(byte[] payload)
{
    private int at;

    public bool AtEnd => at == payload.Length;

    public byte Byte() => Take(1)[0];

    public int Int() => BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));

    /// <summary>A count of items of at least <paramref name="itemSize"/> bytes each.</summary>
    public int Count(int itemSize)
    {
        var count = BinaryPrimitives.ReadInt32LittleEndian(Take(sizeof(int)));
        if (count < 0 || (long)count * itemSize > payload.Length - at) throw new ModelFileException(ModelFileFault.Malformed, $"{count} × {itemSize} @ {at}");
        return count;
    }

    public ReadOnlySpan<byte> Bytes() => Take(Count(1));

    public ReadOnlySpan<byte> Bytes(int count) => Take(count);

    public ushort[] Shorts()
    {
        var shorts = new ushort[Count(sizeof(ushort))];
        var bytes = Take(shorts.Length * sizeof(ushort));
        for (var i = 0; i < shorts.Length; i++) shorts[i] = BinaryPrimitives.ReadUInt16LittleEndian(bytes[(i * sizeof(ushort))..]);
        return shorts;
    }

    public ulong[] Longs()
    {
        var longs = new ulong[Count(sizeof(ulong))];
        Take(longs.Length * sizeof(ulong)).CopyTo(MemoryMarshal.AsBytes(longs.AsSpan()));
        if (!BitConverter.IsLittleEndian)
            for (var i = 0; i < longs.Length; i++)
                longs[i] = BinaryPrimitives.ReverseEndianness(longs[i]);
        return longs;
    }

    public float[] Floats(int count)
    {
        var bytes = Take(checked(count * sizeof(float)));
        var floats = new float[count];
        for (var i = 0; i < count; i++)
        {
            floats[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes[(i * sizeof(float))..]);
            if (!float.IsFinite(floats[i])) throw new ModelFileException(ModelFileFault.Malformed, $"float @ {at}");
        }

        return floats;
    }

    public void End()
    {
        if (at != payload.Length) throw new ModelFileException(ModelFileFault.Malformed, $"{payload.Length - at}");
    }

    private ReadOnlySpan<byte> Take(int count)
    {
        if (count > payload.Length - at) throw new ModelFileException(ModelFileFault.Malformed, $"{count} @ {at}");
        var span = payload.AsSpan(at, count);
        at += count;
        return span;
    }
}
