using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ConsentGrains.Grains.Importing;

/// <summary>Lines being added to one import. There is one at a time of each.</summary>
public sealed class ImportAppend : IDisposable
{
    static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly ImportFolder folder;
    readonly TimeProvider time;
    readonly ConcurrentQueue<RefusedLine> refused = new();
    ExceptionDispatchInfo? broken;
    long since;

    internal ImportAppend(ImportFolder folder, Import import, TimeProvider time) => (this.folder, Import, this.time) = (folder, import, time);

    /// <summary>How far it is; as it is on disk.</summary>
    public Import Import { get; private set; }

    /// <summary>Decides every whole line of the content. Where the content breaks off, the lines that came are decided first; then it throws what broke it.</summary>
    /// <param name="content">From <see cref="Import"/>'s offset on.</param>
    /// <param name="last">The import ends with this content, also where its last line has no end.</param>
    /// <param name="mayGoOn">Asked after each window.</param>
    /// <param name="cancel">Ends the reading, not what was read.</param>
    /// <returns>False where it was told not to go on.</returns>
    /// <exception cref="ImportStoppedException">The registry can not take more now.</exception>
    public async Task<bool> RunAsync(Stream content, bool last, Importer importer, Func<bool> mayGoOn, CancellationToken cancel)
    {
        since = time.GetTimestamp();
        await using var report = new FileStream(folder.ReportOf(Import.Id), FileMode.OpenOrCreate, FileAccess.Write, FileShare.Read | FileShare.Delete);
        // What stands behind it was reported by a run of which nothing else is known.
        report.SetLength(Import.RefusedBytes);
        report.Position = Import.RefusedBytes;
        using var halt = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var (from, allowed) = (Import.Progress, true);
        var lines = LinesAsync(ImportLine.ReadAsync(content, from.Line, from.Offset, last, halt.Token), () => allowed, halt.Token);
        await importer.RunAsync(lines, from, refused.Enqueue, async progress =>
        {
            try
            {
                await KeepAsync(progress, report);
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                throw new ImportStoppedException(progress.Line, fault.Message);
            }

            if (allowed && !(allowed = mayGoOn())) await halt.CancelAsync();
        }, CancellationToken.None);
        if (!allowed) return false;
        broken?.Throw();
        if (last) Keep(Import with { Done = true });
        return true;
    }

    public void Dispose() => folder.End(Import.Id);

    /// <summary>The lines up to where the content breaks off, or where no more are allowed, whatever lies read already.</summary>
    async IAsyncEnumerable<ImportLine> LinesAsync(IAsyncEnumerable<ImportLine> lines, Func<bool> goesOn, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        await using var each = lines.GetAsyncEnumerator(cancel);
        while (goesOn() && await NextAsync(each)) yield return each.Current;
    }

    async ValueTask<bool> NextAsync(IAsyncEnumerator<ImportLine> each)
    {
        try
        {
            return await each.MoveNextAsync();
        }
        catch (Exception fault)
        {
            broken = ExceptionDispatchInfo.Capture(fault);
            return false;
        }
    }

    async ValueTask KeepAsync(ImportProgress progress, FileStream report)
    {
        var reported = Import.Reported;
        foreach (var line in refused.OrderBy(line => line.Line).Take((int)(Limits.ImportRefusalsKept - reported)))
        {
            await JsonSerializer.SerializeAsync(report, line, Readable);
            report.WriteByte((byte)'\n');
            reported++;
        }

        refused.Clear();
        if (reported > Import.Reported) report.Flush(flushToDisk: true);
        Keep(Import with { Progress = progress, RefusedBytes = report.Position, Reported = reported });
    }

    void Keep(Import next)
    {
        var now = time.GetTimestamp();
        Import = next with { Seconds = next.Seconds + time.GetElapsedTime(since, now).TotalSeconds, UpdatedMicros = time.Now().Micros };
        since = now;
        folder.Keep(Import);
    }
}
