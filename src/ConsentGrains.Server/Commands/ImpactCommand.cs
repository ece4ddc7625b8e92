using System.CommandLine;
using System.Text.Json;
using ConsentGrains.Server.Bulk;
using ConsentGrains.Server.Remote;

namespace ConsentGrains.Server.Commands;

/// <summary>`consent policy draft impact`: how many customers' answers a draft would change, with a bar; goes on where a connection broke off.</summary>
static class ImpactCommand
{
    public static Command Create(ServerOptions server, Argument<string> policy, Argument<string> version, Option<string> from)
    {
        var after = new Option<string>("--after") { Description = "Goes on behind a place that an earlier run printed.", HelpName = "PLACE" };
        var json = new Option<bool>("--json") { Description = "Each part as it comes, a line of JSON." };
        var command = new Command("impact", "Try a draft on every customer: print how many would be answered otherwise, and a line per change: lost or gained, customers, party, act, purpose, clause, reason, examples (masked). Changes nothing.") { policy, version, from, after, json };
        server.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            using var running = server.Need(parsed);
            var output = parsed.InvocationConfiguration.Output;
            var path = $"v1/policies/{Uri.EscapeDataString(parsed.GetRequiredValue(policy))}/drafts/{Uri.EscapeDataString(parsed.GetRequiredValue(version))}/impact"
                + (parsed.GetValue(from) is { } day ? $"?from={Uri.EscapeDataString(day)}" : "?");
            var run = new Run(running, path, parsed.GetValue(after), parsed.GetValue(json) ? output : null);
            await Bar.ShowAsync(output, $"{parsed.GetRequiredValue(policy)} {parsed.GetRequiredValue(version)}", 1, report => run.GoAsync(report, cancel));
            if (!parsed.GetValue(json)) foreach (var line in run.Lines()) output.WriteLine(line);
            if (run.IsWhole) return (int)ExitCode.Ok;
            parsed.InvocationConfiguration.Error.WriteLine($"consent: broken off; go on with --after {run.After}");
            return (int)ExitCode.Refused;
        });
        return command;
    }

    /// <summary>Adds up the parts; a connection that breaks off is made again and goes on behind the last part.</summary>
    sealed class Run(RunningServer running, string path, string? begin, TextWriter? parts)
    {
        readonly Dictionary<string, (int Customers, string Examples)> changes = new(StringComparer.Ordinal);
        string? after = begin;
        int seen, changed, total;

        public bool IsWhole { get; private set; }

        public string? After => after;

        public async Task GoAsync(Action<double, long> report, CancellationToken cancel)
        {
            for (var tries = 0; !IsWhole && tries < Limits.ImpactTries && !cancel.IsCancellationRequested; tries++)
            {
                try
                {
                    if (tries > 0) await Task.Delay(TimeSpan.FromSeconds(Limits.WatchRetrySeconds), cancel);
                    await foreach (var line in running.LinesAsync(path + (after is null ? "" : $"&after={after}"), first: tries == 0, cancel))
                    {
                        Add(line, report);
                        tries = 0;
                    }
                }
                catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException)
                {
                    // What was told stands; the next try begins behind it.
                }
            }
        }

        /// <summary>Those that concern most first.</summary>
        public IEnumerable<string> Lines() =>
        [
            $"{changed} of {seen} customers would be answered otherwise{(IsWhole ? "" : $"; {total} there are")}.",
            .. changes.OrderByDescending(c => c.Value.Customers).ThenBy(c => c.Key, StringComparer.Ordinal)
                .Select(c => string.Join("  ", c.Key.Split('\t')[0], c.Value.Customers, c.Key[(c.Key.IndexOf('\t', StringComparison.Ordinal) + 1)..].Replace("\t", "  ", StringComparison.Ordinal), c.Value.Examples)),
        ];

        void Add(string line, Action<double, long> report)
        {
            using var json = JsonDocument.Parse(line);
            var part = json.RootElement;
            parts?.WriteLine(line);
            seen += part.GetProperty("seen").GetInt32();
            changed += part.GetProperty("changed").GetInt32();
            total = part.GetProperty("total").GetInt32();
            foreach (var change in part.GetProperty("changes").EnumerateArray()) Count(change);
            IsWhole = !part.TryGetProperty("after", out var next);
            if (!IsWhole) after = next.GetString();
            report(IsWhole ? 1 : (double)seen / Math.Max(total, 1), seen);
        }

        void Count(JsonElement change)
        {
            var key = string.Join('\t', change.GetProperty("permitted").GetBoolean() ? "gained" : "lost", Text(change, "party"), Text(change, "act"), Text(change, "purpose"), Text(change, "clause"), string.Join(' ', change.GetProperty("items").EnumerateArray().Select(i => i.GetString())), Text(change, "reason"));
            var known = changes.GetValueOrDefault(key);
            var examples = known.Examples ?? string.Join(' ', change.GetProperty("examples").EnumerateArray().Select(e => e.GetString()));
            changes[key] = (known.Customers + change.GetProperty("customers").GetInt32(), examples);
        }

        static string Text(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value.GetString() ?? "-" : "-";
    }
}
