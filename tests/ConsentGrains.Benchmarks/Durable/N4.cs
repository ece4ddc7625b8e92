using ConsentGrains.Benchmarks.Http;
using ConsentGrains.Benchmarks.Load;

namespace ConsentGrains.Benchmarks.Durable;

/// <summary>N4: durable commands of 256 clients at once. Nothing is counted that was not acknowledged after its flush.</summary>
static class N4
{
    public const int Clients = 256;
    public const int Customers = 64 * Clients;
    public const double FlushesPerCommand = 1.0 / 16;
    const double TimesOnePlainWriter = 4;

    public static async Task<int> RunAsync(string[] args)
    {
        var options = Options.Read(args, new(Seconds: 3, Rounds: 7, Rate: 0));
        Machine.Print($"N4: durable commands on SQLite (WAL, synchronous=FULL), {Clients} clients, {options.Rounds} rounds of {options.Seconds} s");
        using var plain = new PlainStore();
        await using var stage = await Stage.OpenAsync(Directory.CreateTempSubdirectory("bench-").FullName, Customers);
        await using var server = await ServerProcess.StartAsync(Customers);
        var (one, many) = (new Throughput("plain, 1"), new Throughput($"plain, {Clients}"));
        var (grains, keyed, http) = (new Throughput("grains"), new Throughput("grains, keyed"), new Throughput("HTTP"));
        for (var round = 0; round <= options.Rounds; round++)
        {
            // The first round only warms up.
            var seconds = round == 0 ? 1 : options.Seconds;
            await TellAsync(stage, keyed: false, seconds, round, grains);
            Insert(plain, 1, seconds, round, one);
            await TellAsync(stage, keyed: true, seconds, round, keyed);
            Insert(plain, Clients, seconds, round, many);
            await PostAsync(server, seconds, round, http);
        }

        foreach (var way in (Throughput[])[one, many, grains, keyed, http]) way.Print();
        return Judge(one, grains, keyed, http);
    }

    static int Judge(Throughput one, params Throughput[] ways)
    {
        var targets = new Targets();
        foreach (var way in ways) targets.AtMost($"{way.Name}: flushes per acknowledged command", way.Flushes.Middle, FlushesPerCommand, "");
        targets.AtLeast("grains against one plain writer", ways[0].PerSecond.Middle / one.PerSecond.Middle, TimesOnePlainWriter, " ×");
        foreach (var way in ways[1..]) Console.WriteLine($"     {way.Name} against one plain writer: {way.PerSecond.Middle / one.PerSecond.Middle:0.00} ×");
        return targets.ExitCode;
    }

    static void Insert(PlainStore store, int connections, int seconds, int round, Throughput way)
    {
        var used = Environment.CpuUsage.TotalTime;
        var result = Results.Of(store.Run(connections, seconds), seconds);
        way.Add(round, result, Environment.CpuUsage.TotalTime - used);
    }

    public static async Task TellAsync(Stage stage, bool keyed, int seconds, int round, Throughput way)
    {
        var (before, used) = (stage.Journal.Counters, Environment.CpuUsage.TotalTime);
        var result = await new Clients(stage, Clients, Customers, keyed).RunAsync(seconds);
        var after = stage.Journal.Counters;
        way.Add(round, result, Environment.CpuUsage.TotalTime - used, (after.Appends - before.Appends, after.Flushes - before.Flushes));
    }

    static async Task PostAsync(ServerProcess server, int seconds, int round, Throughput way)
    {
        var (before, used) = (await server.CountersAsync(), server.Cpu);
        var order = new LoadOrder(server.Address.Host, server.Address.Port, server.Key, Requests.Consents(Customers), Clients, 0, seconds);
        var result = await LoadChild.SendAsync(order);
        var after = await server.CountersAsync();
        way.Add(round, result, server.Cpu - used, (after.Appends - before.Appends, after.Flushes - before.Flushes));
    }
}
