using System.CommandLine;
using System.Text.Json;
using ConsentGrains.Server.Remote;

namespace ConsentGrains.Server.Commands;

/// <summary>`consent decision`. `verify`: whether an id is of a decision of a registry, and whether a question was the one asked.</summary>
static class DecisionCommand
{
    public static Command Create()
    {
        var command = new Command("decision", "Decisions that were given.");
        command.Add(Verify());
        command.Add(new DecisionListing().Create());
        return command;
    }

    static Command Verify()
    {
        var id = new Argument<string>("ID") { Description = "The id of the decision, as the answer gave it." };
        var question = new Option<string>("--question") { Description = "File with the question, as it was sent to /access/v1/evaluation.", HelpName = "FILE" };
        var server = new ServerOptions();
        var command = new Command("verify", "Ask a running server whether it gave this decision, and whether to this question; 1 if not.") { id, question };
        server.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using var running = server.Find(parsed) ?? throw new StopException(ExitCode.Usage, StopCode.UsageWrong, "Name the server that gave the decision: --url and --key.");
            var reply = (await running.PostAsync("v1/decisions/verify", Body(parsed.GetRequiredValue(id), parsed.GetValue(question)))).OrStop();
            return (int)Print(reply.Body, parsed.InvocationConfiguration.Output);
        });
        return command;
    }

    static JsonElement Body(string id, string? path)
    {
        if (path is null) return JsonSerializer.SerializeToElement(new { id });
        try
        {
            using var question = JsonDocument.Parse(File.ReadAllText(path));
            return JsonSerializer.SerializeToElement(new { id, question = question.RootElement });
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or JsonException)
        {
            throw new StopException(ExitCode.Usage, StopCode.UsageWrong, $"{path} can not be read as a question: {fault.Message}");
        }
    }

    static ExitCode Print(JsonElement verified, TextWriter output)
    {
        if (!verified.GetProperty("valid").GetBoolean())
        {
            output.WriteLine("Not valid: this registry gave no such decision, or the id was changed. 無効です。");
            return ExitCode.CheckFailed;
        }

        output.WriteLine($"Valid: {(verified.GetProperty("decision").GetBoolean() ? "permitted" : "denied")} as of {verified.GetProperty("asOf").GetString()}, revision {verified.GetProperty("revision").GetString()}. 有効です。");
        if (!verified.TryGetProperty("sameQuestion", out var same)) return ExitCode.Ok;
        output.WriteLine(same.GetBoolean() ? "The question is the one that was answered." : "The question is not the one that was answered.");
        return same.GetBoolean() ? ExitCode.Ok : ExitCode.CheckFailed;
    }
}
