using ConsentGrains.Tests.Shared;

namespace ConsentGrains.Benchmarks.Durable;

/// <summary>N4 on PostgreSQL: durable commands of 256 clients at once, against 256 plain connections of the same server.</summary>
static class N4Postgres
{
    const double TimesManyPlainWriters = 2;
    const string Database = "postgres";
    const int Connections = 300;

    public static async Task<int> RunAsync(string[] args)
    {
        var options = Options.Read(args, new(Seconds: 3, Rounds: 5, Rate: 0));
        if (PostgresBinaries.Folder is null) throw new InvalidOperationException(PostgresBinaries.Missing);
        Machine.Print($"N4: durable commands on PostgreSQL (fsync, synchronous_commit), {N4.Clients} clients, {options.Rounds} rounds of {options.Seconds} s");
        await using var server = await PostgresServer.OnDiskAsync(Connections);
        var connection = server.ConnectionTo(Database);
        await using var plain = new PlainTable(connection);
        await using var stage = await Stage.OnPostgresAsync(connection, N4.Customers);
        var (one, many) = (new Throughput("plain, 1"), new Throughput($"plain, {N4.Clients}"));
        var (grains, keyed) = (new Throughput("grains"), new Throughput("grains, keyed"));
        for (var round = 0; round <= options.Rounds; round++)
        {
            // The first round only warms up.
            var seconds = round == 0 ? 1 : options.Seconds;
            await N4.TellAsync(stage, keyed: false, seconds, round, grains);
            await InsertAsync(plain, N4.Clients, seconds, round, many);
            await N4.TellAsync(stage, keyed: true, seconds, round, keyed);
            await InsertAsync(plain, 1, seconds, round, one);
        }

        foreach (var way in (Throughput[])[one, many, grains, keyed]) way.Print();
        return Judge(many, grains, keyed);
    }

    static int Judge(Throughput many, params Throughput[] ways)
    {
        var targets = new Targets();
        foreach (var way in ways) targets.AtMost($"{way.Name}: flushes per acknowledged command", way.Flushes.Middle, N4.FlushesPerCommand, "");
        targets.AtLeast($"grains against {N4.Clients} plain connections", ways[0].PerSecond.Middle / many.PerSecond.Middle, TimesManyPlainWriters, " ×");
        foreach (var way in ways[1..]) Console.WriteLine($"     {way.Name} against {N4.Clients} plain connections: {way.PerSecond.Middle / many.PerSecond.Middle:0.00} ×");
        return targets.ExitCode;
    }

    static async Task InsertAsync(PlainTable table, int connections, int seconds, int round, Throughput way)
    {
        var used = Environment.CpuUsage.TotalTime;
        var result = await table.RunAsync(connections, seconds);
        way.Add(round, result, Environment.CpuUsage.TotalTime - used);
    }
}
