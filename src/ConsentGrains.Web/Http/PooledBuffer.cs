using System.Buffers;

namespace ConsentGrains.Web.Http;

/// <summary>A growing buffer from the shared pool, given back on disposal.</summary>
sealed class PooledBuffer : IBufferWriter<byte>, IDisposable
{
    const int First = 1024;

    byte[] array = ArrayPool<byte>.Shared.Rent(First);
    int written;

    public int Count => written;

    public ReadOnlyMemory<byte> Written => array.AsMemory(0, written);

    public void Clear()
    {
        written = 0;
        if (array.Length <= Limits.KeptBufferBytes) return;
        ArrayPool<byte>.Shared.Return(array);
        array = ArrayPool<byte>.Shared.Rent(First);
    }

    public void Advance(int count) => written += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Grow(sizeHint);
        return array.AsMemory(written);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Grow(sizeHint);
        return array.AsSpan(written);
    }

    /// <summary>Bytes that were written before.</summary>
    public Span<byte> At(int index, int count) => array.AsSpan(0, written).Slice(index, count);

    /// <summary>Writes once more what was written before.</summary>
    public void Repeat(int index, int count)
    {
        Grow(count);
        array.AsSpan(index, count).CopyTo(array.AsSpan(written));
        written += count;
    }

    public void Dispose()
    {
        if (array.Length > 0) ArrayPool<byte>.Shared.Return(array);
        array = [];
    }

    void Grow(int sizeHint)
    {
        var needed = written + Math.Max(sizeHint, 1);
        if (needed <= array.Length) return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, array.Length * 2));
        array.AsSpan(0, written).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(array);
        array = larger;
    }
}
