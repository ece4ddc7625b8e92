using System.CommandLine;
using System.Security.Cryptography;
using System.Text.Json;
using ConsentGrains.Server.Remote;

namespace ConsentGrains.Server.Commands;

/// <summary>`consent requests`: requests of data subjects (開示等の請求) at a running server, with a key of the desk.</summary>
static class RequestsCommand
{
    static readonly ServerOptions Server = new();

    public static Command Create()
    {
        var command = new Command("requests", "Requests of data subjects (開示等の請求) at a running server, with a key of the desk.");
        command.Add(List());
        command.Add(Show());
        command.Add(TakeIn());
        return command;
    }

    static Command List()
    {
        var policy = new Option<string>("--policy") { Description = "Under this policy.", HelpName = "POLICY" };
        var stage = new Option<string>("--stage") { Description = "At this stage: received, investigating …", HelpName = "STAGE" };
        var all = new Option<bool>("--all") { Description = "Also those with nothing left to do." };
        var command = new Command("list", "List requests by the day on which there is something to do, a line each: day, number, policy, type, stage.") { policy, stage, all };
        Server.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using var running = Server.Need(parsed);
            var query = $"v1/requests?current=true{Filter("policy", parsed.GetValue(policy))}{Filter("stage", parsed.GetValue(stage))}{(parsed.GetValue(all) ? "" : "&open=true")}";
            for (string? after = null; ;)
            {
                var reply = (await running.GetAsync(query + Filter("after", after))).OrStop();
                foreach (var row in reply.Body.GetProperty("results").EnumerateArray()) parsed.InvocationConfiguration.Output.WriteLine(Row(row));
                if ((after = reply.Text("next")) is null) return (int)ExitCode.Ok;
            }
        });
        return command;
    }

    static Command Show()
    {
        var id = new Argument<string>("ID") { Description = "The number of the request." };
        var command = new Command("show", "Print a request with its procedure, its days, its fee and its answer.") { id };
        Server.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using var running = Server.Need(parsed);
            var reply = (await running.GetAsync("v1/requests/" + Uri.EscapeDataString(parsed.GetRequiredValue(id)))).OrStop();
            foreach (var field in reply.Body.EnumerateObject()) parsed.InvocationConfiguration.Output.WriteLine($"{field.Name}: {field.Value}");
            return (int)ExitCode.Ok;
        });
        return command;
    }

    static Command TakeIn()
    {
        var file = new Argument<string>("FILE") { Description = "CSV in UTF-8; the columns are in docs/desk.md." };
        var command = new Command("import", "Take in requests from a CSV, a row each; a file sent twice is taken in once. Refused rows are printed with what to change.") { file };
        Server.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            using var running = Server.Need(parsed);
            var bytes = await ReadAsync(parsed.GetRequiredValue(file), cancel);
            var reply = (await running.PostCsvAsync("v1/requests/intake", bytes, Convert.ToHexStringLower(SHA256.HashData(bytes)))).OrStop();
            return Print(reply.Body, parsed.InvocationConfiguration.Output);
        });
        return command;
    }

    static int Print(JsonElement taken, TextWriter output)
    {
        foreach (var row in taken.GetProperty("results").EnumerateArray())
            output.WriteLine(row.TryGetProperty("code", out var code)
                ? $"line {row.GetProperty("line")}: refused: {code}: {Text(row, "detail")}"
                : $"line {row.GetProperty("line")}: {Text(row, "id")}  {Text(row, "stage")}");
        output.WriteLine($"{taken.GetProperty("accepted")} taken in, {taken.GetProperty("refused")} refused.");
        return (int)(taken.GetProperty("refused").GetInt32() > 0 ? ExitCode.CheckFailed : ExitCode.Ok);
    }

    static async Task<byte[]> ReadAsync(string path, CancellationToken cancel)
    {
        try
        {
            return await File.ReadAllBytesAsync(path, cancel);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StopException(ExitCode.Usage, StopCode.UsageWrong, $"{path} can not be read: {fault.Message}");
        }
    }

    static string Filter(string name, string? value) => value is null ? "" : $"&{name}={Uri.EscapeDataString(value)}";

    static string Row(JsonElement row) => string.Join("  ", Text(row, "due"), Text(row, "id"), Text(row, "policy"), Text(row, "type"), Text(row, "stage"));

    static string Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) ? value.GetString() ?? "-" : "-";
}
