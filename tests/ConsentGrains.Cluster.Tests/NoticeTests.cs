using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using ConsentGrains.Client;
using ConsentGrains.Cluster.Tests.Harness;
using ConsentGrains.Server.Tests.Harness;
using ConsentGrains.Tests.Shared;
using ConsentGrains.Web.Tests.Feed;
using Microsoft.Extensions.DependencyInjection;
using Orleans;
using Orleans.Runtime;
using Orleans.Streams;
using Shouldly;
using Xunit;

namespace ConsentGrains.Cluster.Tests;

/// <summary>Every commit is told of, whoever must follow it finds it by himself when he was not told, and a webhook has one sender, before and after a silo is lost.</summary>
public sealed class NoticeTests
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    const int Several = 4;
    readonly ConcurrentQueue<Sent> sent = new();
    int customers;

    [PostgresFact]
    public async Task Commits_are_told_of_and_each_webhook_has_one_sender_also_after_its_silo_was_lost()
    {
        await using var receiver = await Receiver.StartAsync();
        await using var cluster = await Harness.Cluster.StartAsync(2, "--webhook-networks", "127.0.0.0/8", "--webhook-plain-http");
        receiver.Answer = http =>
        {
            sent.Enqueue(new(http.Request.Path, http.Request.Headers["webhook-id"].ToString(), Sender.Of(http.Connection.RemotePort, cluster.Silos)?.Name ?? "nobody"));
            return Task.CompletedTask;
        };
        using var client = cluster.Client();
        using var els = new HttpClient(new Spread(() => cluster.Living, await KeyAsync(client))) { BaseAddress = client.BaseAddress };
        var webhooks = await WebhooksOfBothSilosAsync(receiver, client, els);
        await AnOrleansClientIsToldAsync(cluster, client, els);

        var lost = cluster.Silos.First(silo => silo.Name == sent.First(one => one.Path == Path(0)).Silo);
        await lost.KillAsync();
        string[] expected = [await EnrolAsync(client), await EnrolAsync(client)];
        var events = new HashSet<(string, string)>();
        for (var i = 0; i < webhooks.Count; i++) events.UnionWith(await ReachesAsync(receiver, Path(i), expected));
        sent.Where(one => events.Contains((one.Path, one.Event))).Select(one => one.Silo).Distinct(StringComparer.Ordinal).ShouldBe([cluster.Silos.Single(silo => silo.IsUp).Name], "who is left sends them all");
    }

    /// <summary>One after the other, until each silo has one to send; each event reaches a webhook from one silo alone.</summary>
    async Task<List<string>> WebhooksOfBothSilosAsync(Receiver receiver, HttpClient client, HttpClient els)
    {
        var ids = new List<string>();
        while (sent.DistinctBy(one => one.Silo).Count() < 2)
        {
            ids.Count.ShouldBeLessThan(60, string.Join(", ", sent.CountBy(one => one.Silo)));
            var made = await PostAsync(els, "/v1/subscriptions", new { kind = "webhook", url = receiver.Url + Path(ids.Count) }, $"webhook-{ids.Count}");
            ids.Add(made.GetProperty("id").GetString()!);
            await ReachesAsync(receiver, Path(ids.Count - 1), await EnrolAsync(client));
        }

        for (var i = 0; i < ids.Count - 1; i++) await ReachesAsync(receiver, Path(i), NameOf(customers));
        foreach (var same in sent.GroupBy(one => (one.Path, one.Event))) same.DistinctBy(one => one.Silo).Count().ShouldBe(1, same.Key.ToString());
        sent.ShouldNotContain(one => one.Silo == "nobody");
        return ids;
    }

    /// <summary>From the first commit after it subscribed, also by the silos that looked just before which subscriptions there are.</summary>
    async Task AnOrleansClientIsToldAsync(Harness.Cluster cluster, HttpClient client, HttpClient els)
    {
        using var host = cluster.OrleansClient();
        await host.StartAsync();
        var provider = host.Services.GetRequiredKeyedService<IStreamProvider>(NoticeStreams.Provider);
        for (var i = 0; i < Several; i++) await EnrolAsync(client);
        var subscription = (await PostAsync(els, "/v1/subscriptions", new { kind = "pull" }, "pull")).GetProperty("id").GetString()!;
        var told = new Dictionary<StreamId, Notices>();
        foreach (var id in new[] { NoticeStreams.OfCustomers, NoticeStreams.OfSubscriber(subscription) })
        {
            var notices = told[id] = new();
            await provider.GetStream<Notice>(id).SubscribeAsync((notice, _) => notices.Take(notice));
        }

        var enrolled = new List<string>();
        while (enrolled.Count < Several) enrolled.Add(await EnrolAsync(client));
        foreach (var customer in enrolled)
        {
            var change = (await ChangeAsync(els, customer)).Split('.');
            foreach (var (id, notices) in told) await notices.UpToAsync(id, change[0], long.Parse(change[1], CultureInfo.InvariantCulture));
        }

        (await cluster.ScalarAsync<long>("SELECT count(*) FROM consent_journal.orleansstorage WHERE convert_from(payloadbinary, 'UTF8') LIKE '%listener%'"))
            .ShouldBeGreaterThan(0, "who is told is kept in the database");
        await host.StopAsync();
    }

    /// <summary>The id of the first change of a customer. The silo that is asked may hear of what another one committed a moment later.</summary>
    static async Task<string> ChangeAsync(HttpClient els, string customer)
    {
        for (var place = "from=beginning"; ;)
        {
            var page = await els.ReadPatientlyAsync($"/v1/changes?{place}&limit=1000&wait=10");
            foreach (var change in page.GetProperty("results").EnumerateArray())
                if (change.TryGetProperty("subject", out var subject) && subject.GetString() == customer) return change.GetProperty("id").GetString()!;
            place = $"after={page.GetProperty("next").GetString()}";
        }
    }

    static string NameOf(int i) => string.Create(CultureInfo.InvariantCulture, $"els/N-{i}");

    static string Path(int i) => string.Create(CultureInfo.InvariantCulture, $"/{i}");

    /// <summary>In whatever order: they live in partitions of their own.</summary>
    /// <returns>The path with each of the events that named them.</returns>
    static async Task<List<(string Path, string Event)>> ReachesAsync(Receiver receiver, string path, params string[] customers)
    {
        var told = new List<(string, string)>();
        for (var missing = customers.ToHashSet(StringComparer.Ordinal); missing.Count > 0;)
            if (await receiver.NextAsync(path) is var received && missing.Remove(received.Subject))
                told.Add((path, received.Id));
        return told;
    }

    static async Task<string> KeyAsync(HttpClient client) =>
        (await PostAsync(client, "/v1/keys", new { party = "els", roles = new[] { "subscribe" }, label = "followers" }, "key")).GetProperty("secret").GetString()!;

    async Task<string> EnrolAsync(HttpClient client)
    {
        var customer = NameOf(++customers);
        await PostAsync(client, "/v1/commands", new { enrol = new { customer, policy = "ELS-EL" } }, customer);
        return customer;
    }

    static async Task<JsonElement> PostAsync(HttpClient client, string path, object body, string key)
    {
        using var reply = await client.SendPatientlyAsync(() => new(HttpMethod.Post, path) { Content = JsonContent.Create(body), Headers = { { "Idempotency-Key", key } } });
        var read = await reply.Content.ReadFromJsonAsync<JsonElement>();
        reply.IsSuccessStatusCode.ShouldBeTrue(read.ToString());
        return read;
    }

    /// <summary>A delivery, and who it came from.</summary>
    sealed record Sent(string Path, string Event, string Silo);

    /// <summary>What one stream told, in whatever order.</summary>
    sealed class Notices
    {
        readonly System.Threading.Channels.Channel<Notice> box = System.Threading.Channels.Channel.CreateUnbounded<Notice>();
        readonly Dictionary<string, long> newest = new(StringComparer.Ordinal);

        public Task Take(Notice notice) => box.Writer.WriteAsync(notice).AsTask();

        public async Task UpToAsync(StreamId stream, string partition, long position)
        {
            using var patience = new CancellationTokenSource(Patience);
            try
            {
                while (newest.GetValueOrDefault(partition) < position)
                    if (await box.Reader.ReadAsync(patience.Token) is var notice)
                        newest[notice.Partition] = Math.Max(notice.Position, newest.GetValueOrDefault(notice.Partition));
            }
            catch (OperationCanceledException waited)
            {
                throw new TimeoutException($"{stream} did not tell of {partition}.{position}, but of {string.Join(", ", newest.Select(one => $"{one.Key}.{one.Value}"))}", waited);
            }
        }
    }
}
