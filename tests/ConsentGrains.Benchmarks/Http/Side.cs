using ConsentGrains.Benchmarks.Load;

namespace ConsentGrains.Benchmarks.Http;

/// <summary>One of the things compared in a run over HTTP: what is sent where, and what each round gave.</summary>
/// <param name="Rate">Requests per second.</param>
/// <param name="Each">Operations in one request.</param>
/// <param name="ByTransmission">Sent with the key of the transmission operator.</param>
/// <param name="Beside">Processor time of what works for the server on this side alone, such as a database.</param>
sealed record Side(string Name, IReadOnlyList<LoadRequest> Requests, int Rate, int Each = 1, bool ByTransmission = false, Func<TimeSpan>? Beside = null)
{
    readonly List<double> cpu = [];

    /// <summary>Microseconds of the server's processor per operation, over the rounds.</summary>
    public Median Cpu => Median.Of(cpu);

    public double LastCpu => cpu[^1];

    /// <summary>How many times as much another side took, as the median over rounds that followed each other: the machine's moods fall on both.</summary>
    public double AgainstEach(Side other) => Median.Of(other.cpu.Zip(cpu, (theirs, own) => theirs / own)).Middle;

    public async Task<LoadResult> SendAsync(ServerProcess server, int connections, int seconds) =>
        await LoadChild.SendAsync(new(server.Address.Host, server.Address.Port, ByTransmission ? server.TransmissionKey : server.Key, Requests, connections, Rate, seconds));

    public async Task MeasureAsync(ServerProcess server, int connections, int seconds, int round)
    {
        var before = Spent(server);
        var result = await SendAsync(server, connections, seconds);
        cpu.Add((Spent(server) - before).TotalMicroseconds / (result.Completed * Each));
        Console.WriteLine($"round {round} {Name,-10} {LastCpu,7:0.00} µs CPU each; {result.Show()}");
        if (result.Failed > 0 || result.Completed < result.Offered) throw new InvalidOperationException($"{Name}: not every request was answered with success");
    }

    TimeSpan Spent(ServerProcess server) => server.Cpu + (Beside?.Invoke() ?? TimeSpan.Zero);
}
