namespace ConsentGrains.Grains.Switching.Files;

/// <summary>A CSV of switching whose header is known: which kind it is, and its rows. Whether a row holds what it should is asked of each on its own.</summary>
sealed class SwitchFile
{
    readonly Dictionary<string, int> columns;

    SwitchFile(Columns.Kind kind, Dictionary<string, int> columns, IReadOnlyList<CsvRow> rows) => (Kind, this.columns, Rows) = (kind, columns, rows);

    public Columns.Kind Kind { get; }

    /// <summary>Without the header.</summary>
    public IReadOnlyList<CsvRow> Rows { get; }

    public RowReader Reader(CsvRow row) => new(row, columns);

    /// <summary>The file; or the first thing that keeps it from being read as one of these kinds.</summary>
    public static (SwitchFile? File, CsvProblem? Problem) Read(ReadOnlySpan<byte> bytes, params IReadOnlyList<Columns.Kind> kinds)
    {
        var table = CsvTable.Read(bytes);
        if (table.Broken is { } broken) return (null, broken);
        if (table.Rows.Count == 0) return (null, CsvProblems.NoHeader());
        var header = table.Rows[0];
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var name in header.Fields.Select(field => field.Trim()))
            if (!columns.TryAdd(name, columns.Count)) return (null, CsvProblems.ColumnTwice(header.Line, Refusable(name)));
        // The kind of which the most columns are there: its name is what a misspelt header is told about.
        var kind = kinds.MaxBy(each => each.All.Count(columns.ContainsKey) - each.All.Except(each.Optional).Count(column => !columns.ContainsKey(column)))!;
        if (columns.Keys.FirstOrDefault(name => !kind.All.Contains(name)) is { } unknown)
            return (null, CsvProblems.ColumnUnknown(header.Line, Refusable(unknown), string.Join(", ", kind.All)));
        if (kind.All.Except(kind.Optional).FirstOrDefault(name => !columns.ContainsKey(name)) is { } missing)
            return (null, CsvProblems.ColumnMissing(header.Line, missing));
        return (new(kind, columns, [.. table.Rows.Skip(1)]), null);
    }

    static string Refusable(string name) => Core.Refusals.Shown(name);
}
