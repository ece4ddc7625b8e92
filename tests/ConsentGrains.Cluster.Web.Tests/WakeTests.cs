using System.Globalization;
using System.Text.Json.Nodes;
using ConsentGrains.Core.Customers;
using ConsentGrains.Web.Tests.Feed;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Cluster.Web.Tests;

/// <summary>Two silos of which neither looks at the ends of the partitions by itself: that is done by the index, four times a second, and here only when a test
/// asks for it. So whoever is told at one silo of what another one committed was woken by a notice.</summary>
public sealed class WakeTests : IAsyncLifetime
{
    const int Tries = 6;

    /// <summary>A notice may be lost; then the next commit is waited for.</summary>
    static readonly TimeSpan PerTry = TimeSpan.FromSeconds(15);

    readonly TestRegistry first = new();
    TestRegistry second = null!;
    Receiver receiver = null!;
    Client follower = null!;

    public async Task InitializeAsync()
    {
        receiver = await Receiver.StartAsync();
        await first.InitializeAsync();
        second = new() { Beside = first, Delivers = true, Options = new() { Webhooks = Receiver.Allowed } };
        await second.InitializeAsync();
        follower = await second.KeyAsync("els", "subscribe");
    }

    public async Task DisposeAsync()
    {
        follower.Dispose();
        await second.DisposeAsync();
        await first.DisposeAsync();
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task A_commit_on_one_silo_wakes_whoever_follows_at_another()
    {
        await WebhookOfTheSecondAsync();
        using var events = await EventSource.OpenAsync(second.Address, follower.Secret);
        using var stop = new CancellationTokenSource();
        Told[] followers = [new("pull"), new("stream"), new("webhook")];
        Task[] following =
            [FollowAsync(followers[0], Pulls(), stop.Token), FollowAsync(followers[1], Streams(events), stop.Token), FollowAsync(followers[2], Receives(), stop.Token)];

        var reached = false;
        for (var i = 0; i < Tries && !reached; i++) reached = await ReachesAsync(followers, i);
        await stop.CancelAsync();
        await Task.WhenAll(following);
        reached.ShouldBeTrue(string.Join("; ", followers.Select(one => one.ToString())));
    }

    /// <summary>A commit of the first silo, of which it also was the owner while everybody was told.</summary>
    async Task<bool> ReachesAsync(Told[] followers, int round)
    {
        var customer = Enumerable.Range(round * 1_000, 1_000).Select(n => string.Create(CultureInfo.InvariantCulture, $"els/W-{n}")).First(name => TenureOf(name) != 0);
        var tenure = TenureOf(customer);
        await first.Els.MustAsync($"/v1/customers/{customer}/enrolments", new JsonObject { ["policy"] = "ELS-EL" });
        await Task.WhenAny(Task.WhenAll(followers.Select(one => one.Of(customer))), Task.Delay(PerTry));
        return followers.All(one => one.Of(customer).IsCompleted) && TenureOf(customer) == tenure;
    }

    long TenureOf(string customer) => first.Shared.Journal.Partitions.TenureOf(first.Shared.Local.PartitionOf(CustomerId.Parse(customer)!.Value));

    /// <summary>Whichever silo owns a webhook delivers it.</summary>
    async Task WebhookOfTheSecondAsync()
    {
        for (var i = 0; i < 60; i++)
        {
            var id = await follower.SubscribeAsync(Subscribing.Webhook(receiver.Url + "/hook"));
            if (second.Shared.Journal.Partitions.Owns(second.Shared.Local.PartitionOfSubscription(id))) return;
            await follower.SendAsync(new HttpRequestMessage(HttpMethod.Delete, $"{Subscribing.Root}/{id}"));
        }

        throw new InvalidOperationException("the second silo owns no subscription");
    }

    /// <param name="next">What comes next, once it comes.</param>
    static async Task FollowAsync(Told told, Func<Task<IEnumerable<JsonNode?>>> next, CancellationToken stop)
    {
        try
        {
            while (true)
                foreach (var change in await next().WaitAsync(stop)) told.Take(change!);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return;
        }
    }

    Func<Task<IEnumerable<JsonNode?>>> Pulls()
    {
        var place = "from=now";
        return async () =>
        {
            var page = (await follower.GetAsync($"/v1/changes?{place}&wait=10")).Json;
            place = $"after={Uri.EscapeDataString(page.Text("next"))}";
            return page["results"]!.AsArray();
        };
    }

    static Func<Task<IEnumerable<JsonNode?>>> Streams(EventSource events) =>
        async () => (await events.NextAsync()).TryGetValue("data", out var data) ? [JsonNode.Parse(data)] : [];

    Func<Task<IEnumerable<JsonNode?>>> Receives() => async () => [(await receiver.NextAsync("/hook")).Json];

    /// <summary>Whom one follower was told of.</summary>
    sealed class Told(string name)
    {
        readonly System.Collections.Concurrent.ConcurrentDictionary<string, TaskCompletionSource> customers = new(StringComparer.Ordinal);

        public Task Of(string customer) => Source(customer).Task;

        public void Take(JsonNode change)
        {
            if (change["subject"]?.GetValue<string>() is { } customer) Source(customer).TrySetResult();
        }

        TaskCompletionSource Source(string customer) => customers.GetOrAdd(customer, static _ => new(TaskCreationOptions.RunContinuationsAsynchronously));

        public override string ToString() => $"{name}: {string.Join(", ", customers.Where(one => one.Value.Task.IsCompleted).Select(one => one.Key))}";
    }
}
