using System.IO.Pipelines;

namespace ConsentGrains.Web.Http;

/// <summary>What a connection sends, passed on as it is; or, once something was put in the place of all that is still to come, that and nothing else.</summary>
sealed class ReplaceableOutput(PipeWriter inner) : PipeWriter
{
    byte[]? instead;
    byte[]? unused;

    public override bool CanGetUnflushedBytes => inner.CanGetUnflushedBytes;

    public override long UnflushedBytes => inner.UnflushedBytes;

    /// <summary>Whatever was handed over before still goes out first.</summary>
    public void Replace(byte[] bytes)
    {
        if (instead is not null) return;
        bytes.CopyTo(inner.GetSpan(bytes.Length));
        inner.Advance(bytes.Length);
        instead = bytes;
    }

    public override Memory<byte> GetMemory(int sizeHint = 0) => instead is null ? inner.GetMemory(sizeHint) : Unused(sizeHint);

    public override Span<byte> GetSpan(int sizeHint = 0) => instead is null ? inner.GetSpan(sizeHint) : Unused(sizeHint);

    public override void Advance(int bytes)
    {
        if (instead is null) inner.Advance(bytes);
    }

    public override ValueTask<FlushResult> FlushAsync(CancellationToken cancellationToken = default) => inner.FlushAsync(cancellationToken);

    public override ValueTask<FlushResult> WriteAsync(ReadOnlyMemory<byte> source, CancellationToken cancellationToken = default) =>
        instead is null ? inner.WriteAsync(source, cancellationToken) : inner.FlushAsync(cancellationToken);

    public override void CancelPendingFlush() => inner.CancelPendingFlush();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    public override ValueTask CompleteAsync(Exception? exception = null) => inner.CompleteAsync(exception);

    byte[] Unused(int sizeHint)
    {
        const int Least = 4096;
        return unused is { } kept && kept.Length >= sizeHint ? kept : unused = new byte[Math.Max(sizeHint, Least)];
    }
}
