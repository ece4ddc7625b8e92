using System.Globalization;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Grains.Switching.Files;

/// <summary>The fields of one row by the names of their columns. What is wrong first is kept in <see cref="Problem"/>; what was read then means nothing.</summary>
sealed class RowReader(CsvRow row, IReadOnlyDictionary<string, int> columns)
{
    static readonly string[] Days = ["yyyy-MM-dd", "yyyy/MM/dd"];

    public CsvProblem? Problem { get; private set; } =
        row.Fields.Count == columns.Count ? null : CsvProblems.FieldCount(row.Line, row.Fields.Count, columns.Count);

    public int Line => row.Line;

    public SwitchRef Ref() => new(Point(), Number(Columns.Number));

    public SupplyPointNumber Point()
    {
        var text = Need(Columns.Point, Limits.SwitchFieldLength);
        if (SupplyPointNumber.Parse(text) is { } number) return number;
        Fail(CsvProblems.Point(row.Line, Columns.Point, SupplyPointNumber.IsGas(text)));
        return default;
    }

    public string Text(string column) => Need(column, Limits.SwitchFieldLength);

    /// <summary>One of a few words; the first of them where the field is empty and may be.</summary>
    public string Word(string column, bool mayBeEmpty, params string[] words)
    {
        var text = mayBeEmpty ? Field(column) : Need(column, Limits.SwitchFieldLength);
        if (text.Length == 0) return words[0];
        if (!words.Contains(text)) Fail(CsvProblems.Word(row.Line, column, string.Join(", ", words)));
        return text;
    }

    public IReadOnlyList<string> Words(string column, IReadOnlyList<string> known)
    {
        string[] words = [.. Field(column).Split(Columns.Between, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];
        if (words.Any(word => !known.Contains(word))) Fail(CsvProblems.Word(row.Line, column, string.Join(", ", known)));
        return words;
    }

    public DateOnly? Day(string column)
    {
        var text = Field(column);
        if (text.Length == 0) return null;
        if (DateOnly.TryParseExact(text, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        Fail(CsvProblems.Date(row.Line, column));
        return null;
    }

    public DateOnly NeedDay(string column)
    {
        Need(column, Limits.SwitchFieldLength);
        return Day(column) ?? default;
    }

    public int Number(string column)
    {
        if (int.TryParse(Need(column, Limits.SwitchFieldLength), NumberStyles.None, CultureInfo.InvariantCulture, out var number)) return number;
        Fail(CsvProblems.Number(row.Line, column));
        return 0;
    }

    public string Party(string column) => Id(column, party: true);

    public string Id(string column) => Id(column, party: false);

    /// <summary>The field as it stands, without blanks around it; empty where the file has no such column.</summary>
    public string Field(string column) =>
        columns.TryGetValue(column, out var at) && at < row.Fields.Count ? row.Fields[at].Trim() : "";

    string Id(string column, bool party)
    {
        var text = Need(column, Limits.SwitchFieldLength);
        var sound = text.Length <= Core.Limits.IdLength && text.All(c => party ? char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '.' or '-' : !char.IsWhiteSpace(c));
        if (!sound) Fail(CsvProblems.Id(row.Line, column));
        return text;
    }

    string Need(string column, int longest)
    {
        var text = Field(column);
        if (text.Length == 0) Fail(CsvProblems.Empty(row.Line, column));
        else if (text.Length > longest) Fail(CsvProblems.TooLong(row.Line, column, longest));
        else if (text.Any(char.IsControl)) Fail(CsvProblems.Characters(row.Line, column));
        return text;
    }

    void Fail(CsvProblem problem) => Problem ??= problem;
}
