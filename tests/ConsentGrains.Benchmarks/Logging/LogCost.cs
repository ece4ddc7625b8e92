using System.Diagnostics;
using ConsentGrains.Core;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Logbook;

namespace ConsentGrains.Benchmarks.Logging;

/// <summary>What the decision log takes of the processor for one decision, and of the disk; by itself, for the rest of a request has nothing to do with it.</summary>
static class LogCost
{
    const int Customers = 1_000;
    const int Lot = Grains.Limits.LogEntriesWaiting / 2;

    public static async Task<int> RunAsync(string[] args)
    {
        var options = Options.Read(args, new(Seconds: 4, Rounds: 5, Rate: 0));
        Machine.Print($"log: decisions about {Customers} customers written to the decision log, {options.Rounds} rounds of {options.Seconds} s");
        var folder = Directory.CreateTempSubdirectory("bench-").FullName;
        await using var stage = await Stage.OpenAsync(folder, Customers);
        var file = Path.Combine(folder, "decisions.db");
        await using var log = DecisionLog.Open(stage.Journal, stage.Grains, file, stage.Time);
        var entries = new List<LogEntry>();
        for (var i = 0; i < Customers; i++) entries.Add(await EntryAsync(stage, i));
        var (cpu, bytes) = (new List<double>(), new List<double>());
        await WriteAsync(log, entries, options.Seconds, stage.Time);
        for (var round = 1; round <= options.Rounds; round++)
        {
            var (before, sized) = (Environment.CpuUsage.TotalTime, new FileInfo(file).Length);
            var written = await WriteAsync(log, entries, options.Seconds, stage.Time);
            cpu.Add((Environment.CpuUsage.TotalTime - before).TotalMicroseconds / written);
            bytes.Add((double)(new FileInfo(file).Length - sized) / written);
            Console.WriteLine($"round {round}: {written} entries, {cpu[^1]:0.00} µs CPU and {bytes[^1]:0} bytes each");
        }

        Console.WriteLine($"an entry: {Median.Of(cpu).Show("0.00")} µs of CPU, {Median.Of(bytes).Show("0")} bytes of the file, median (lowest–highest) of {options.Rounds}");
        return 0;
    }

    /// <summary>As fast as the writer takes them.</summary>
    static async Task<int> WriteAsync(DecisionLog log, List<LogEntry> entries, int seconds, TimeProvider time)
    {
        var written = 0;
        for (var watch = Stopwatch.StartNew(); watch.Elapsed.TotalSeconds < seconds; written += Lot)
        {
            for (var i = 0; i < Lot; i++) log.Note(entries[(written + i) % entries.Count] with { Time = Instant.From(time.GetUtcNow()) });
            var page = await log.ReadAsync(new(new LogView.All()), null, 1, CancellationToken.None);
            if (page.Lost.Count > 0) throw new InvalidOperationException("entries were lost");
        }

        return written;
    }

    static async Task<LogEntry> EntryAsync(Stage stage, int customer)
    {
        var question = Stage.Use(customer);
        var answer = await stage.Grains.AskAsync(question, new Caller(Stage.Operator, false), CancellationToken.None);
        return new(LogKind.Decision, answer.AsOf, Stage.Operator, "key-1", false) { Question = question, Answer = answer, Receipt = new byte[58] };
    }
}
