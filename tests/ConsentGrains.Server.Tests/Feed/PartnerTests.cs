using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using ConsentGrains.Examples;
using ConsentGrains.Server.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Server.Tests.Feed;

/// <summary>A partner's side of the feed: the examples of the documentation, in JavaScript with libraries nobody here wrote and in C#, against a real server.</summary>
public sealed class PartnerTests : IAsyncLifetime
{
    const string Enrolled = "jp.consentgrains.customer.enrolled.v1";
    FeedServer server = null!;

    public async Task InitializeAsync() => server = await FeedServer.StartAsync();

    public async Task DisposeAsync() => await server.DisposeAsync();

    [NodeFact]
    public async Task A_receiver_of_npm_standardwebhooks_takes_what_is_signed_through_a_rotation_and_a_crash()
    {
        var secretFile = server.Write("secret.txt", "whsec_" + Convert.ToBase64String(new byte[32]));
        var receiver = server.Run("webhook.mjs", ("SECRET_FILE", secretFile));
        var port = (await FeedServer.LineAsync(receiver)).Split(' ')[^1];
        var made = await server.PostAsync(server.Subscriber, "/v1/subscriptions", new { kind = "webhook", url = $"http://127.0.0.1:{port}/", types = new[] { Enrolled } });
        var path = $"/v1/subscriptions/{made.GetProperty("id").GetString()}";
        await server.EnrolAsync("M-1");
        (await FeedServer.LineAsync(receiver)).ShouldBe("refused: not signed with our secret");
        await File.WriteAllTextAsync(secretFile, made.GetProperty("secret").GetString());
        // It may have been tried again with the wrong one, or already with the right one.
        await server.PostAsync(server.Subscriber, path + "/resume", new { });
        var line = "refused";
        while (line.StartsWith("refused", StringComparison.Ordinal)) line = await FeedServer.LineAsync(receiver);
        line.ShouldBe($"{Enrolled} emana/M-1");
        var rotated = await server.PostAsync(server.Subscriber, path + "/rotate-secret", new { graceHours = 1 });
        await server.EnrolAsync("M-2");
        (await FeedServer.LineAsync(receiver)).ShouldBe($"{Enrolled} emana/M-2", "the former secret signs besides");
        await File.WriteAllTextAsync(secretFile, rotated.GetProperty("secret").GetString());
        await server.EnrolAsync("M-3");
        (await FeedServer.LineAsync(receiver)).ShouldBe($"{Enrolled} emana/M-3");
        await server.CrashAsync();
        await server.EnrolAsync("M-4");
        (await FeedServer.LineAsync(receiver)).ShouldBe($"{Enrolled} emana/M-4", "what came before is known by its id");
    }

    [NodeFact]
    public async Task An_EventSource_goes_on_by_itself_after_a_crash_of_the_server()
    {
        await using var relay = new Relay(new Uri(server.Process.Url).Port);
        var reader = server.Run("changes.mjs", ("URL", relay.Url), ("KEY", server.Subscriber));
        await server.EnrolAsync("M-1");
        (await FeedServer.LineAsync(reader)).ShouldBe($"{Enrolled} emana/M-1");
        await server.CrashAsync();
        relay.To(new Uri(server.Process.Url).Port);
        await server.EnrolAsync("M-2");
        (await FeedServer.LineAsync(reader)).ShouldBe($"{Enrolled} emana/M-2");
    }

    [NodeFact]
    public async Task The_document_is_AsyncAPI_3_and_every_change_is_as_it_says()
    {
        foreach (var command in Commands()) await server.PostAsync(server.Admin, "/v1/commands", command);
        var node = server.Start("node", [], Repository.PathOf("tests/clients/validate.mjs"), server.Process.Url, server.Admin);
        (await FeedServer.LineAsync(node)).ShouldMatch("^valid: [0-9]+ changes of 1[0-9] types$");
    }

    [Fact]
    public async Task The_examples_in_C_sharp_receive_every_change()
    {
        using var stop = new CancellationTokenSource(FeedServer.Patience);
        var (pulled, posted) = (new ConcurrentQueue<string>(), new ConcurrentQueue<string>());
        var all = new SemaphoreSlim(0);
        var port = FreePort();
        var secret = "";
        var receiving = new WebhookReceiver(() => secret, change => Take(posted, change)).RunAsync($"http://127.0.0.1:{port}/", stop.Token);
        var made = await server.PostAsync(server.Subscriber, "/v1/subscriptions", new { kind = "webhook", url = $"http://127.0.0.1:{port}/", types = new[] { Enrolled } });
        secret = made.GetProperty("secret").GetString()!;
        var following = ChangesReader.FollowAsync(new(server.Process.Url), server.Subscriber, null, change => Task.Run(() => Take(pulled, change)), stop.Token);
        for (var i = 0; i < 3; i++) await server.EnrolAsync($"M-{i}");
        for (var i = 0; i < 6; i++) (await all.WaitAsync(FeedServer.Patience)).ShouldBeTrue();
        await stop.CancelAsync();
        await Task.WhenAll(receiving, following.ContinueWith(_ => { }, TaskScheduler.Default));
        foreach (var taken in new[] { pulled, posted }) taken.Order().ShouldBe(["emana/M-0", "emana/M-1", "emana/M-2"]);

        void Take(ConcurrentQueue<string> into, JsonElement change)
        {
            if (change.GetProperty("type").GetString() != Enrolled) return;
            into.Enqueue(change.GetProperty("subject").GetString()!);
            all.Release();
        }
    }

