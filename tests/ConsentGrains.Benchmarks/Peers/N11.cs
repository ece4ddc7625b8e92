using ConsentGrains.Benchmarks.Http;
using ConsentGrains.Benchmarks.InProcess;
using ConsentGrains.Tests.Shared;

namespace ConsentGrains.Benchmarks.Peers;

/// <summary>N11: what the same decision costs elsewhere. Over HTTP a function of PostgreSQL behind the same server; in process two engines that others wrote.</summary>
static class N11
{
    const int Customers = 1_000;
    const int DecisionsPerRound = 20_000;
    const string Database = "postgres";

    public static async Task<int> RunAsync(string[] args)
    {
        var options = Options.Read(args, new(Seconds: 3, Rounds: 5, Rate: 2_000));
        if (PostgresBinaries.Folder is null) throw new InvalidOperationException(PostgresBinaries.Missing);
        Machine.Print($"N11: the same decisions by others; over HTTP {Interleaved.Connections} connections, {options.Rate} requests/s offered, {options.Rounds} rounds of {options.Seconds} s");
        var targets = new Targets();
        await OverHttpAsync(options, targets);
        await InProcessAsync(options, targets);
        return targets.ExitCode;
    }

    static async Task OverHttpAsync(Options options, Targets targets)
    {
        await using var postgres = await PostgresServer.StartAsync();
        await SqlPeer.FillAsync(postgres.ConnectionTo(Database), Customers);
        await using var server = await ServerProcess.StartAsync(Customers, postgres.ConnectionTo(Database));
        var decision = new Side("decision", Requests.One(Customers), options.Rate);
        var sql = new Side("sql", Requests.One(Customers, SqlPeer.Path), options.Rate, Beside: new PostgresCpu(postgres.Folder).Read);
        await Interleaved.RunAsync(server, options, [decision, sql]);
        targets.AtMost("CPU of a decision over HTTP against a function of PostgreSQL behind the same server", decision.Cpu.Middle / sql.Cpu.Middle, 1, " ×");
    }

    static async Task InProcessAsync(Options options, Targets targets)
    {
        var ours = Ours();
        Console.WriteLine($"{"in process",-10} {ours.Show("0.000")} µs of CPU each, median (lowest–highest)");
        foreach (var (name, theirs) in await Engines.MeasureAsync(Customers, options.Rounds, DecisionsPerRound))
        {
            Console.WriteLine($"{name,-10} {theirs.Show("0.000")} µs of CPU each, median (lowest–highest) of {options.Rounds}");
            targets.AtMost($"CPU of a decision in process against {name}", ours.Middle / theirs.Middle, 1, " ×");
        }
    }

    static Median Ours()
    {
        var decisions = new DecisionBenchmarks();
        decisions.Settle();
        var spent = CpuTime.Nanoseconds(decisions.PermitThroughTheGrains);
        decisions.Close();
        const double microseconds = 1e-3;
        return new(spent.Middle * microseconds, spent.Low * microseconds, spent.High * microseconds);
    }
}
