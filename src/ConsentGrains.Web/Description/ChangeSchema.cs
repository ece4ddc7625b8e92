using System.Text.Json;
using ConsentGrains.Core.Feed;
using ConsentGrains.Web.Http;

namespace ConsentGrains.Web.Description;

/// <summary>The JSON schema of one type of change: the CloudEvent around it and the fields of its data.</summary>
static class ChangeSchema
{
    static readonly string[] Always = ["specversion", "id", "source", "type", "time", "datacontenttype", "sequence", "partitionkey", "data"];

    public static void Write(Utf8JsonWriter json, ChangeDescription change)
    {
        json.WriteString("type", "object");
        json.WriteString("description", change.Meaning);
        json.Texts("required", change.Subject is null ? Always : [.. Always, "subject"]);
        json.WriteStartObject("properties");
        Constant(json, "specversion", "1.0");
        Text(json, "id", "The same with every delivery and to every party; what you send because of it names it as `cause`.");
        Text(json, "source", "Positions (`sequence`) count within it.");
        Constant(json, "type", Teller.Prefix + change.Type);
        if (change.Subject is { } subject) Text(json, "subject", subject);
        Text(json, "time", "When it was recorded.", "date-time");
        Constant(json, "datacontenttype", "application/json");
        Text(json, "sequence", "Of one width; within a source in order.");
        Text(json, "partitionkey", "The random id of the stream: changes that share it come in order.", "uuid");
        WriteData(json, change);
        json.WriteEndObject();
    }

    static void WriteData(Utf8JsonWriter json, ChangeDescription change)
    {
        json.WriteStartObject("data");
        json.WriteString("type", "object");
        json.Texts("required", ["ref", "revision", .. change.Fields.Where(field => field.Always).Select(field => field.Name)]);
        json.WriteStartObject("properties");
        Text(json, "ref", "The same random id as `partitionkey`: keep it, an erasure names nothing else.", "uuid");
        json.WriteStartObject("revision");
        json.WriteString("type", "integer");
        json.WriteString("description", "Of what the subject names, after the change.");
        json.WriteEndObject();
        foreach (var field in change.Fields) WriteField(json, field);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void WriteField(Utf8JsonWriter json, ChangeField field)
    {
        json.WriteStartObject(field.Name);
        json.WriteString("type", field.Shape switch { FieldShape.Number => "integer", FieldShape.Flag => "boolean", FieldShape.Texts => "array", _ => "string" });
        if (field.Shape == FieldShape.Texts)
        {
            json.WriteStartObject("items");
            json.WriteString("type", "string");
            json.WriteEndObject();
        }

        json.Text("format", field.Shape switch { FieldShape.Day => "date", FieldShape.Time => "date-time", _ => null });
        json.Texts("enum", field.Words);
        json.WriteString("description", field.Meaning);
        json.WriteEndObject();
    }

    static void Constant(Utf8JsonWriter json, string name, string value)
    {
        json.WriteStartObject(name);
        json.WriteString("type", "string");
        json.WriteString("const", value);
        json.WriteEndObject();
    }

    static void Text(Utf8JsonWriter json, string name, string meaning, string? format = null)
    {
        json.WriteStartObject(name);
        json.WriteString("type", "string");
        json.Text("format", format);
        json.WriteString("description", meaning);
        json.WriteEndObject();
    }
}
