using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConsentGrains.Core;

namespace ConsentGrains.Server.Commands;

/// <summary>`consent switch`: one switch on a running server, step by step, in the name of the key's party.</summary>
static class SwitchCommand
{
    static readonly ServerOptions Server = new();
    static readonly PointArgument Point = new();
    static readonly Option<string> Once = new("--idempotency-key") { Description = "The same key and command once more changes nothing.", HelpName = "KEY" };

    public static Command Create()
    {
        var command = new Command("switch", "Switches between retailers (スイッチング): one on a running server, or many at once as CSV.");
        command.Add(Apply());
        command.Add(Judge());
        command.Add(Step("match", "Match both applications (transmission operator, OCCTO); locked from here."));
        command.Add(Complete());
        command.Add(Step("cancel", "Take the application back before matching (new retailer)."));
        command.Add(Step("lapse", "Say that the last day for matching is past (transmission operator, OCCTO); it also lapses by itself."));
        command.Add(Show());
        command.Add(SwitchImportCommand.Create());
        command.Add(SwitchExportCommand.Create());
        command.Add(SwitchExchangeCommand.Compare());
        command.Add(SwitchExchangeCommand.Relay());
        return command;
    }

    static Command Apply()
    {
        var by = new Option<string>("--by") { Description = "The new retailer.", HelpName = "PARTY", Required = true };
        var customer = new Option<string>("--customer") { Description = "The customer there.", HelpName = "OPERATOR/NUMBER", Required = true };
        var losing = new Option<string>("--losing-customer") { Description = "The same customer with the current retailer.", HelpName = "OPERATOR/NUMBER", Required = true };
        var on = new Option<DateOnly?>("--on") { Description = "The switching day wished for, as 2027-03-31.", HelpName = "DAY" };
        var meterWork = new Option<bool>("--meter-work") { Description = "The meter must be exchanged." };
        return Telling(new("apply", "Apply for a switch (new retailer).") { by, customer, losing, on, meterWork }, "", parsed => new()
        {
            ["by"] = parsed.GetValue(by),
            ["customer"] = parsed.GetValue(customer),
            ["losingCustomer"] = parsed.GetValue(losing),
            ["on"] = Day(parsed.GetValue(on)),
            ["meterWork"] = parsed.GetValue(meterWork),
        });
    }

    static Command Judge()
    {
        var result = new Argument<string>("RESULT") { Description = "ok or ng." };
        result.AcceptOnlyFromAmong("ok", "ng");
        var reasons = new Option<string[]>("--reason")
        {
            Description = $"Why not, once or more: {string.Join(", ", Words.SwitchRefusals)}.",
            HelpName = "REASON",
            AllowMultipleArgumentsPerToken = true,
        };
        return Telling(new("judge", "Say yes or no to an application (current retailer).") { result, reasons }, "/judge", parsed => new()
        {
            ["result"] = parsed.GetValue(result),
            ["reasons"] = parsed.GetValue(reasons) is { Length: > 0 } some ? new JsonArray([.. some.Select(r => JsonValue.Create(r))]) : null,
        });
    }

    static Command Complete()
    {
        var on = new Option<DateOnly?>("--on") { Description = "The switching day, as 2027-03-31.", HelpName = "DAY", Required = true };
        return Telling(new("complete", "Fix the switching day (transmission operator, OCCTO): everything changes at 00:00 of it.") { on }, "/complete",
            parsed => new() { ["on"] = Day(parsed.GetValue(on)) });
    }

    static Command Step(string name, string description) => Telling(new(name, description), "/" + name, _ => []);

    static Command Show()
    {
        var command = new Command("show", "Show a supply point and its newest application, as far as the key's party may see them.");
        Point.AddTo(command);
        Server.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using var running = Server.Need(parsed);
            var reply = (await running.GetAsync($"v1/supply-points/{Point.Read(parsed).Digits}")).OrStop();
            Print(parsed.InvocationConfiguration.Output, reply.Body);
            return (int)ExitCode.Ok;
        });
        return command;
    }

    static Command Telling(Command command, string path, Func<ParseResult, JsonObject> body)
    {
        Point.AddTo(command);
        command.Add(Once);
        Server.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using var running = Server.Need(parsed);
            var point = Point.Read(parsed);
            var fields = body(parsed);
            foreach (var left in fields.Where(f => f.Value is null).Select(f => f.Key).ToList()) fields.Remove(left);
            var told = (await running.PostAsync($"v1/supply-points/{point.Digits}/switches{path}", JsonSerializer.SerializeToElement(fields), parsed.GetValue(Once))).OrStop();
            parsed.InvocationConfiguration.Output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{point.Masked}: done, revision {told.Body.GetProperty("revision").GetInt32()}, recorded {told.Text("recordedAt")}."));
            return (int)ExitCode.Ok;
        });
        return command;
    }

    static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>A line per field; what belongs together is named with a dot.</summary>
    static void Print(TextWriter output, JsonElement element, string path = "")
    {
        if (element.ValueKind == JsonValueKind.Object)
            foreach (var field in element.EnumerateObject()) Print(output, field.Value, path.Length == 0 ? field.Name : $"{path}.{field.Name}");
        else if (element.ValueKind == JsonValueKind.Array)
            foreach (var one in element.EnumerateArray()) Print(output, one, path);
        else output.WriteLine($"{path}: {element}");
    }
}
