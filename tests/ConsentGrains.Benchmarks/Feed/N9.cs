using System.Diagnostics;
using ConsentGrains.Grains.Feed;

namespace ConsentGrains.Benchmarks.Feed;

/// <summary>N9: a subscriber that comes from the beginning: events gone over per second, at two lengths of the journal.</summary>
static class N9
{
    const double EventsPerSecond = 50_000;
    const double Flat = 0.8;
    const int EventsPerCustomer = 4;
    const int PerPage = 1_000;

    public static async Task<int> RunAsync(string[] args)
    {
        var options = Options.Read(args, new(Seconds: 0, Rounds: 3, Rate: 100_000));
        Machine.Print($"N9: catching up on SQLite, journals of {options.Rate} and {4 * options.Rate} events, {options.Rounds} rounds");
        var shorter = await MeasureAsync(options.Rate, options.Rounds);
        var longer = await MeasureAsync(4 * options.Rate, options.Rounds);
        var targets = new Targets();
        targets.AtLeast("events gone over per second, told nothing", longer["emana"].Middle, EventsPerSecond, "");
        targets.AtLeast("the longer journal against the shorter", longer["emana"].Middle / shorter["emana"].Middle, Flat, " ×");
        return targets.ExitCode;
    }

    static async Task<Dictionary<string, Median>> MeasureAsync(int events, int rounds)
    {
        await using var stage = await Stage.OpenAsync(Directory.CreateTempSubdirectory("bench-").FullName, events / EventsPerCustomer);
        using var feed = new ChangeFeed(stage.Journal, () => stage.Grains.Directory, Stage.Parse, stage.Time);
        var result = new Dictionary<string, Median>(StringComparer.Ordinal);
        foreach (var (party, what) in new[] { ("emana", "told nothing"), (Stage.Partner, "told every fourth"), (Stage.Operator, "told all") })
        {
            var speeds = new List<double>();
            for (var round = 0; round <= rounds; round++)
            {
                var (seconds, told) = await ReadAsync(feed, party);
                // The first round only warms up.
                if (round > 0) speeds.Add(events / seconds);
                if (round == rounds) Console.WriteLine($"{events,9} events, {what,-18} {told,8} told: {Median.Of(speeds).Show("0")} per second");
            }

            result[party] = Median.Of(speeds);
        }

        return result;
    }

    static async Task<(double Seconds, int Told)> ReadAsync(ChangeFeed feed, string party)
    {
        var (began, told, more) = (Stopwatch.GetTimestamp(), 0, true);
        for (var cursor = feed.Beginning; more;)
        {
            var page = await feed.ReadAsync(new(party), cursor, PerPage, CancellationToken.None);
            (cursor, more, told) = (page.Next, page.More, told + page.Events.Count);
        }

        return (Stopwatch.GetElapsedTime(began).TotalSeconds, told);
    }
}
