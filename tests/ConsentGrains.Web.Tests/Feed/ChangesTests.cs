using System.Text.Json.Nodes;
using ConsentGrains.Core.Directory;
using ConsentGrains.Grains;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Feed;

/// <summary>`/v1/changes` pulled and pushed, on a real server.</summary>
public sealed class ChangesTests : IAsyncLifetime
{
    const string Changes = "/v1/changes";
    readonly TestRegistry registry = new();
    Client subscriber = null!;

    public async Task InitializeAsync()
    {
        await registry.InitializeAsync();
        subscriber = await registry.KeyAsync("emana", "subscribe");
    }

    public async Task DisposeAsync()
    {
        subscriber.Dispose();
        await registry.DisposeAsync();
    }

    [Fact]
    public async Task A_change_is_a_cloud_event_and_the_next_pull_goes_on_behind_it()
    {
        var start = (await subscriber.GetAsync(Changes)).Json;
        start["results"]!.AsArray().ShouldBeEmpty("without a cursor it begins now");
        await EnrolAsync("M-1");
        await EnrolAsync("M-2");
        var page = (await PullAsync($"after={start["next"]}&limit=1")).Json;
        var change = page["results"]!.AsArray().ShouldHaveSingleItem()!;
        page["more"]!.GetValue<bool>().ShouldBeTrue();
        (Text(change, "specversion"), Text(change, "type"), Text(change, "datacontenttype")).ShouldBe(("1.0", "jp.consentgrains.customer.enrolled.v1", "application/json"));
        Text(change, "id").ShouldBe($"{Text(change, "source")["/v1/changes/".Length..]}.{long.Parse(Text(change, "sequence"), System.Globalization.CultureInfo.InvariantCulture)}");
        Text(change, "partitionkey").ShouldBe(Text(change["data"]!, "ref"));
        var rest = (await PullAsync($"after={page["next"]}")).Json;
        new[] { Text(change, "subject"), Text(rest["results"]!.AsArray().ShouldHaveSingleItem()!, "subject") }.Order().ShouldBe(["emana/M-1", "emana/M-2"]);
        rest["more"]!.GetValue<bool>().ShouldBeFalse();
        (await PullAsync($"after={rest["next"]}")).Json["results"]!.AsArray().ShouldBeEmpty();
        var all = (await PullAsync("from=beginning&limit=1000")).Json["results"]!.AsArray();
        all.Select(c => Text(c!, "id")).ShouldBeUnique();
        all.Count.ShouldBeGreaterThan(2);
    }

    [Fact]
    public async Task A_pull_that_waits_is_answered_when_something_comes_and_not_by_what_is_not_for_it()
    {
        var start = Text((await subscriber.GetAsync(Changes)).Json, "next");
        var waiting = PullAsync($"after={start}&wait=60");
        (await registry.Els.MustAsync("/v1/customers/els/C-1/enrolments", new JsonObject { ["policy"] = "ELS-EL" })).Status.ShouldBe(201);
        await EnrolAsync("M-1");
        var told = (await waiting).Json["results"]!.AsArray().ShouldHaveSingleItem()!;
        Text(told, "subject").ShouldBe("emana/M-1");
        (await PullAsync($"after={start}&wait=0")).Json["results"]!.AsArray().Count.ShouldBe(1);
    }

    [Fact]
    public async Task Changes_are_pushed_as_they_come_and_again_from_the_last_id()
    {
        string id;
        using (var stream = await OpenAsync())
        {
            stream.Response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
            (await stream.NextAsync()).ShouldContainKey("retry");
            await EnrolAsync("M-1");
            var first = await stream.NextAsync();
            first["event"].ShouldBe("jp.consentgrains.customer.enrolled.v1");
            Text(JsonNode.Parse(first["data"])!, "subject").ShouldBe("emana/M-1");
            id = first["id"];
        }

        await EnrolAsync("M-2");
        await EnrolAsync("M-3");
        using var again = await OpenAsync(lastId: id);
        await again.NextAsync();
        var subjects = new[] { await again.NextAsync(), await again.NextAsync() }.Select(e => Text(JsonNode.Parse(e["data"])!, "subject"));
        subjects.Order().ShouldBe(["emana/M-2", "emana/M-3"]);
    }

