using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using ConsentGrains.Benchmarks.Load;

namespace ConsentGrains.Benchmarks.Http;

/// <summary>The server's process, seen from outside: its address, its key, the processor time it has used.</summary>
sealed class ServerProcess : IAsyncDisposable
{
    readonly Process process;
    readonly HttpClient client;

    ServerProcess(Process process, Uri address, string key, string transmissionKey, string watchingKey)
    {
        (this.process, Address, Key, TransmissionKey, WatchingKey) = (process, address, key, transmissionKey, watchingKey);
        client = new() { BaseAddress = address, DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
    }

    public Uri Address { get; }

    public string Key { get; }

    public string TransmissionKey { get; }

    /// <summary>Of an auditor who may read metrics.</summary>
    public string WatchingKey { get; }

    /// <summary>User and system time of all its threads, as the kernel counts it.</summary>
    public TimeSpan Cpu
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <param name="sql">A database to ask instead of the registry; null: none.</param>
    /// <param name="measured">False: nobody listens to what the server measures.</param>
    public static async Task<ServerProcess> StartAsync(int customers, string? sql = null, bool measured = true)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        if (!measured) environment["OTEL_SDK_DISABLED"] = "true";
        var process = Child.Start("server", environment, [customers.ToString(CultureInfo.InvariantCulture), .. sql is null ? (string[])[] : [sql]]);
        var line = await process.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException("the server did not start");
        var parts = line.Split(' ');
        return new(process, new Uri(parts[0]), parts[1], parts[2], parts[3]);
    }

    /// <summary>Asks once, so that the bare endpoints answer with a body of the same size.</summary>
    public async Task<string> RememberAnswerAsync(LoadRequest request)
    {
        using var asked = await client.PostAsync(request.Path, Json(Encoding.UTF8.GetBytes(request.Body)));
        var answer = await asked.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
        (await client.PutAsync(BareEndpoint.Answer, Json(answer))).EnsureSuccessStatusCode();
        return Encoding.UTF8.GetString(answer);
    }

    public async Task<ServerCounters> CountersAsync()
    {
        var parts = (await client.GetStringAsync(BareEndpoint.Counters)).Split(' ');
        return new(long.Parse(parts[0]), long.Parse(parts[1]), TimeSpan.FromMilliseconds(long.Parse(parts[2])));
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    static ByteArrayContent Json(byte[] body) => new(body) { Headers = { ContentType = new("application/json") } };
}

/// <summary>What the server counts of itself, since its start.</summary>
/// <param name="Appends">Acknowledged.</param>
/// <param name="Compiling">Time its compiler took.</param>
readonly record struct ServerCounters(long Appends, long Flushes, TimeSpan Compiling);
