using System.Text;

namespace ConsentGrains.Grains.Switching.Files;

/// <summary>A CSV text, read strictly after RFC 4180: UTF-8 with or without a byte order mark, rows ending in CRLF or LF, fields in quotes where they
/// hold a comma, a quote or a line break. Whatever could be read in two ways is refused. A whole table is read before anything of it is used, so that nothing
/// is done by halves when its end turns out to be broken.</summary>
/// <param name="Rows">The header first; blank lines are left out.</param>
/// <param name="Broken">Where it can not be read on from, and why; null = read to its end.</param>
public sealed record CsvTable(IReadOnlyList<CsvRow> Rows, CsvProblem? Broken)
{
    static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static CsvTable Read(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Encoding.UTF8.Preamble)) bytes = bytes[Encoding.UTF8.Preamble.Length..];
        try
        {
            return new CsvScan(Strict.GetString(bytes)).Run();
        }
        catch (DecoderFallbackException)
        {
            return new([], CsvProblems.NotUtf8());
        }
    }
}

/// <param name="Line">Of the file, from 1, where the row begins: a quoted field may go over several lines.</param>
public sealed record CsvRow(int Line, IReadOnlyList<string> Fields)
{
    /// <summary>As RFC 4180 writes it: fields in quotes where they must be, CRLF at the end.</summary>
    public static string Write(params IEnumerable<string> fields) => string.Join(',', fields.Select(Quoted)) + "\r\n";

    static string Quoted(string field) =>
        field.AsSpan().IndexOfAny(",\"\r\n") >= 0 ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
}
