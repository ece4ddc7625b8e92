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
    const double TimesPlain = 2;

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

    /// <summary>By processor time, because the time on the wall is the other processes' too.</summary>
    static int Judge(Summary summary)
    {
        var (targets, decisions) = (new Targets(), new DecisionBenchmarks());
        decisions.Settle();
        Judge(targets, nameof(decisions.PermitOfThreeItems), decisions.PermitOfThreeItems, Nanoseconds);
        Judge(targets, nameof(decisions.PermitThroughTheGrains), decisions.PermitThroughTheGrains, Nanoseconds);
        Judge(targets, nameof(decisions.PermitExplained), decisions.PermitExplained, ExplainedNanoseconds);
        var (plain, atPoint) = CpuTime.Nanoseconds(decisions.PermitOfThreeItems, decisions.JointUseAtAPoint);
        Console.WriteLine($"In turns: {nameof(decisions.PermitOfThreeItems)} {plain.Show()} ns, {nameof(decisions.JointUseAtAPoint)} {atPoint.Show()} ns of CPU each");
        targets.AtMost($"{nameof(decisions.JointUseAtAPoint)} against {nameof(decisions.PermitOfThreeItems)}, CPU", atPoint.Middle / plain.Middle, TimesPlain, " ×");
        decisions.Close();
        targets.AtMost("PermitOfThreeItems, allocated", BytesOf(Find(summary, nameof(decisions.PermitOfThreeItems))), Bytes, " B");
        targets.AtMost("PermitThroughTheGrains, allocated", BytesOf(Find(summary, nameof(decisions.PermitThroughTheGrains))), Bytes, " B");
        return targets.ExitCode;
    }

    static void Judge(Targets targets, string name, Func<object> call, double limit)
    {
        var spent = CpuTime.Nanoseconds(call);
        Console.WriteLine($"{name}: {spent.Show()} ns of CPU each, median (lowest–highest)");
        targets.AtMost($"{name}, CPU", spent.Middle, limit, " ns");
    }

    static BenchmarkReport Find(Summary summary, string name) => summary.Reports.First(r => NameOf(r) == name);

    static long BytesOf(BenchmarkReport report) => report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase) ?? 0;

    static string NameOf(BenchmarkReport report) => report.BenchmarkCase.Descriptor.WorkloadMethod.Name;
}
