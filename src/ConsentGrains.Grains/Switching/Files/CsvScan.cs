using System.Text;

namespace ConsentGrains.Grains.Switching.Files;

/// <summary>One pass over a CSV text.</summary>
sealed class CsvScan(string text)
{
    readonly List<CsvRow> rows = [];
    readonly List<string> fields = [];
    readonly StringBuilder field = new();
    int at;
    int line = 1;
    int rowLine = 1;

    public CsvTable Run()
    {
        while (at < text.Length)
        {
            if ((text[at] == '"' ? Quoted() : Plain()) is { } broken) return new(rows, broken);
            fields.Add(field.ToString());
            field.Clear();
            if (at < text.Length && text[at] == ',')
            {
                at++;
                // A comma that ends the text stands before one more, empty, field.
                if (at < text.Length) continue;
                fields.Add("");
            }

            EndRow();
        }

        return new(rows, null);
    }

    CsvProblem? Plain()
    {
        for (; at < text.Length && text[at] is not (',' or '\n'); at++)
        {
            if (text[at] == '"') return CsvProblems.QuoteWithin(line, fields.Count + 1);
            if (text[at] == '\r')
            {
                if (IsLineBreak()) return null;
                return CsvProblems.LoneReturn(line, fields.Count + 1);
            }

            field.Append(text[at]);
        }

        return null;
    }

    CsvProblem? Quoted()
    {
        var (opened, column) = (line, fields.Count + 1);
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '\n') line++;
            if (text[at] != '"')
            {
                field.Append(text[at]);
                continue;
            }

            if (++at < text.Length && text[at] == '"') field.Append('"');
            else return at == text.Length || text[at] is ',' or '\n' || IsLineBreak() ? null : CsvProblems.AfterQuote(line, column);
        }

        return CsvProblems.QuoteOpen(opened, column);
    }

    void EndRow()
    {
        if (fields is not [""]) rows.Add(new(rowLine, [.. fields]));
        fields.Clear();
        if (IsLineBreak()) at += text[at] == '\r' ? 2 : 1;
        rowLine = ++line;
    }

    bool IsLineBreak() => at < text.Length && (text[at] == '\n' || (text[at] == '\r' && at + 1 < text.Length && text[at + 1] == '\n'));
}
