using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace ConsentGrains.Benchmarks.InProcess;

/// <summary>N1: time and bytes of one decision in process.</summary>
static class N1
{
    const double Nanoseconds = 500;
    const double Bytes = 256;
    const double ExplainedNanoseconds = 3_000;

    public static Task<int> RunAsync(string[] args)
    {
        var options = Options.Read(args, new(Seconds: 0, Rounds: 15, Rate: 0));
        Machine.Print("N1: a decision in process, state resident");
        var summary = BenchmarkRunner.Run<DecisionBenchmarks>(Config(options.Rounds));
        Print(summary);
        return Task.FromResult(Judge(summary));
    }

    static ManualConfig Config(int rounds) => ManualConfig.CreateEmpty()
        .AddJob(Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(6).WithIterationCount(rounds)
            .WithIterationTime(TimeInterval.FromMilliseconds(250)))
        .AddDiagnoser(MemoryDiagnoser.Default)
        .AddLogger(NullLogger.Instance)
        .WithOptions(ConfigOptions.DisableLogFile);

    static void Print(Summary summary)
    {
        Console.WriteLine($"{"",-24}{"median ns",12}{"p95 ns",12}{"max ns",12}{"bytes",8}");
        foreach (var report in summary.Reports)
        {
            var all = report.ResultStatistics ?? throw new InvalidOperationException($"{NameOf(report)} gave no result");
            Console.WriteLine($"{NameOf(report),-24}{all.Median,12:0.0}{all.Percentiles.P95,12:0.0}{all.Max,12:0.0}{BytesOf(report),8}");
        }
    }

    static int Judge(Summary summary)
    {
        var targets = new Targets();
        foreach (var name in new[] { nameof(DecisionBenchmarks.PermitOfThreeItems), nameof(DecisionBenchmarks.PermitThroughTheGrains) })
        {
            targets.AtMost($"{name}, time", TimeOf(summary, name), Nanoseconds, " ns");
            targets.AtMost($"{name}, allocated", BytesOf(Find(summary, name)), Bytes, " B");
        }

        targets.AtMost("PermitExplained, time", TimeOf(summary, nameof(DecisionBenchmarks.PermitExplained)), ExplainedNanoseconds, " ns");
        return targets.ExitCode;
    }

    static BenchmarkReport Find(Summary summary, string name) => summary.Reports.First(r => NameOf(r) == name);

    static double TimeOf(Summary summary, string name) => Find(summary, name).ResultStatistics!.Median;

    static long BytesOf(BenchmarkReport report) => report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0;

    static string NameOf(BenchmarkReport report) => report.BenchmarkCase.Descriptor.WorkloadMethod.Name;
}
