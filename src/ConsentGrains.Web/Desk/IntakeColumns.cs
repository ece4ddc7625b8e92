using System.Buffers;
using System.Globalization;
using System.Text.Json;
using ConsentGrains.Grains.Switching.Files;

namespace ConsentGrains.Web.Desk;

/// <summary>The columns of an intake: the fields of a receipt. `items` and `recipients` hold several, parted by blanks; `papers` likewise, each
/// `kind`, `@agent` where it is the agent's, then `:issued=`, `:until=`, `:seal=`. An empty field is left out.</summary>
static class IntakeColumns
{
    static readonly string[] Texts =
    [
        "policy", "type", "customer", "arrived", "dated", "channel", "form", "by", "purpose", "marketingChannel", "recipient", "wish", "evidence", "desk",
    ];

    static readonly string[] Flags = ["principalHasNoPaper", "answerToAgent"];
    static readonly string[] Lists = ["items", "recipients"];

    public static CsvProblem? Check(CsvTable table)
    {
        if (table.Rows.Count == 0) return new(1, "", "line-malformed", "The file has no header. Put the names of the columns into the first row.", "見出し行がありません。1 行目に列名を入れてください。");
        var names = table.Rows[0].Fields;
        foreach (var name in names)
        {
            if (!IsKnown(name)) return new(1, name, "field-unknown", $"There is no column {Quoted.Name(name)} here.", $"列「{Quoted.Name(name)}」はありません。");
            if (names.Count(n => n == name) > 1) return new(1, name, "field-duplicate", $"The column {name} stands twice. Keep one.", $"列「{name}」が重複しています。一つにしてください。");
        }

        return null;
    }

    /// <summary>The row as the body of a receipt; whether it is right is its reader's business.</summary>
    public static JsonDocument Fields(CsvRow header, CsvRow row)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            for (var i = 0; i < header.Fields.Count; i++)
                if (row.Fields[i].Length > 0) Write(json, header.Fields[i], row.Fields[i]);
            json.WriteEndObject();
        }

        return JsonDocument.Parse(bytes.WrittenMemory);
    }

    static bool IsKnown(string name) => Texts.Contains(name) || Flags.Contains(name) || Lists.Contains(name) || name is "stamps" or "papers";

    static void Write(Utf8JsonWriter json, string name, string value)
    {
        if (name == "papers") Papers(json, value);
        else if (Lists.Contains(name)) List(json, name, value);
        else if (name == "stamps" && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var yen)) json.WriteNumber(name, yen);
        else if (Flags.Contains(name) && value is "true" or "false") json.WriteBoolean(name, value == "true");
        else json.WriteString(name, value);
    }

    static void List(Utf8JsonWriter json, string name, string value)
    {
        json.WriteStartArray(name);
        foreach (var one in value.Split(' ', StringSplitOptions.RemoveEmptyEntries)) json.WriteStringValue(one);
        json.WriteEndArray();
    }

    static void Papers(Utf8JsonWriter json, string value)
    {
        json.WriteStartArray("papers");
        foreach (var paper in value.Split(' ', StringSplitOptions.RemoveEmptyEntries)) Paper(json, paper.Split(':'));
        json.WriteEndArray();
    }

    static void Paper(Utf8JsonWriter json, string[] parts)
    {
        var kind = parts[0].Split('@', 2);
        json.WriteStartObject();
        json.WriteString("kind", kind[0]);
        if (kind.Length > 1) json.WriteString("of", kind[1]);
        foreach (var part in parts[1..])
        {
            var named = part.Split('=', 2);
            json.WriteString(named[0], named.Length > 1 ? named[1] : "");
        }

        json.WriteEndObject();
    }
}
