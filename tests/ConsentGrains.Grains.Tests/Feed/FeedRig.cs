using System.Text.Json;
using ConsentGrains.Core.Directory;
using ConsentGrains.Grains.Feed;

namespace ConsentGrains.Grains.Tests.Feed;

/// <summary>A registry and its feed, with a joint user and a contractor.</summary>
sealed class FeedRig : IAsyncDisposable
{
    public const string Member = "group-1";
    public const string Contractor = "contractor-1";
    public const string JointPurpose = "ELS-EL-5-JU2-U5";
    readonly TestTime time;

    FeedRig(Rig registry, TestTime time) => (Registry, this.time) = (registry, time);

    public Rig Registry { get; }

    public LocalGrains Grains => Registry.Grains;

    public TestTime Time => time;

    public IFeed Feed => OpenFeed();

    /// <summary>A feed of its own, with a tail that knows nothing yet.</summary>
    public ChangeFeed OpenFeed() => new(Registry.Journal, () => Grains.Directory, Rig.Parse, time);

    public DateOnly Today => time.Now.Day;

    public static async Task<FeedRig> OpenAsync(string kind)
    {
        var time = new TestTime();
        var rig = new FeedRig(await Rig.OpenAsync(kind, time), time);
        foreach (var party in new[] { Member, Contractor }) await rig.Grains.AcceptedAsync(Say.Party(party));
        await rig.Grains.AcceptedAsync(new Command.ToDirectory(new DirectoryCommand.RecordEntrustment(
            "ent-1", "els", Contractor, ["printing"], [Say.Purpose], ["ELS-EL-3/name"], rig.Today.AddDays(-9), null, null, true, true, true, true, true)));
        return rig;
    }

    public Task JoinAsync() => Grains.AcceptedAsync(new Command.ToDirectory(new DirectoryCommand.GrantRole(Member, "enex-group", Today.AddDays(-9))));

    public Task LeaveAsync() => Grains.AcceptedAsync(new Command.ToDirectory(new DirectoryCommand.EndRole(Member, "enex-group", Today.AddDays(-1))));

    /// <summary>Everything from a cursor on, in pages.</summary>
    public async Task<List<FeedEvent>> ReadAsync(string party, FeedCursor? after = null, int most = 1_000, bool whole = false)
    {
        var (all, more, feed) = (new List<FeedEvent>(), true, Feed);
        for (var cursor = after ?? Feed.Beginning; more;)
        {
            var page = await feed.ReadAsync(new(party, whole), cursor, most, default);
            page.Events.Count.ShouldBeLessThanOrEqualTo(most);
            page.Events.SelectMany(e => DescribedChange.Faults(e.Told)).ShouldBeEmpty();
            all.AddRange(page.Events);
            (cursor, more) = (page.Next, page.More);
        }

        return all;
    }

    public static JsonElement Data(FeedEvent change) => JsonDocument.Parse(change.Told.Data).RootElement;

    public static string? Field(FeedEvent change, string name) => Data(change).TryGetProperty(name, out var value) ? value.ToString() : null;

    public static string Kind(FeedEvent change) => change.Told.Type["jp.consentgrains.".Length..^".v1".Length];

    public ValueTask DisposeAsync() => Registry.DisposeAsync();
}
