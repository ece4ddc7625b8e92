using System.Globalization;
using Microsoft.Data.Sqlite;

namespace ConsentGrains.Grains.Index;

/// <summary>The conditions of one read and their values, which never become part of the text.</summary>
sealed class Conditions
{
    readonly List<string> all = [];
    readonly List<object?> values = [];

    public object?[] Values => [.. values];

    /// <param name="text">With `{0}`, `{1}` … for the values.</param>
    public void Add(string text, params object?[] with) => all.Add(Text(text, with));

    /// <summary>The text with its values taken in, to be part of another.</summary>
    public string Text(string text, params object?[] with)
    {
        var names = new object[with.Length];
        for (var i = 0; i < with.Length; i++)
        {
            values.Add(with[i]);
            names[i] = $"${values.Count}";
        }

        return with.Length == 0 ? text : string.Format(CultureInfo.InvariantCulture, text, names);
    }

    /// <summary>One row more than a page, which tells whether there is another.</summary>
    public string Limit(int page) => Text("{0}", page + 1);

    /// <summary>`WHERE …`; nothing where there are none.</summary>
    public override string ToString() => all.Count == 0 ? "" : "WHERE " + string.Join(" AND ", all);
}

static class Columns
{
    public static string? TextOrNull(this SqliteDataReader row, int at) => row.IsDBNull(at) ? null : row.GetString(at);
}
