using System.Text.Encodings.Web;
using System.Text.Json;
using ConsentGrains.Grains.Importing;

namespace ConsentGrains.Server.Bulk;

/// <summary>The report of refused lines: NDJSON, a line each, made when the first is refused.</summary>
sealed class RefusedFile(string path, bool goesOn) : IDisposable
{
    static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    readonly Lock gate = new();
    StreamWriter? writer;

    public string Path => path;

    public bool IsEmpty => writer is null && !(goesOn && File.Exists(path));

    public void Add(RefusedLine line)
    {
        lock (gate)
        {
            writer ??= new StreamWriter(path, append: goesOn);
            writer.WriteLine(JsonSerializer.Serialize(line, Readable));
        }
    }

    public void Flush()
    {
        lock (gate) writer?.Flush();
    }

    public void Dispose() => writer?.Dispose();
}
