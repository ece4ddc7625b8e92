using System.CommandLine;
using System.Text.Json;
using ConsentGrains.Server.Remote;

namespace ConsentGrains.Server.Commands;

/// <summary>`consent incidents`: leaks (漏えい等) and their clocks at a running server, with a key of the desk.</summary>
static class IncidentsCommand
{
    static readonly ServerOptions Server = new();

    public static Command Create()
    {
        var command = new Command("incidents", "Leaks, losses and damage (漏えい等) and their clocks at a running server, with a key of the desk.");
        command.Add(List());
        command.Add(Show());
        command.Add(Open());
        return command;
    }

    static Command List()
    {
        var all = new Option<bool>("--all") { Description = "Also those that are closed." };
        var command = new Command("list", "List incidents by the clock that is due first, a line each: day, number, policy, customers named; 4 where a clock is past its day.") { all };
        Server.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using var running = Server.Need(parsed);
            var (late, today) = (false, DateOnly.FromDateTime(DateTime.UtcNow.AddHours(9)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
            for (string? after = null; ;)
            {
                var reply = (await running.GetAsync($"v1/incidents?current=true{(parsed.GetValue(all) ? "" : "&open=true")}{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}")).OrStop();
                foreach (var row in reply.Body.GetProperty("results").EnumerateArray())
                {
                    late |= string.CompareOrdinal(Text(row, "due"), today) < 0 && Text(row, "due") != "-";
                    parsed.InvocationConfiguration.Output.WriteLine(string.Join("  ", Text(row, "due"), Text(row, "id"), Text(row, "policy"), row.GetProperty("customers")));
                }

                if ((after = reply.Text("next")) is null) return (int)(late ? ExitCode.CheckFailed : ExitCode.Ok);
            }
        });
        return command;
    }

    static Command Show()
    {
        var id = new Argument<string>("ID") { Description = "The number of the incident." };
        var command = new Command("show", "Print every clock of an incident, a line each: last day, state, clock, authority, sources.") { id };
        Server.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using var running = Server.Need(parsed);
            var reply = (await running.GetAsync("v1/incidents/" + Uri.EscapeDataString(parsed.GetRequiredValue(id)))).OrStop();
            foreach (var clock in reply.Body.GetProperty("clocks").EnumerateArray())
                parsed.InvocationConfiguration.Output.WriteLine(string.Join("  ",
                    Text(clock, HasLast(clock) ? "last" : "target"), Text(clock, "state"), Text(clock, "clock"), Text(clock, "authority"),
                    string.Join("、", clock.GetProperty("sources").EnumerateArray().Select(source => source.GetString()))));
            return (int)ExitCode.Ok;
        });
        return command;
    }

    static Command Open()
    {
        var file = new Argument<string>("FILE") { Description = "JSON: policy, known, overview, kind, cases, headcount, secrecy, items … (docs/incidents.md)." };
        var command = new Command("open", "Open an incident from a file; a file sent twice is opened once. Prints its number.") { file };
        Server.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            using var running = Server.Need(parsed);
            var bytes = await ReadAsync(parsed.GetRequiredValue(file), cancel);
            var reply = (await running.PostAsync("v1/incidents", Parse(bytes), Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)))).OrStop();
            parsed.InvocationConfiguration.Output.WriteLine(reply.Text("id"));
            return (int)ExitCode.Ok;
        });
        return command;
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

    static JsonElement Parse(byte[] bytes)
    {
        try
        {
            return JsonElement.Parse(bytes);
        }
        catch (JsonException fault)
        {
            throw new StopException(ExitCode.Usage, StopCode.UsageWrong, $"The file is no JSON: {fault.Message}");
        }
    }

    static bool HasLast(JsonElement clock) => clock.TryGetProperty("last", out JsonElement _);

    static string Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) ? value.GetString() ?? "-" : "-";
}
