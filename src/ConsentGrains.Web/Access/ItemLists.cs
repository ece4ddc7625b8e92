namespace ConsentGrains.Web.Access;

/// <summary>Lists of items that come again and again, so that reading one makes no new list and whoever compares two most often need not look into them.
/// A table of fixed size, like that of <see cref="Words"/>, whose words it holds.</summary>
static class ItemLists
{
    const int Places = 1024;

    static readonly string[]?[] Table = new string[]?[Places];

    /// <param name="items">Words of <see cref="Words"/> only.</param>
    public static string[] Of(ReadOnlySpan<string> items)
    {
        if (items.IsEmpty) return [];
        ref var place = ref Table[Place(items)];
        if (Volatile.Read(ref place) is { } known && AreSame(known, items)) return known;
        var list = items.ToArray();
        Volatile.Write(ref place, list);
        return list;
    }

    static bool AreSame(string[] one, ReadOnlySpan<string> other)
    {
        if (one.Length != other.Length) return false;
        for (var i = 0; i < one.Length; i++)
            if (!ReferenceEquals(one[i], other[i])) return false;
        return true;
    }

    /// <summary>Of the length of each and how it ends.</summary>
    static int Place(ReadOnlySpan<string> items)
    {
        var hash = (uint)items.Length;
        foreach (var item in items) hash = (hash ^ (uint)item.Length ^ (item.Length > 1 ? ((uint)item[^1] << 16) | ((uint)item[^2] << 8) : 0)) * 16777619u;
        return (int)((hash ^ (hash >> 15)) & (Places - 1));
    }
}
