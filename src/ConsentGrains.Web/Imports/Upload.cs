using System.Buffers;
using System.Globalization;
using ConsentGrains.Web.Http;
using Microsoft.AspNetCore.Http;

namespace ConsentGrains.Web.Imports;

/// <summary>The headers of an upload that can be gone on with, named as the IETF's draft on resumable uploads names them.</summary>
static class Upload
{
    public const string Offset = "Upload-Offset";
    public const string Complete = "Upload-Complete";
    public const string Lines = "application/x-ndjson";

    const string Partial = "application/partial-upload";
    const int CopyBytes = 64 * 1024;

    public static Problem? Read(HttpRequest request, out long offset, out bool last)
    {
        (offset, last) = (0, false);
        if (!IsLines(request.ContentType)) return Problems.Of(ProblemCode.ContentTypeUnsupported, $"Send the header Content-Type: {Lines}.");
        if (RequestBody.WrongEncoding(request) is { } packed) return packed;
        if (!long.TryParse(request.Headers[Offset].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out offset))
            return WrongHeader(Offset, "must be the import's offset: bytes of the source before this content");
        var complete = request.Headers[Complete].ToString();
        if (complete is not ("" or "?0" or "?1")) return WrongHeader(Complete, "must be ?1 where the source ends with this content, else ?0 or left out");
        last = complete == "?1";
        return null;
    }

    public static Problem WrongHeader(string name, string message) =>
        Problems.Of(ProblemCode.HeaderInvalid, $"{name} {message}.", [new FieldFault(name, FaultCode.Invalid, message)]);

    /// <summary>The first bytes of a file that may be growing.</summary>
    public static async ValueTask CopyAsync(Stream from, long length, Stream to, CancellationToken cancel)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(CopyBytes);
        try
        {
            for (var left = length; left > 0;)
            {
                var read = await from.ReadAsync(buffer.AsMemory(0, (int)Math.Min(left, buffer.Length)), cancel);
                if (read == 0) return;
                await to.WriteAsync(buffer.AsMemory(0, read), cancel);
                left -= read;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    static bool IsLines(string? type)
    {
        var media = (type ?? "").AsSpan();
        if (media.IndexOf(';') is >= 0 and var semicolon) media = media[..semicolon];
        return media.Trim().Equals(Lines, StringComparison.OrdinalIgnoreCase) || media.Trim().Equals(Partial, StringComparison.OrdinalIgnoreCase);
    }
}
