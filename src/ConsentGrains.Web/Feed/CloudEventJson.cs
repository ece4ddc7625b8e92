using System.Globalization;
using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Grains.Feed;
using ConsentGrains.Web.Http;

namespace ConsentGrains.Web.Feed;

/// <summary>A change as a CloudEvent 1.0 in its JSON format, with the extensions `sequence` and `partitionkey`.</summary>
static class CloudEventJson
{
    /// <summary>UTF-8; made once for all who are told the same.</summary>
    public static ReadOnlyMemory<byte> TextOf(FeedEvent of) => of.Telling.Text(of, Make);

    static byte[] Make(FeedEvent of)
    {
        using var buffer = new PooledBuffer();
        using (var json = new Utf8JsonWriter(buffer, JsonReply.Readable)) Write(json, of);
        return buffer.Written.ToArray();
    }

    static void Write(Utf8JsonWriter json, FeedEvent of)
    {
        json.WriteStartObject();
        json.WriteString("specversion", "1.0");
        json.WriteString("id", of.Id);
        json.WriteString("source", $"/v1/changes/{of.Partition}");
        json.WriteString("type", of.Told.Type);
        if (of.Told.Subject is { } subject) json.WriteString("subject", subject);
        json.WriteString("time", of.Time.ToString());
        json.WriteString("datacontenttype", "application/json");
        // Of one width, so that texts sort as numbers do.
        json.WriteString("sequence", of.Position.ToString("D19", CultureInfo.InvariantCulture));
        json.WriteString("partitionkey", of.Stream.ToString());
        json.WritePropertyName("data");
        json.WriteRawValue(of.Told.Data, skipInputValidation: true);
        json.WriteEndObject();
    }
}
