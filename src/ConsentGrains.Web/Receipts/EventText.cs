using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ConsentGrains.Core.Customers;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Registry;

namespace ConsentGrains.Web.Receipts;

/// <summary>What an event says, as it stands in the history's answer.</summary>
static class EventText
{
    static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(CustomerEvent happened)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Readable)) json.Object(happened, HistoryJson.Data);
        return Encoding.UTF8.GetString(bytes.ToArray());
    }
}
