using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConsentGrains.Core;
using ConsentGrains.Core.Subscriptions;
using ConsentGrains.Server.Remote;

namespace ConsentGrains.Server.Commands;

/// <summary>`consent subscriptions`: subscriptions of a running server's change feed. A party's key reaches its own, an administrator's all.</summary>
static class SubscriptionsCommand
{
    const string Root = "v1/subscriptions";
    static readonly ServerOptions Server = new();
    static readonly Argument<string> Id = new("id") { Description = "The subscription, as sub-…" };
    static readonly Option<string[]> Types = new("--type") { Description = "Only changes of this type, as jp.consentgrains.consent.withdrawn.v1; may be repeated.", HelpName = "TYPE" };
    static readonly Option<int[]> Areas = new("--area") { Description = "Of supply points only those of this area, 1 to 10; may be repeated.", HelpName = "AREA" };
    static readonly Option<string> Url = new("--to") { Description = "Where a webhook is posted to: https, on the public internet.", HelpName = "ADDRESS" };
    static readonly Option<string> From = new("--from") { Description = "Where to begin: now or beginning.", HelpName = "WHERE" };
    static readonly Option<string> After = new("--after") { Description = "A cursor to begin behind, instead of --from.", HelpName = "CURSOR" };

    public static Command Create()
    {
        From.AcceptOnlyFromAmong("now", "beginning");
        var command = new Command("subscriptions", "Subscriptions of the change feed of a running server; the key needs the role subscribe or admin.");
        command.Add(List());
        command.Add(Of("show", "One subscription with every field.", async (running, id, parsed) => Print(parsed, (await running.GetAsync(id)).OrStop().Body)));
        command.Add(New());
        command.Add(Of("change", "Another filter, or another address for a webhook.", async (running, id, parsed) => Print(parsed, (await running.PatchAsync(id, JsonSerializer.SerializeToElement(Fields(parsed)))).OrStop().Body), Types, Areas, Url));
        command.Add(Posts("suspend", "Tells nothing more until it is resumed.", _ => []));
        command.Add(Posts("resume", "Goes on at once where it stood.", _ => []));
        command.Add(Posts("replay", "Goes on behind a position: what was told since then is told again.", Fields, From, After));
        var grace = new Option<int?>("--grace-hours") { Description = "How long is signed with the former secret besides. Default: 24.", HelpName = "N" };
        command.Add(Posts("rotate-secret", "A new secret for a webhook, shown this once.", parsed => parsed.GetValue(grace) is { } hours ? new() { ["graceHours"] = hours } : [], grace));
        command.Add(Of("end", "Ends a subscription for ever.", async (running, id, parsed) => Print(parsed, (await running.DeleteAsync(id)).OrStop().Body)));
        return command;
    }

    static Command New()
    {
        var kind = new Option<string>("--kind") { Description = "pull, sse or webhook.", HelpName = "KIND", Required = true };
        kind.AcceptOnlyFromAmong([.. Enum.GetValues<SubscriptionKind>().Select(Wire.Name)]);
        var command = new Command("create", "A new subscription of the key's party; the secret of a webhook is shown this once.") { kind, Url, Types, Areas, From, After };
        Server.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using var running = Server.Need(parsed);
            var body = Fields(parsed);
            body["kind"] = parsed.GetValue(kind);
            Print(parsed, (await running.PostAsync(Root, JsonSerializer.SerializeToElement(body), Guid.NewGuid().ToString())).OrStop().Body);
            return (int)ExitCode.Ok;
        });
        return command;
    }

    static Command List()
    {
        var party = new Option<string>("--party") { Description = "Only of this party.", HelpName = "PARTY" };
        var command = new Command("list", "Subscriptions that have not ended, a line each: id, party, kind, status, reason, next try, address.") { party };
        Server.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using var running = Server.Need(parsed);
            var query = parsed.GetValue(party) is { } of ? $"&party={Uri.EscapeDataString(of)}" : "";
            for (string? after = null; ;)
            {
                var reply = (await running.GetAsync($"{Root}?current=true{query}{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}")).OrStop();
                foreach (var row in reply.Body.GetProperty("results").EnumerateArray()) parsed.InvocationConfiguration.Output.WriteLine(Row(row));
                if ((after = reply.Text("next")) is null) return (int)ExitCode.Ok;
            }
        });
        return command;
    }

    static Command Posts(string name, string description, Func<ParseResult, JsonObject> body, params Option[] options) => Of(
        name, description, async (running, id, parsed) => Print(parsed, (await running.PostAsync($"{id}/{name}", JsonSerializer.SerializeToElement(body(parsed)))).OrStop().Body), options);

    /// <param name="work">Told the path of the subscription.</param>
    static Command Of(string name, string description, Func<RunningServer, string, ParseResult, Task> work, params Option[] options)
    {
        var command = new Command(name, description) { Id };
        foreach (var option in options) command.Add(option);
        Server.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using var running = Server.Need(parsed);
            await work(running, $"{Root}/{Uri.EscapeDataString(parsed.GetValue(Id)!)}", parsed);
            return (int)ExitCode.Ok;
        });
        return command;
    }

    /// <summary>What was said, and nothing of what was not.</summary>
    static JsonObject Fields(ParseResult parsed)
    {
        var body = new JsonObject();
        if (parsed.GetResult(Types) is not null) body["types"] = new JsonArray([.. parsed.GetValue(Types)!.Select(type => JsonValue.Create(type))]);
        if (parsed.GetResult(Areas) is not null) body["areas"] = new JsonArray([.. parsed.GetValue(Areas)!.Select(area => JsonValue.Create(area))]);
        if (parsed.GetResult(Url) is not null) body["url"] = parsed.GetValue(Url);
        if (parsed.GetResult(From) is not null) body["from"] = parsed.GetValue(From);
        if (parsed.GetResult(After) is not null) body["after"] = parsed.GetValue(After);
        return body;
    }

    static void Print(ParseResult parsed, JsonElement body)
    {
        foreach (var field in body.EnumerateObject()) parsed.InvocationConfiguration.Output.WriteLine($"{field.Name}: {field.Value}");
    }

    static string Row(JsonElement row) => string.Join(
        "  ", new[] { "id", "party", "kind", "status", "reason", "nextTry", "url" }.Select(name => row.TryGetProperty(name, out var value) ? value.GetString() : "-")).TrimEnd('-', ' ');
}
