using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.Extensions.Logging;

namespace ConsentGrains.Server.Serving;

/// <summary>How messages come out, a line each, with their numbers (docs/logs.md).</summary>
static class Logs
{
    public static void Write(ILoggingBuilder logging, bool json)
    {
        if (!json) logging.AddSimpleConsole(console => console.SingleLine = true);
        else logging.AddJsonConsole(console =>
        {
            (console.UseUtcTimestamp, console.TimestampFormat) = (true, "yyyy-MM-dd'T'HH:mm:ss.fff'Z'");
            console.JsonWriterOptions = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };
        });
    }
}
