using System.CommandLine;
using System.Text;
using ConsentGrains.Server.Remote;

namespace ConsentGrains.Server.Commands;

/// <summary>`consent audit`: the internal audit report (社内監査) of a running server, with a key of the role audit.</summary>
static class AuditCommand
{
    static readonly ServerOptions Server = new();

    public static Command Create()
    {
        var command = new Command("audit", "The internal audit (社内監査) of a running server, with a key of the role audit.");
        command.Add(Report());
        return command;
    }

    static Command Report()
    {
        var from = new Option<string>("--from") { Description = "The first day, as 2026-04-01.", Required = true };
        var to = new Option<string>("--to") { Description = "The last day, itself included.", Required = true };
        var csv = new Option<bool>("--csv") { Description = "As CSV; else a line each, for people." };
        var command = new Command("report", "Print who decided, read and changed what in a period, denials and refusals by reason, and what is late or lacking; 4 where something is late.") { from, to, csv };
        Server.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            using var running = Server.Need(parsed);
            var path = $"v1/audit-report?from={Uri.EscapeDataString(parsed.GetRequiredValue(from))}&to={Uri.EscapeDataString(parsed.GetRequiredValue(to))}";
            if (parsed.GetValue(csv))
            {
                parsed.InvocationConfiguration.Output.Write(Encoding.UTF8.GetString(await running.GetBytesAsync(path + "&format=csv")));
                return (int)ExitCode.Ok;
            }

            return Print((await running.GetAsync(path)).OrStop(), parsed.InvocationConfiguration.Output);
        });
        return command;
    }

    static int Print(Reply report, TextWriter output)
    {
        var late = false;
        foreach (var line in report.Body.GetProperty("lines").EnumerateArray())
        {
            late |= line.TryGetProperty("due", out var due);
            var words = new[] { "part", "due", "party", "key", "what", "subject", "reason" }.Select(name => line.TryGetProperty(name, out var value) ? value.GetString() : null);
            output.WriteLine(string.Join("  ", words.Where(word => !string.IsNullOrEmpty(word)).Append(line.GetProperty("count").GetRawText())));
        }

        return (int)(late ? ExitCode.CheckFailed : ExitCode.Ok);
    }
}
