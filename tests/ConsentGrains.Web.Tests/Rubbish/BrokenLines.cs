using System.Text;

namespace ConsentGrains.Web.Tests.Rubbish;

/// <summary>What is no HTTP: broken request lines and headers, headers and queries far too long, bytes of another protocol.</summary>
static class BrokenLines
{
    static readonly string[] Methods = ["", "get", "G\u00c9T", "GET ", "G T", "PRI", "CONNECT", "TRACE", "OPTIONS", "HEAD", "PUT", "DELETE", "X", new('M', 200), "POST\t"];
    static readonly string[] Versions = ["HTTP/1.1", "HTTP/1.0", "HTTP/0.9", "HTTP/2.0", "HTTP/3", "HTTP/9.9", "http/1.1", "HTTP/", "", "HTTPS/1.1", "RTSP/1.0"];
    static readonly string[] Targets = ["*", "", "/", "//", "/\\", "http://elsewhere/v1/parties", "http://[::1", "elsewhere:443", "/ /", "/?", "/#", "/v1/parties#x", "/v1/parties?\u0000", "/%"];
    static readonly string[] Lines =
    [
        "X", ": x", "X : y", " X: y", "X: a\u0000b", "X: a\rb", "X\n: y", "Host: elsewhere", "Host:", "Host: a b", "Transfer-Encoding: gzip", "Transfer-Encoding: chunked, gzip", "Connection: \u00ff", "Upgrade: h2c", "X: \u3042",
        "Expect: 200-maybe", "Content-Length: -5", "Connection: Upgrade, HTTP2-Settings", "Sec-WebSocket-Key: x", "TE: trailers", "Accept: \u00e9", "Cookie: a=b; a=b; =;;", "Authorization: Bearer \u00ff",
    ];

    /// <summary>Says what is broken, and makes the bytes.</summary>
    public static (string What, byte[] Bytes) Make(RequestText request, Random random) => random.Next(9) switch
    {
        0 => ("bytes at random", Bytes(random)),
        1 => ("the beginning of TLS", [0x16, 0x03, 0x01, 0x02, 0x00, 0x01, 0x00, 0x01, 0xfc, 0x03, 0x03, .. Bytes(random)]),
        2 => ("a broken request line", Line($"{Words.Pick(random, Methods)} {Words.Pick(random, Targets)} {Words.Pick(random, Versions)}\r\nHost: a\r\n\r\n")),
        3 => ("another version", Line($"{request.Method} {request.Target} {Words.Pick(random, Versions)}\r\nHost: a\r\nAuthorization: {Key(request)}\r\n\r\n")),
        4 => ("no Host", Line($"{request.Method} {request.Target} HTTP/1.1\r\nAuthorization: {Key(request)}\r\n\r\n")),
        5 => With(request, "a header of no form", Words.Pick(random, Lines)),
        6 => With(request, "a gigantic header", $"X-Large: {new string('h', random.Next(20_000, 60_000))}"),
        7 => With(request, "too many headers", string.Join("\r\n", Enumerable.Range(0, random.Next(90, 400)).Select(i => $"X-{i}: {i}"))),
        _ => ("a gigantic target", Line($"{request.Method} {request.Target}?{new string('q', random.Next(5_000, 40_000))}=1 HTTP/1.1\r\nHost: a\r\nAuthorization: {Key(request)}\r\n\r\n")),
    };

    static (string, byte[]) With(RequestText request, string what, string line)
    {
        var bytes = request.ToBytes();
        var first = bytes.AsSpan().IndexOf("\r\n"u8) + 2;
        return (line.Length > 100 ? what : $"{what}: {line}", [.. bytes.AsSpan(0, first), .. Line(line), .. "\r\n"u8, .. bytes.AsSpan(first)]);
    }

    static string Key(RequestText request) => request.Headers.Find(h => h.Name == "Authorization").Value;

    static byte[] Bytes(Random random)
    {
        var bytes = new byte[random.Next(1, 3_000)];
        random.NextBytes(bytes);
        if (random.Next(2) == 0) bytes.AsSpan().Replace((byte)'\n', (byte)'_');
        return [.. bytes, .. "\r\n\r\n"u8];
    }

    static byte[] Line(string text) => Encoding.Latin1.GetBytes(text);
}
