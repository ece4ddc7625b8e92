using System.Globalization;
using System.Text;

namespace ConsentGrains.Web.Tests.Rubbish;

/// <summary>An answer as it came.</summary>
/// <param name="Body">Null for a stream of events, of which the beginning is enough.</param>
sealed record RawAnswer(int Status, IReadOnlyDictionary<string, string> Headers, byte[]? Body)
{
    public string? Type => Headers.GetValueOrDefault("content-type");

    /// <summary>Reads one answer; null where the connection ended before it was whole.</summary>
    public static async Task<RawAnswer?> ReadAsync(Stream from, bool head, CancellationToken cancel)
    {
        try
        {
            return await ReadWholeAsync(from, head, cancel);
        }
        catch (IOException)
        {
            return null;
        }
    }

    static async Task<RawAnswer?> ReadWholeAsync(Stream from, bool head, CancellationToken cancel)
    {
        while (true)
        {
            if (await LineAsync(from, cancel) is not { } line) return null;
            var status = int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture);
            var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            while (await LineAsync(from, cancel) is { Length: > 0 } header) headers[header[..header.IndexOf(':', StringComparison.Ordinal)]] = header[(header.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim();
            // 100 Continue comes before the answer.
            if (status >= 200) return new(status, headers, await BodyAsync(from, status, headers, head, cancel));
        }
    }

    static async Task<byte[]?> BodyAsync(Stream from, int status, Dictionary<string, string> headers, bool head, CancellationToken cancel)
    {
        if (head || status is 204 or 304) return [];
        if (headers.GetValueOrDefault("content-type") == "text/event-stream") return null;
        if (headers.TryGetValue("content-length", out var length)) return await ExactlyAsync(from, int.Parse(length, CultureInfo.InvariantCulture), cancel);
        using var body = new MemoryStream();
        if (!headers.ContainsKey("transfer-encoding"))
        {
            await from.CopyToAsync(body, cancel);
            return body.ToArray();
        }

        while (int.Parse(await LineAsync(from, cancel) ?? throw new EndOfStreamException(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) is > 0 and var size)
        {
            body.Write(await ExactlyAsync(from, size, cancel));
            await LineAsync(from, cancel);
        }

        await LineAsync(from, cancel);
        return body.ToArray();
    }

    static async Task<byte[]> ExactlyAsync(Stream from, int length, CancellationToken cancel)
    {
        var bytes = new byte[length];
        await from.ReadExactlyAsync(bytes, cancel);
        return bytes;
    }

    /// <summary>Null at the end.</summary>
    static async Task<string?> LineAsync(Stream from, CancellationToken cancel)
    {
        var line = new StringBuilder();
        var one = new byte[1];
        while (await from.ReadAsync(one, cancel) == 1)
        {
            if (one[0] == '\n') return line.ToString().TrimEnd('\r');
            line.Append((char)one[0]);
        }

        return null;
    }
}