    [Fact]
    public async Task A_stream_in_which_nothing_happens_sends_a_comment_and_moves_the_cursor()
    {
        await using var quick = new QuickBeat();
        await quick.Registry.InitializeAsync();
        using var key = await quick.Registry.KeyAsync("emana", "subscribe");
        using var stream = await EventSource.OpenAsync(quick.Registry.Address, key.Secret);
        var first = await stream.NextAsync();
        await quick.Registry.Els.MustAsync("/v1/customers/els/C-1/enrolments", new JsonObject { ["policy"] = "ELS-EL" });
        var beat = await stream.NextAsync();
        while (beat["id"] == first["id"]) beat = await stream.NextAsync();
        beat.ShouldContainKey("");
        beat.ShouldNotContainKey("data");
        (await key.GetAsync($"{Changes}?after={beat["id"]}")).Json["results"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stream_ends_with_its_key_and_says_so()
    {
        using var stream = await OpenAsync();
        await stream.NextAsync();
        var credential = registry.Grains.Directory.Credentials.Values.Single(c => c.Party == "emana" && c.Roles.Contains("subscribe"));
        var revoke = new Command.ToDirectory(new DirectoryCommand.RevokeCredential(credential.Id));
        (await registry.Grains.TellAsync(revoke, new("els"), CommandTerms.None, default)).ShouldBeOfType<Outcome.Accepted>();
        var last = await stream.NextAsync();
        // The revocation itself concerns the party: it may be told before the end.
        if (last.GetValueOrDefault("event") == "jp.consentgrains.credential.revoked.v1") last = await stream.NextAsync();
        (last["event"], Text(JsonNode.Parse(last["data"])!, "code")).ShouldBe(("end", "key-revoked"));
        (await stream.NextAsync()).ShouldBeEmpty();
        using var again = await OpenAsync();
        ((int)again.Response.StatusCode).ShouldBe(401);
    }

    [Fact]
    public async Task A_party_has_so_many_streams_and_no_more_until_one_is_closed()
    {
        var open = new List<EventSource>();
        for (var i = 0; i < Limits.StreamsPerParty; i++) open.Add(await OpenAsync());
        (await subscriber.GetAsync(Changes + "/stream")).Code.ShouldBe("too-many-streams");
        foreach (var stream in open) stream.Dispose();
        for (var status = 429; status != 200;)
        {
            // The server learns a moment later that a connection is gone.
            registry.Time.Advance(TimeSpan.FromSeconds(1));
            using var another = await OpenAsync();
            status = (int)another.Response.StatusCode;
        }
    }

    [Theory]
    [InlineData("?after=abc", 400, "query-invalid")]
    [InlineData("?from=yesterday", 400, "query-invalid")]
    [InlineData("?limit=0", 400, "query-invalid")]
    [InlineData("?wait=61", 400, "query-invalid")]
    [InlineData("?since=now", 400, "query-invalid")]
    [InlineData("/stream?after=AAAA", 400, "query-invalid")]
    public async Task What_can_not_be_read_is_a_problem_that_says_where(string path, int status, string code)
    {
        var reply = await subscriber.GetAsync(Changes + path);
        (reply.Status, reply.Code).ShouldBe((status, code));
    }

    [Fact]
    public async Task Who_may_not_subscribe_is_told_so()
    {
        (await registry.Emana.GetAsync(Changes)).Code.ShouldBe("role-missing");
        (await registry.Emana.GetAsync(Changes + "/stream")).Code.ShouldBe("role-missing");
        (await registry.Nobody.GetAsync(Changes)).Status.ShouldBe(401);
    }

    sealed class QuickBeat : IAsyncDisposable
    {
        public TestRegistry Registry { get; } = new() { Options = new() { FeedBeat = TimeSpan.FromMilliseconds(20) } };

        public async ValueTask DisposeAsync() => await Registry.DisposeAsync();
    }

    Task<EventSource> OpenAsync(string query = "", string? lastId = null) => EventSource.OpenAsync(registry.Address, subscriber.Secret, query, lastId);

    Task<Reply> PullAsync(string query) => subscriber.GetAsync($"{Changes}?{query}");

    Task EnrolAsync(string number) => registry.Emana.MustAsync($"/v1/customers/emana/{number}/enrolments", new JsonObject { ["policy"] = "EMANA" });

    static string Text(JsonNode node, string name) => node[name]!.GetValue<string>();
}
