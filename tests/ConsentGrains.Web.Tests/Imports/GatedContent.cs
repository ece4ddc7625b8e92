using System.Net;
using System.Text;

namespace ConsentGrains.Web.Tests.Imports;

/// <summary>A content that begins to be sent and waits before its first byte until it is let go on.</summary>
sealed class GatedContent(string text) : HttpContent
{
    readonly TaskCompletionSource begun = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly TaskCompletionSource open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ended once the content may be sent: at once, or with `Expect: 100-continue` when the server wants it.</summary>
    public Task Begun => begun.Task;

    public void Open() => open.TrySetResult();

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        await stream.FlushAsync();
        begun.TrySetResult();
        await open.Task;
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text));
    }

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return false;
    }
}
