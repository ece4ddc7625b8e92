using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace ConsentGrains.Web.Http;

/// <summary>JSON put together from ready-made pieces, for answers that are written a hundred thousand times a second.</summary>
static class JsonBytes
{
    /// <summary>What stands in a JSON text as it is.</summary>
    static readonly SearchValues<char> Plain = SearchValues.Create([.. Enumerable.Range(' ', '~' - ' ' + 1).Select(c => (char)c).Except("\"\\")]);

    public static void Raw(this PooledBuffer json, ReadOnlySpan<byte> piece)
    {
        piece.CopyTo(json.GetSpan(piece.Length));
        json.Advance(piece.Length);
    }

    /// <summary>A text with its quotation marks.</summary>
    public static void Text(this PooledBuffer json, string text)
    {
        if (text.AsSpan().ContainsAnyExcept(Plain))
        {
            Escaped(json, text);
            return;
        }

        var span = json.GetSpan(text.Length + 2);
        span[0] = (byte)'"';
        Encoding.ASCII.GetBytes(text, span[1..]);
        span[text.Length + 1] = (byte)'"';
        json.Advance(text.Length + 2);
    }

    public static void Texts(this PooledBuffer json, IReadOnlyList<string> texts)
    {
        json.Raw("["u8);
        for (var i = 0; i < texts.Count; i++)
        {
            if (i > 0) json.Raw(","u8);
            json.Text(texts[i]);
        }

        json.Raw("]"u8);
    }

    public static void Number(this PooledBuffer json, int number)
    {
        const int Longest = 11;
        number.TryFormat(json.GetSpan(Longest), out var written);
        json.Advance(written);
    }

    static void Escaped(PooledBuffer json, string text)
    {
        json.Raw("\""u8);
        json.Raw(JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
        json.Raw("\""u8);
    }
}