    [Fact]
    public async Task Watch_goes_on_behind_the_last_change_when_its_connection_breaks()
    {
        await server.EnrolAsync("M-1");
        await using var relay = new Relay(new Uri(server.Process.Url).Port);
        var watching = Ended.OfAsync("watch", "--url", relay.Url, "--key", server.Subscriber, "--from", "beginning", "--count", "5");
        await relay.PassedAsync("\"subject\":\"emana/M-1\"").WaitAsync(FeedServer.Patience);
        relay.Cut();
        await server.EnrolAsync("M-2");
        await server.EnrolAsync("M-3");
        var all = await watching.WaitAsync(FeedServer.Patience);
        all.Exit.ShouldBe(0, all.Error);
        var lines = all.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.ShouldContain(line => line.StartsWith("-- connection lost", StringComparison.Ordinal));
        foreach (var number in new[] { "M-1", "M-2", "M-3" }) lines.Count(line => line.Contains($"emana/{number} ", StringComparison.Ordinal)).ShouldBe(1, all.Output);
    }

    [Fact]
    public async Task Subscriptions_are_administered_from_the_command_line()
    {
        var made = await RunAsync("create", "--kind", "webhook", "--to", "http://127.0.0.1:9/", "--type", Enrolled, "--from", "beginning");
        made.ShouldContain("secret: whsec_");
        var id = made.Split('\n').Single(line => line.StartsWith("id: ", StringComparison.Ordinal))[4..].Trim();
        (await RunAsync("list")).ShouldContain($"{id}  emana  webhook");
        (await RunAsync("suspend", id)).ShouldContain("revision: ");
        (await RunAsync("show", id)).ShouldContain("status: suspended");
        (await RunAsync("change", id, "--area", "3")).ShouldContain("revision: ");
        (await RunAsync("show", id)).ShouldContain("areas: [3]");
        (await RunAsync("rotate-secret", id, "--grace-hours", "2")).ShouldContain("secret: whsec_");
        (await RunAsync("replay", id, "--from", "now")).ShouldContain("revision: ");
        (await RunAsync("resume", id)).ShouldContain("revision: ");
        (await RunAsync("end", id)).ShouldContain("revision: ");
        (await RunAsync("list")).ShouldNotContain(id);
        var refused = await Ended.OfAsync("subscriptions", "resume", id, "--url", server.Process.Url, "--key", server.Subscriber);
        (refused.Exit, refused.Error.Contains("subscription-ended", StringComparison.Ordinal)).ShouldBe((5, true), refused.Error);
    }

    async Task<string> RunAsync(params string[] command)
    {
        var ended = await Ended.OfAsync(["subscriptions", .. command, "--url", server.Process.Url, "--key", server.Subscriber]).WaitAsync(FeedServer.Patience);
        ended.Exit.ShouldBe(0, ended.Error);
        return ended.Output;
    }

    static IEnumerable<object> Commands() =>
    [
        new { enrol = new { customer = "els/C-1", policy = "ELS-EL" } },
        new { contract = new { customer = "els/C-1", id = "K-1", policy = "ELS-EL", state = "active" } },
        new { consent = new { customer = "els/C-1", purpose = "ELS-EL-2-PU3", evidence = "form 1", items = new[] { "ELS-EL-3/name" } } },
        new { withdraw = new { customer = "els/C-1", purpose = "ELS-EL-2-PU3" } },
        new { stop = new { customer = "els/C-1", policy = "ELS-EL" } },
        new Dictionary<string, object> { ["supply-point"] = new { number = "0300000000000000000001", retailer = "els", customer = "els/C-1" } },
        new { party = new { id = "partner-a", name = "提携先A" } },
        new { role = new { party = "partner-a", role = "enex-partner", from = "2026-01-01" } },
        new { enrol = new { customer = "els/C-2", policy = "ELS-EL" } },
        new { erase = new { customer = "els/C-2" } },
    ];

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
