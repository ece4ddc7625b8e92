using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using ConsentGrains.Server.Tests.Harness;

namespace ConsentGrains.Cluster.Tests.Harness;

/// <summary>Customers who give a consent and withdraw it again and again at one silo or another, while every silo is asked about them. What was acknowledged
/// before a question was sent, and nothing else was sent until its answer came, must be in the answer.</summary>
sealed class Withdrawals(Cluster cluster, int customers)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(40);
    readonly int[] phases = new int[customers];
    readonly long[] answered = new long[customers];
    readonly ConcurrentBag<string> wrong = [];
    readonly CancellationTokenSource stop = new();
    readonly Lock gaps = new();
    long asked;
    long unanswered;
    double longest;
    Task running = Task.CompletedTask;

    /// <summary>Answers that something acknowledged was not in.</summary>
    public IReadOnlyCollection<string> Wrong => wrong;

    /// <summary>Questions that got no answer.</summary>
    public long Unanswered => Interlocked.Read(ref unanswered);

    public long Asked => Interlocked.Read(ref asked);

    public async Task BeginAsync()
    {
        using var client = cluster.Client();
        for (var i = 0; i < customers; i++)
        {
            await TellAsync(client, new { enrol = new { customer = NameOf(i), policy = "ELS-EL" } }, $"enrol-{i}");
            await TellAsync(client, new { contract = new { customer = NameOf(i), id = "K1", policy = "ELS-EL", state = "active" } }, $"contract-{i}");
        }

        Reset();
        running = Task.WhenAll(Enumerable.Range(0, customers).SelectMany(i => new[] { Task.Run(() => WriteAsync(i)), Task.Run(() => AskAsync(i)) }));
    }

    /// <summary>Begins to measure anew.</summary>
    public void Reset()
    {
        lock (gaps) longest = 0;
        for (var i = 0; i < customers; i++) Volatile.Write(ref answered[i], Stopwatch.GetTimestamp());
    }

    /// <summary>The longest time since <see cref="Reset"/> for which one of the customers got no answer from any silo, once each has had one.</summary>
    public async Task<TimeSpan> LongestAsync()
    {
        var now = Stopwatch.GetTimestamp();
        for (var i = 0; i < customers; i++)
            while (Volatile.Read(ref answered[i]) < now) await Task.Delay(Pause, stop.Token);
        lock (gaps) return TimeSpan.FromSeconds(longest);
    }

    public async Task EndAsync()
    {
        await stop.CancelAsync();
        await running;
    }

    static string NameOf(int i) => string.Create(CultureInfo.InvariantCulture, $"els/W-{i}");

    async Task WriteAsync(int i)
    {
        using var client = cluster.Client();
        for (var n = 0; !stop.IsCancellationRequested; n++)
        {
            Interlocked.Increment(ref phases[i]);
            await TellAsync(client, new { consent = new { customer = NameOf(i), recipient = "emana", evidence = "form 1" } }, $"give-{i}-{n}");
            Interlocked.Increment(ref phases[i]);
            await Task.Delay(Pause);
            Interlocked.Increment(ref phases[i]);
            await TellAsync(client, new { withdraw = new { customer = NameOf(i), recipient = "emana" } }, $"withdraw-{i}-{n}");
            Interlocked.Increment(ref phases[i]);
            await Task.Delay(Pause);
        }
    }

    async Task AskAsync(int i)
    {
        var dice = new Random(i);
        var question = new
        {
            subject = new { type = "party", id = "els" },
            action = new { name = "provide", properties = new { purpose = "ELS-EL-2-PU3" } },
            resource = new { type = "customer", id = NameOf(i), properties = new { items = new[] { "ELS-EL-3/name" } } },
            context = new { recipient = "emana" },
        };
        using var client = new HttpClient { Timeout = Patience };
        client.DefaultRequestHeaders.Authorization = new("Bearer", cluster.Key);
        while (!stop.IsCancellationRequested)
        {
            var living = cluster.Living;
            var before = Volatile.Read(ref phases[i]);
            var answer = living.Count > 0 ? await DecisionAsync(client, living[dice.Next(living.Count)], question) : null;
            if (answer is null) Interlocked.Increment(ref unanswered);
            if (answer is { } permitted)
            {
                Note(i);
                // Four phases: being given, given, being withdrawn, withdrawn.
                if (before == Volatile.Read(ref phases[i]) && before > 0 && (before % 4 == 0 ? permitted : before % 4 == 2 && !permitted))
                    wrong.Add($"{NameOf(i)} in phase {before}: {(permitted ? "permitted" : "denied")}");
            }

            await Task.Delay(Pause);
        }
    }

    void Note(int i)
    {
        Interlocked.Increment(ref asked);
        var now = Stopwatch.GetTimestamp();
        var gap = Stopwatch.GetElapsedTime(Volatile.Read(ref answered[i]), now).TotalSeconds;
        Volatile.Write(ref answered[i], now);
        lock (gaps) longest = Math.Max(longest, gap);
    }

    /// <summary>Null where there was no answer.</summary>
    static async Task<bool?> DecisionAsync(HttpClient client, Uri silo, object question)
    {
        try
        {
            using var reply = await client.PostAsJsonAsync(new Uri(silo, "/access/v1/evaluation"), question);
            return reply.IsSuccessStatusCode ? (await reply.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("decision").GetBoolean() : null;
        }
        catch (Exception lost) when (lost is HttpRequestException or OperationCanceledException or IOException or JsonException)
        {
            return null;
        }
    }

    static async Task TellAsync(HttpClient client, object command, string key)
    {
        using var reply = await client.SendPatientlyAsync(() =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "/v1/commands") { Content = JsonContent.Create(command) };
            request.Headers.Add("Idempotency-Key", key);
            return request;
        });
        if (!reply.IsSuccessStatusCode) throw new InvalidOperationException($"{key}: {await reply.Content.ReadAsStringAsync()}");
    }
}
