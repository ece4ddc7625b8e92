using System.Diagnostics;
using System.Globalization;

namespace ConsentGrains.Benchmarks.Feed;

/// <summary>N8: from the acknowledgement of a change to its receipt by every subscriber, against a bare fan-out of the same bytes; and again with a second hundred
/// of subscribers that are slow or dead.</summary>
static class N8
{
    const int Subscribers = 50;
    const int Parties = 100;
    const int WarmUpSeconds = 4;
    const int WarmUps = 12;
    const int StillCompiled = 150;
    const double TimesBare = 2;
    const double TimesAlone = 1.5;

    public static async Task<int> RunAsync(string[] args)
    {
        var options = Options.Read(args, new(Seconds: 4, Rounds: 3, Rate: 200));
        Machine.Print($"N8: {options.Rate} events/s to {Subscribers} subscribers, each a party of its own, {options.Rounds} rounds of {options.Seconds} s");
        using var child = Child.Start("feed", Parties.ToString(CultureInfo.InvariantCulture));
        var began = (await child.StandardOutput.ReadLineAsync())!.Split(' ');
        var server = new Server(child, new(began[0]), began[1].Split(','));
        await server.WarmUpAsync(options with { Seconds = WarmUpSeconds });
        var (feed, bare, alone, crowd) = (new List<Result>(), new List<Result>(), new List<Result>(), new List<Result>());
        for (var round = 1; round <= options.Rounds; round++)
        {
            bare.Add(await server.RoundAsync("bare, 50", Subscribers, 0, options, bare: true));
            feed.Add(await server.RoundAsync("feed, 50", Subscribers, 0, options, bare: false));
            alone.Add(await server.RoundAsync("feed, 100", Parties, 0, options, bare: false));
            crowd.Add(await server.RoundAsync("feed, 100 of 200", Parties, Parties, options, bare: false));
        }

        child.StandardInput.Close();
        await child.WaitForExitAsync();
        var targets = new Targets();
        targets.AtMost("p99 against the bare fan-out", P99(feed) / P99(bare), TimesBare, " ×");
        targets.AtMost("p99 of 100 beside 100 that are slow or dead, against 100 alone", P99(crowd) / P99(alone), TimesAlone, " ×");
        return targets.ExitCode;
    }

    static double P99(IEnumerable<Result> rounds) => Median.Of(rounds.Select(r => r.P99)).Middle;

    readonly record struct Result(double P50, double P99);

    /// <summary>The process that is measured.</summary>
    sealed record Server(Process Process, Uri Address, string[] Keys)
    {
        long compiled;

        /// <summary>A new process compiles its busiest methods again, better, for half a minute, on the processor that is measured: until that is over, or nearly.</summary>
        public async Task WarmUpAsync(Options options)
        {
            for (var round = 1; round <= WarmUps; round++)
            {
                var before = compiled;
                await RoundAsync($"warm-up {round}", Parties, Parties, options, bare: round % 2 == 0);
                if (round > 2 && compiled - before < StillCompiled) return;
            }
        }

        public async Task<Result> RoundAsync(string name, int good, int bad, Options options, bool bare)
        {
            var path = bare ? "/bare" : "/v1/changes/stream";
            var listeners = new List<Listener>();
            for (var i = 0; i < good; i++) listeners.Add(await Listener.OpenAsync(Address, path, Keys[i], Reading.AsItComes));
            for (var i = 0; i < bad; i++) listeners.Add(await Listener.OpenAsync(Address, path, Keys[i], i % 2 == 0 ? Reading.Slowly : Reading.Never));
            var count = options.Rate * options.Seconds;
            var before = Processor();
            await Process.StandardInput.WriteLineAsync($"{count} {options.Rate}");
            await Process.StandardInput.FlushAsync();
            var told = new Dictionary<string, long>(StringComparer.Ordinal);
            while (told.Count < count)
            {
                var words = (await Process.StandardOutput.ReadLineAsync())!.Split(' ');
                if (words[0] == FeedChild.Compiled) compiled = long.Parse(words[1], CultureInfo.InvariantCulture);
                else told[words[0]] = long.Parse(words[1], CultureInfo.InvariantCulture);
            }

            var all = listeners.Take(good).ToList();
            for (var patience = 0; all.Any(l => l.Received.Count < count) && patience < 100; patience++) await Task.Delay(100);
            var used = Processor() - before;
            foreach (var listener in listeners) await listener.StopAsync();
            var missing = all.Sum(l => told.Keys.Count(subject => !l.Received.ContainsKey(subject)));
            if (missing > 0) throw new InvalidOperationException($"{missing} changes were not received");
            return Print(name, used, [.. all.SelectMany(l => told.Select(t => Math.Max(0, Stopwatch.GetElapsedTime(t.Value, l.Received[t.Key]).TotalMilliseconds))).Order()]);
        }

        TimeSpan Processor()
        {
            Process.Refresh();
            return Process.TotalProcessorTime;
        }

        static Result Print(string name, TimeSpan used, double[] sorted)
        {
            var result = new Result(sorted[sorted.Length / 2], sorted[(int)(sorted.Length * 0.99)]);
            Console.WriteLine($"{name,-18} {sorted.Length,8} receipts  p50 {Machine.Number(result.P50, "0.00")} ms  p99 {Machine.Number(result.P99, "0.00")} ms  max {Machine.Number(sorted[^1], "0.00")} ms  {Machine.Number(used.TotalMicroseconds / sorted.Length, "0.0")} µs of CPU each");
            return result;
        }
    }
}
