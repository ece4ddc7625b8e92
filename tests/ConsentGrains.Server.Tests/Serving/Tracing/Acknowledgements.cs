namespace ConsentGrains.Server.Tests.Serving.Tracing;

/// <summary>Finds in a trace which acknowledgements left before the flush that covers them had returned.</summary>
/// <param name="log">Part of the path of the file, or of the folder, where changes are written before they are acknowledged.</param>
sealed class Acknowledgements(string log)
{
    static readonly string[] Writes = ["pwrite64", "write", "pwritev", "writev"];
    static readonly string[] Flushes = ["fdatasync", "fsync"];
    static readonly string[] Sends = ["sendmsg", "sendto", "write", "writev"];

    /// <param name="markers">Each stands in one change as it is written, and in the head of its acknowledgement and nowhere else.</param>
    /// <returns>What is wrong, a line for each; and for how many the proof is whole.</returns>
    public (IReadOnlyList<string> Wrong, int Proved) Check(IReadOnlyList<SystemCall> calls, IEnumerable<string> markers)
    {
        var writes = calls.Where(c => Writes.Contains(c.Name) && IsOfLog(c)).OrderBy(c => c.Returned).ToList();
        var flushes = calls.Where(c => Flushes.Contains(c.Name) && IsOfLog(c) && c.Succeeded).OrderBy(c => c.Returned).ToList();
        var acks = calls.Where(c => Sends.Contains(c.Name) && c.Text.Contains("HTTP/1.1 20", StringComparison.Ordinal)).OrderBy(c => c.Began).ToList();
        var wrong = markers.Select(marker => Fault(marker, writes, flushes, acks)).ToList();
        return ([.. wrong.OfType<string>()], wrong.Count(fault => fault is null));
    }

    bool IsOfLog(SystemCall call) => PathOf(call) is { } path && path.Contains(log, StringComparison.Ordinal);

    /// <summary>`fdatasync(45&lt;/folder/file&gt;) = 0`</summary>
    static string? PathOf(SystemCall call)
    {
        var (from, to) = (call.Text.IndexOf('<', StringComparison.Ordinal), call.Text.IndexOf('>', StringComparison.Ordinal));
        return from < 0 || to < from ? null : call.Text[(from + 1)..to];
    }

    static string? Fault(string marker, List<SystemCall> writes, List<SystemCall> flushes, List<SystemCall> acks)
    {
        if (acks.Find(a => a.Text.Contains(marker, StringComparison.Ordinal)) is not { } ack) return $"{marker}: no acknowledgement is in the trace";
        if (writes.Find(w => w.Text.Contains(marker, StringComparison.Ordinal)) is not { } write) return $"{marker}: no write is in the trace";
        var flush = flushes.Find(f => f.Began > write.Returned && f.Returned < ack.Began && PathOf(f) == PathOf(write));
        return flush is null ? $"{marker}: written by line {write.Returned}, acknowledged on line {ack.Began}, and no flush of {PathOf(write)} returned in between" : null;
    }
}
