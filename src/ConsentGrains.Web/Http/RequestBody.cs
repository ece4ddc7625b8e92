using System.Buffers;
using System.IO.Pipelines;
using System.Text.Unicode;
using Microsoft.AspNetCore.Http;

namespace ConsentGrains.Web.Http;

/// <summary>The whole body of a request in one piece: the server's own buffer where it came in one, else a copy from the pool.
/// Disposing gives it back; nothing read from it may be used after that.</summary>
struct RequestBody : IDisposable
{
    public const string Json = "application/json";
    public const string Csv = "text/csv";

    PipeReader? pipe;
    SequencePosition end;
    byte[]? copy;

    public Problem? Problem { get; private init; }

    public ReadOnlyMemory<byte> Bytes { get; private init; }

    /// <param name="media">What it must be. That JSON is UTF-8 is seen to here.</param>
    public static async ValueTask<RequestBody> ReadAsync(HttpContext http, string media = Json)
    {
        var request = http.Request;
        if (!Is(media, request.ContentType)) return new RequestBody { Problem = WrongType(media) };
        if (WrongEncoding(request) is { } packed) return new RequestBody { Problem = packed };
        if (request.ContentLength > Limits.BodyBytes) return new RequestBody { Problem = TooLarge() };
        while (true)
        {
            ReadResult read;
            try
            {
                read = await request.BodyReader.ReadAsync(http.RequestAborted);
            }
            // Most of what can be wrong with chunks comes as a request that is no HTTP; a size beyond every number comes as this.
            catch (IOException broken) when (broken is not BadHttpRequestException && !http.RequestAborted.IsCancellationRequested)
            {
                return new RequestBody { Problem = Problems.Of(ProblemCode.RequestMalformed, "The chunks of the body can not be read.") };
            }

            if (read.Buffer.Length > Limits.BodyBytes) return Refuse(request.BodyReader, read.Buffer, TooLarge());
            if (read.IsCompleted) return Whole(request.BodyReader, read.Buffer, media);
            request.BodyReader.AdvanceTo(read.Buffer.Start, read.Buffer.End);
        }
    }

    public void Dispose()
    {
        pipe?.AdvanceTo(end);
        pipe = null;
        if (copy is not null) ArrayPool<byte>.Shared.Return(copy);
        copy = null;
    }

    static RequestBody Whole(PipeReader pipe, ReadOnlySequence<byte> buffer, string media)
    {
        var body = buffer.IsSingleSegment
            ? new RequestBody { pipe = pipe, end = buffer.End, Bytes = buffer.First }
            : Copied(pipe, buffer);
        if (media != Json || Utf8.IsValid(body.Bytes.Span)) return body;
        body.Dispose();
        return new RequestBody { Problem = Problems.Of(ProblemCode.JsonMalformed, "The body is not UTF-8.") };
    }

    static RequestBody Copied(PipeReader pipe, ReadOnlySequence<byte> buffer)
    {
        var length = (int)buffer.Length;
        var array = ArrayPool<byte>.Shared.Rent(length);
        buffer.CopyTo(array);
        return new RequestBody { pipe = pipe, end = buffer.End, copy = array, Bytes = array.AsMemory(0, length) };
    }

    static RequestBody Refuse(PipeReader pipe, ReadOnlySequence<byte> buffer, Problem problem)
    {
        pipe.AdvanceTo(buffer.End);
        return new RequestBody { Problem = problem };
    }

    static bool Is(string wanted, string? type)
    {
        if (type is null) return false;
        var media = type.AsSpan();
        var semicolon = media.IndexOf(';');
        if (semicolon >= 0 && !IsUtf8(media[(semicolon + 1)..])) return false;
        return (semicolon < 0 ? media : media[..semicolon]).Trim().Equals(wanted, StringComparison.OrdinalIgnoreCase);
    }

    static bool IsUtf8(ReadOnlySpan<char> parameters) =>
        !parameters.Contains("charset", StringComparison.OrdinalIgnoreCase) || parameters.Contains("utf-8", StringComparison.OrdinalIgnoreCase);

    /// <summary>A body that unpacks itself could be of any size.</summary>
    public static Problem? WrongEncoding(HttpRequest request) => request.Headers.ContentEncoding.Count == 0 || request.Headers.ContentEncoding is ["identity"]
        ? null : Problems.Of(ProblemCode.ContentTypeUnsupported, "Send the body as it is: no Content-Encoding is taken.");

    static Problem WrongType(string media) => Problems.Of(ProblemCode.ContentTypeUnsupported, $"Send the header Content-Type: {media} (UTF-8).");

    public static Problem TooLarge() => Problems.Of(ProblemCode.BodyTooLarge, $"At most {Limits.BodyBytes} bytes; send several requests.");
}
