using System.Globalization;
using System.Text;

namespace ConsentGrains.Web.Tests.Rubbish;

/// <summary>A request while it is put together: its parts can still be changed one by one.</summary>
sealed class RequestText
{
    public required string Method { get; set; }

    public required string Target { get; set; }

    public List<(string Name, string Value)> Headers { get; } = [];

    public byte[] Body { get; set; } = [];

    /// <summary>Instead of the length of the body.</summary>
    public string? Length { get; set; }

    /// <summary>The body as it goes over the wire, where it is not the body itself: in chunks.</summary>
    public byte[]? Framed { get; set; }

    public void Set(string name, string value)
    {
        Headers.RemoveAll(h => h.Name == name);
        Headers.Add((name, value));
    }

    public byte[] ToBytes()
    {
        var head = new StringBuilder().Append(Method).Append(' ').Append(Target).Append(" HTTP/1.1\r\n");
        foreach (var (name, value) in Headers) head.Append(name).Append(": ").Append(value).Append("\r\n");
        if (Framed is null && (Body.Length > 0 || Length is not null || Method is "POST" or "PATCH" or "PUT"))
            head.Append("Content-Length: ").Append(Length ?? Body.Length.ToString(CultureInfo.InvariantCulture)).Append("\r\n");
        return [.. Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()), .. Framed ?? Body];
    }
}
