using System.CommandLine;
using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Server.Remote;

namespace ConsentGrains.Server.Commands;

/// <summary>`consent watch`: the live feed of a running server, a line for each change, until Ctrl+C. What breaks off goes on behind the last change.</summary>
static class WatchCommand
{
    const string Prefix = "jp.consentgrains.";

    public static Command Create()
    {
        var from = new Option<string>("--from") { Description = "Where to begin: now (if left out) or beginning.", HelpName = "WHERE" };
        from.AcceptOnlyFromAmong("now", "beginning");
        var most = new Option<int?>("--count") { Description = "End after so many changes.", HelpName = "N" };
        var json = new Option<bool>("--json") { Description = "Each change as its CloudEvent, a line each." };
        var server = new ServerOptions();
        var command = new Command("watch", "Watch the changes that a party is told of, live; its key needs the role subscribe.") { from, most, json };
        server.AddTo(command);
        command.SetAction(async (parsed, cancel) =>
        {
            using var running = server.Need(parsed);
            var watch = new Watch(parsed.InvocationConfiguration.Output, parsed.GetValue(json), parsed.GetValue(most));
            await watch.RunAsync(running, parsed.GetValue(from) ?? "now", cancel);
            return (int)ExitCode.Ok;
        });
        return command;
    }

    /// <summary>`12:00:01  consent.withdrawn  els/C-000123  #4  purpose ELS-EL-2-PU9, recipient midori-hoken`.</summary>
    internal static string LineOf(JsonElement change)
    {
        var data = change.GetProperty("data");
        var told = data.EnumerateObject().Where(field => field.Name is not ("ref" or "revision")).Select(field => $"{field.Name} {Shown(field.Value)}");
        var type = change.GetProperty("type").GetString()!;
        var name = type.StartsWith(Prefix, StringComparison.Ordinal) ? type[Prefix.Length..] : type;
        var subject = change.TryGetProperty("subject", out var known) ? known.GetString()! : $"({data.GetProperty("ref").GetString()![..8]}…)";
        return $"{change.GetProperty("time").GetString()![11..19]}  {name,-28}  {Masked(subject),-24}  #{data.GetProperty("revision").GetInt64(),-4}  {string.Join(", ", told)}".TrimEnd();
    }

    static string Shown(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Join(' ', value.EnumerateArray().Select(Shown)),
        JsonValueKind.True => "yes",
        JsonValueKind.False => "no",
        _ => Masked(value.ToString()),
    };

    /// <summary>A supply point's number is not for a screen; what a stranger chose as a name does not steer the terminal.</summary>
    static string Masked(string text) =>
        text.Length == 22 && text.All(char.IsAsciiDigit) ? Mask.SupplyPoint(text) : string.Concat(text.Select(c => char.IsControl(c) ? '?' : c));

    sealed class Watch(TextWriter output, bool json, int? most)
    {
        int told;
        string? last;

        bool IsOver => told >= most;

        public async Task RunAsync(RunningServer running, string from, CancellationToken cancel)
        {
            while (!IsOver && !cancel.IsCancellationRequested)
            {
                try
                {
                    await FollowAsync(running, from, cancel);
                }
                catch (Exception fault) when (last is not null && fault is HttpRequestException or IOException)
                {
                    output.WriteLine("-- connection lost, trying again 再接続します");
                }
                catch (OperationCanceledException) when (cancel.IsCancellationRequested)
                {
                    return;
                }

                if (!IsOver) await Task.Delay(TimeSpan.FromSeconds(Limits.WatchRetrySeconds), cancel).ContinueWith(static _ => { }, TaskScheduler.Default);
            }
        }

        async Task FollowAsync(RunningServer running, string from, CancellationToken cancel)
        {
            await foreach (var item in running.StreamAsync($"v1/changes/stream?from={from}", last, cancel))
            {
                last = item.EventId ?? last;
                if (item.EventType == "end") throw new StopException(ExitCode.Refused, StopCode.ServerRefused, $"the server ended the stream: {item.Data}");
                using var change = JsonDocument.Parse(item.Data);
                output.WriteLine(json ? item.Data : LineOf(change.RootElement));
                told++;
                if (IsOver) return;
            }
        }
    }
}
