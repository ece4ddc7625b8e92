namespace ConsentGrains.Core.Policies;

/// <summary>A set of items of one policy, as bits of its vocabulary.</summary>
public readonly record struct ItemSet(UInt128 Bits)
{
    public static ItemSet Empty => default;

    public bool IsEmpty => Bits == UInt128.Zero;

    public int Count => (int)(ulong.PopCount((ulong)Bits) + ulong.PopCount((ulong)(Bits >> 64)));

    public bool Has(int index) => ((Bits >> index) & UInt128.One) != UInt128.Zero;

    public ItemSet With(int index) => new(Bits | (UInt128.One << index));

    public static ItemSet operator &(ItemSet left, ItemSet right) => new(left.Bits & right.Bits);
    public static ItemSet operator |(ItemSet left, ItemSet right) => new(left.Bits | right.Bits);

    /// <summary>What is in <paramref name="left"/> and not in <paramref name="right"/>.</summary>
    public static ItemSet operator -(ItemSet left, ItemSet right) => new(left.Bits & ~right.Bits);
}
