using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace ConsentGrains.Web.Tests.Rubbish;

/// <summary>Bodies that go over the wire otherwise than they say: cut short, in broken chunks, compressed, of a length that is a lie.</summary>
static class Framing
{
    /// <summary>Breaks the framing; says how, and whether the request never comes to its end.</summary>
    public static (string What, bool CutShort) Break(RequestText request, Random random)
    {
        switch (random.Next(12))
        {
            case 0: return Cut(request, random);
            case 1: return Chunked(request, random, "whole in chunks", _ => "", cutShort: false);
            case 2: return Chunked(request, random, "chunks cut short", _ => null, cutShort: true);
            case 3: return Chunked(request, random, "a chunk of no size", _ => "zz\r\n{}\r\n0\r\n\r\n", cutShort: false);
            case 4: return Chunked(request, random, "a chunk without end", _ => "ffffffffffffffffff\r\n", cutShort: false);
            case 5: return Chunked(request, random, "a chunk longer than it says", _ => "1\r\n{}{}\r\n0\r\n\r\n", cutShort: false);
            case 6: return Chunked(request, random, "chunks with trailers", _ => "0\r\nX-Trailer: 1\r\nContent-Length: 3\r\n\r\n", cutShort: false);
            case 7: return Lie(request, random);
            case 8: return Both(request);
            case 9: return Compressed(request, random);
            case 10: return Announced(request, random);
            default: return Twice(request);
        }
    }

    static (string, bool) Cut(RequestText request, Random random)
    {
        if (request.Body.Length == 0) request.Body = "{}"u8.ToArray();
        request.Length = request.Body.Length.ToString(CultureInfo.InvariantCulture);
        request.Body = request.Body[..random.Next(request.Body.Length)];
        return ("cut short", true);
    }

    static (string, bool) Chunked(RequestText request, Random random, string what, Func<int, string?> end, bool cutShort)
    {
        request.Set("Transfer-Encoding", random.Next(6) == 0 ? "Chunked" : "chunked");
        var chunks = new List<byte>();
        for (var at = 0; at < request.Body.Length;)
        {
            var size = Math.Min(random.Next(1, 2_000), request.Body.Length - at);
            chunks.AddRange(Encoding.ASCII.GetBytes($"{size:x}{(random.Next(4) == 0 ? ";ext=\"1\"" : "")}\r\n"));
            chunks.AddRange(request.Body.AsSpan(at, size));
            chunks.AddRange("\r\n"u8);
            at += size;
        }

        if (end(chunks.Count) is { } tail) chunks.AddRange(Encoding.ASCII.GetBytes(tail.Length == 0 ? "0\r\n\r\n" : tail));
        else if (chunks.Count > 0) chunks.RemoveRange(chunks.Count - 1, 1);
        request.Framed = [.. chunks];
        return (what, cutShort);
    }

    static (string, bool) Lie(RequestText request, Random random)
    {
        request.Length = Words.Pick(random, ["-1", "1x", "", "99999999999999999999", "0x10", "1, 1", "1 1", "+5"]);
        // Kestrel takes this one for five, and waits for what is missing.
        return ($"Content-Length: {request.Length}", request.Length == "+5");
    }

    static (string, bool) Both(RequestText request)
    {
        request.Set("Transfer-Encoding", "chunked");
        request.Headers.Add(("Content-Length", "4"));
        request.Framed = [.. "0\r\n\r\n"u8];
        return ("a length and chunks", true);
    }

    static (string, bool) Compressed(RequestText request, Random random)
    {
        using var to = new MemoryStream();
        using (Stream pack = random.Next(2) == 0 ? new GZipStream(to, CompressionLevel.Fastest) : new BrotliStream(to, CompressionLevel.Fastest)) pack.Write(request.Body);
        request.Body = to.ToArray();
        request.Set("Content-Encoding", Words.Pick(random, ["gzip", "br", "deflate", "identity", "x", "gzip, gzip"]));
        return ("compressed", false);
    }

    /// <summary>So large that nobody sends it: the answer comes before the body would.</summary>
    static (string, bool) Announced(RequestText request, Random random)
    {
        request.Length = Words.Pick(random, ["1048577", "30000001", "999999999999", "9223372036854775807"]);
        if (random.Next(2) == 0) request.Set("Expect", "100-continue");
        // An import takes what comes, and would wait for it.
        return ($"{request.Length} bytes announced", request.Method == "PATCH");
    }

    static (string, bool) Twice(RequestText request)
    {
        request.Headers.Add(("Content-Length", (request.Body.Length + 1).ToString(CultureInfo.InvariantCulture)));
        return ("two lengths", false);
    }
}
