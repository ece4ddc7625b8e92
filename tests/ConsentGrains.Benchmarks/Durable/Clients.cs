using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using ConsentGrains.Benchmarks.Load;
using ConsentGrains.Core.Customers;
using ConsentGrains.Grains;

namespace ConsentGrains.Benchmarks.Durable;

/// <summary>Clients in this process that tell the grains of consents, each as fast as it is acknowledged, each of customers of its own.</summary>
sealed class Clients(Stage stage, int clients, int customers, bool keyed)
{
    readonly List<double>[] times = [.. Enumerable.Range(0, clients).Select(_ => new List<double>(1 << 14))];

    public async Task<LoadResult> RunAsync(int seconds)
    {
        foreach (var each in times) each.Clear();
        var began = Stopwatch.GetTimestamp();
        var ends = began + (seconds * Stopwatch.Frequency);
        await Task.WhenAll(Enumerable.Range(0, clients).Select(i => Task.Run(() => TellAsync(i, ends))));
        return Results.Of(times, Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    async Task TellAsync(int client, long ends)
    {
        var each = times[client];
        for (var began = Stopwatch.GetTimestamp(); began < ends; began = Stopwatch.GetTimestamp())
        {
            var customer = client + (clients * (each.Count % (customers / clients)));
            await stage.TellAsync(Stage.To(customer, new CustomerCommand.GiveConsent(Stage.Purpose, Stage.Partner, Stage.Items)), keyed ? Key() : null);
            each.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
    }

    static CommandTerms Key()
    {
        var key = Guid.NewGuid().ToString();
        return new(key, null, SHA256.HashData(Encoding.UTF8.GetBytes(key)));
    }
}
