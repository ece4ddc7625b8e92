using System.Globalization;
using System.Text;
using ConsentGrains.Grains.Switching.Files;

namespace ConsentGrains.Server.Bulk;

/// <summary>The report of refused rows: CSV, made when the first is refused. It says where and why, never what stood there.</summary>
sealed class RefusedRows(string path, bool goesOn) : IDisposable
{
    static readonly string Header = CsvRow.Write("行", "列", "コード", "直し方", "what to change");
    readonly Lock gate = new();
    StreamWriter? writer;

    public string Path => path;

    public bool IsEmpty => writer is null && !(goesOn && File.Exists(path));

    public void Add(CsvProblem problem)
    {
        lock (gate)
        {
            writer ??= Open();
            writer.Write(CsvRow.Write(problem.Line.ToString(CultureInfo.InvariantCulture), problem.Column, problem.Code, problem.Ja, problem.Message));
        }
    }

    public void Flush()
    {
        lock (gate) writer?.Flush();
    }

    public void Dispose() => writer?.Dispose();

    /// <summary>With a byte order mark, by which spreadsheets know UTF-8.</summary>
    StreamWriter Open()
    {
        var fresh = !goesOn || !File.Exists(path);
        var opened = new StreamWriter(path, append: !fresh, new UTF8Encoding(encoderShouldEmitUTF8Identifier: fresh));
        if (fresh) opened.Write(Header);
        return opened;
    }
}
