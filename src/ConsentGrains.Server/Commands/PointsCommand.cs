using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Server.Remote;

namespace ConsentGrains.Server.Commands;

/// <summary>`consent points`: supply points of a running server, as far as they are the business of the key's party: a transmission operator's area.</summary>
static class PointsCommand
{
    const int Areas = SupplyPointNumber.Areas;
    static readonly ServerOptions Server = new();
    static readonly PointArgument Point = new();

    public static Command Create()
    {
        var command = new Command("points", "Supply points of a running server, as far as the key's party may see them.");
        command.Add(List());
        command.Add(Below("holders", "Who holds a supply point, and who will."));
        command.Add(Below("switches", "Every application to switch at a supply point, oldest first."));
        return command;
    }

    static Command List()
    {
        var area = new Option<int?>("--area") { Description = $"Of this area, 1 to {Areas}; a transmission operator lists its own alone.", HelpName = "AREA" };
        var begins = new Option<string>("--begins") { Description = "Numbers that begin so, hyphens allowed.", HelpName = "DIGITS" };
        var retailer = new Option<string>("--retailer") { Description = "Supplied by this party now.", HelpName = "PARTY" };
        var held = new Option<bool?>("--held") { Description = "true: somebody holds it; false: it is free.", HelpName = "BOOL" };
        var stage = new Option<string>("--switch") { Description = $"The stage of the newest application: {string.Join(", ", Enum.GetValues<SwitchStage>().Select(Wire.Name))}.", HelpName = "STAGE" };
        var open = new Option<bool>("--open") { Description = "With an open application." };
        var command = new Command("list", "List supply points by number, a line each: number, kind, voltage, retailer, held or free, stage of the newest application.") { area, begins, retailer, held, stage, open };
        Server.AddTo(command);
        command.SetAction((parsed, _) => EachAsync(parsed, "v1/supply-points", Query(
        [
            ("area", parsed.GetValue(area)?.ToString(CultureInfo.InvariantCulture)), ("begins", parsed.GetValue(begins)), ("retailer", parsed.GetValue(retailer)),
            ("held", parsed.GetValue(held) is { } wanted ? (wanted ? "true" : "false") : null), ("switch", parsed.GetValue(stage)),
            ("open", parsed.GetValue(open) ? "true" : null), ("current", "true"),
        ]), Row));
        return command;
    }

    static Command Below(string path, string description)
    {
        var command = new Command(path, description);
        Point.AddTo(command);
        Server.AddTo(command);
        command.SetAction((parsed, _) => EachAsync(parsed, $"v1/supply-points/{Point.Read(parsed).Digits}/{path}", "", Line));
        return command;
    }

    /// <summary>Prints every row, page by page.</summary>
    static async Task<int> EachAsync(ParseResult parsed, string path, string query, Func<JsonElement, string> line)
    {
        using var running = Server.Need(parsed);
        var output = parsed.InvocationConfiguration.Output;
        for (string? after = null; ;)
        {
            var page = after is null ? query : $"{query}{(query.Length == 0 ? "?" : "&")}after={Uri.EscapeDataString(after)}";
            var reply = (await running.GetAsync(path + page)).OrStop();
            foreach (var row in reply.Body.GetProperty("results").EnumerateArray()) output.WriteLine(line(row));
            if ((after = reply.Text("next")) is null) return (int)ExitCode.Ok;
        }
    }

    static string Query(IEnumerable<(string Name, string? Value)> filters) =>
        "?" + string.Join('&', filters.Where(f => f.Value is not null).Select(f => $"{f.Name}={Uri.EscapeDataString(f.Value!)}"));

    static string Row(JsonElement row)
    {
        var number = SupplyPointNumber.Parse(Text(row, "number"))!.Value;
        return string.Join("  ", number.Shown, Text(row, "kind"), Text(row, "voltage"), Text(row, "retailer"), row.GetProperty("held").GetBoolean() ? "held" : "free", Text(row, "switch")).TrimEnd('-', ' ');
    }

    /// <summary>Every field that is there, with its name.</summary>
    static string Line(JsonElement row) => string.Join("  ", row.EnumerateObject().Select(f => $"{f.Name}: {f.Value}"));

    static string Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) ? value.GetString() ?? "-" : "-";
}
