namespace ConsentGrains.Grains.Logbook;

/// <summary>Lists as texts; the last one is known by its words.</summary>
sealed class Joined(char between)
{
    string[] last = [];
    string text = "";

    public string Of(IReadOnlyList<string> list)
    {
        if (IsLast(list)) return text;
        last = [.. list];
        return text = string.Join(between, last);
    }

    bool IsLast(IReadOnlyList<string> list)
    {
        if (list.Count != last.Length) return false;
        for (var i = 0; i < last.Length; i++)
            if (!string.Equals(last[i], list[i], StringComparison.Ordinal)) return false;
        return true;
    }
}
