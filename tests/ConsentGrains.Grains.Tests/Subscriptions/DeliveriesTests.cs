using ConsentGrains.Core.Subscriptions;
using ConsentGrains.Grains.Feed;
using ConsentGrains.Grains.Index;
using ConsentGrains.Grains.Subscriptions;
using ConsentGrains.Grains.Tests.Feed;

namespace ConsentGrains.Grains.Tests.Subscriptions;

/// <summary>All webhooks of a process together.</summary>
public sealed class DeliveriesTests
{
    const int Subscribers = 40;
    const int Changes = 10;
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static TheoryData<string> Kinds => Rig.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public async Task Half_of_the_subscribers_dead_the_others_have_everything_in_order_and_so_again_after_a_restart(string kind)
    {
        await using var rig = await FeedRig.OpenAsync(kind);
        await rig.Grains.AcceptedAsync(new Command.ToDirectory(new DirectoryCommand.IssueCredential("key-els", "els", ["subscribe"], new string('a', 64), "feed")));
        var mailbox = new Mailbox();
        for (var i = 0; i < Subscribers; i++) await CreateAsync(rig, i);
        await RunAsync(rig, mailbox, async () =>
        {
            for (var i = 0; i < Changes; i++) await rig.Grains.AcceptedAsync(Say.Enrol($"C-{i}"));
        });
        await rig.Registry.RestartAsync();
        await RunAsync(rig, mailbox, async () =>
        {
            for (var i = 0; i < Changes; i++) await rig.Grains.AcceptedAsync(Say.Enrol($"later-{i}"));
        });
        for (var i = 1; i < Subscribers; i += 2)
            (await rig.Grains.ReadSubscriptionAsync(Id(i), default)).Status.ShouldBe(SubscriptionStatus.Active, "a stop in the middle of a delivery is no failure");
    }

    /// <summary>Until every good subscriber has every change there is; odd ones never answer.</summary>
    static async Task RunAsync(FeedRig rig, Mailbox mailbox, Func<Task> work)
    {
        using var stop = new CancellationTokenSource();
        using var feed = rig.OpenFeed();
        using var index = RegistryIndex.Open(rig.Registry.Journal, rig.Grains, null, null, rig.Time);
        var never = new TaskCompletionSource<Posted>();
        var taken = new SemaphoreSlim(0);
        mailbox.Answer = (url, _) =>
        {
            if (IsDead(url)) return new(never.Task);
            taken.Release();
            return new(new Posted());
        };
        var before = (await rig.ReadAsync("els")).Count - mailbox.At(Url(0)).Count;
        var running = new Deliveries(rig.Grains, feed, index, mailbox, new(rig.Grains, rig.Time), rig.Time).RunAsync(fault => throw fault, stop.Token);
        await work();
        for (var i = 0; i < Subscribers / 2 * (before + Changes); i++) (await taken.WaitAsync(Patience)).ShouldBeTrue();
        await stop.CancelAsync();
        await running.WaitAsync(Patience);
        var all = (await rig.ReadAsync("els")).Select(e => e.Id).ToList();
        for (var i = 0; i < Subscribers; i += 2)
        {
            mailbox.At(Url(i)).ShouldBe(all, ignoreOrder: true, customMessage: Url(i));
            foreach (var partition in mailbox.At(Url(i)).GroupBy(id => id.Split('.')[0]))
                partition.Select(id => int.Parse(id.Split('.')[1], null)).ShouldBeInOrder();
        }

        for (var i = 1; i < Subscribers; i += 2) mailbox.At(Url(i)).ShouldBeEmpty();
    }

    static Task CreateAsync(FeedRig rig, int i) => rig.Grains.AcceptedAsync(new Command.ToSubscription(
        Id(i), new SubscriptionCommand.Create("els", SubscriptionKind.Webhook, SubscriptionFilter.All, Url(i), "whsec_AAAA", rig.Feed.Beginning.ToString())));

    static string Id(int i) => $"sub-{i}";

    static string Url(int i) => $"https://partner.example/{i}";

    static bool IsDead(string url) => int.Parse(url.Split('/')[^1], null) % 2 == 1;
}
