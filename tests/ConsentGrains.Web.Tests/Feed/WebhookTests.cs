using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Harness;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Feed;

/// <summary>Webhooks over real connections: what is sent, what is taken for an answer, and that no subscriber holds up another.</summary>
public sealed class WebhookTests : IAsyncLifetime
{
    const string Enrolled = "jp.consentgrains.customer.enrolled.v1";
    readonly TestRegistry registry = new() { Delivers = true, Options = new() { Webhooks = Receiver.Allowed with { Patience = TimeSpan.FromSeconds(60) } } };
    Receiver receiver = null!;
    Client emana = null!;

    public async Task InitializeAsync()
    {
        receiver = await Receiver.StartAsync();
        await registry.InitializeAsync();
        emana = await registry.KeyAsync("emana", "subscribe");
    }

    public async Task DisposeAsync()
    {
        emana.Dispose();
        await registry.DisposeAsync();
        await receiver.DisposeAsync();
    }

    [Fact]
    public async Task A_change_is_posted_as_Standard_Webhooks_says_after_a_handshake()
    {
        var made = await SubscribeAsync("/a");
        await EnrolAsync("M-1");
        var received = await receiver.NextAsync("/a");
        receiver.Greetings.ShouldHaveSingleItem().ShouldBe(("/a", "registry.example"));
        received.Headers["Content-Type"].ShouldBe("application/cloudevents+json; charset=utf-8");
        (received.Json["specversion"]!.GetValue<string>(), received.Json["type"]!.GetValue<string>(), received.Subject, received.Json["id"]!.GetValue<string>()).ShouldBe(("1.0", Enrolled, "emana/M-1", received.Id));
        var signed = $"{received.Id}.{received.Headers["webhook-timestamp"]}.{Encoding.UTF8.GetString(received.Body)}";
        received.Headers["webhook-signature"].ShouldBe(Signature(made.Json.Text("secret"), signed));
        (await emana.GetAsync($"{Subscribing.Root}/{made.Json.Text("id")}")).Json.Text("status").ShouldBe("active");
    }

    [Fact]
    public async Task Two_secrets_sign_until_the_former_ones_end()
    {
        var made = await SubscribeAsync("/a");
        var path = $"{Subscribing.Root}/{made.Json.Text("id")}";
        var rotated = await emana.MustAsync($"{path}/rotate-secret", new JsonObject { ["graceHours"] = 1 });
        await EnrolAsync("M-1");
        var both = await receiver.NextAsync("/a");
        var signed = $"{both.Id}.{both.Headers["webhook-timestamp"]}.{Encoding.UTF8.GetString(both.Body)}";
        both.Headers["webhook-signature"].ShouldBe($"{Signature(rotated.Json.Text("secret"), signed)} {Signature(made.Json.Text("secret"), signed)}");
        registry.Time.Advance(TimeSpan.FromHours(1));
        await EnrolAsync("M-2");
        (await receiver.NextAsync("/a")).Headers["webhook-signature"].ShouldNotContain(" ");
    }

    [Theory]
    [InlineData(500, null, "failing", "status")]
    [InlineData(404, null, "failing", "status")]
    [InlineData(302, "Location", "failing", "redirected")]
    [InlineData(307, "Location", "failing", "redirected")]
    [InlineData(503, "Retry-After", "failing", "status")]
    [InlineData(410, null, "disabled", "gone")]
    public async Task An_answer_that_is_no_yes_is_on_record_and_nothing_is_skipped(int status, string? header, string becomes, string reason)
    {
        var followed = 0;
        var bad = true;
        receiver.Answer = http =>
        {
            if (http.Request.Path == "/elsewhere") followed++;
            if (!bad) return Task.CompletedTask;
            http.Response.StatusCode = status;
            if (header == "Location") http.Response.Headers.Location = receiver.Url + "/elsewhere";
            if (header == "Retry-After") http.Response.Headers.RetryAfter = "420";
            return Task.CompletedTask;
        };
        var path = $"{Subscribing.Root}/{(await SubscribeAsync("/a")).Json.Text("id")}";
        await EnrolAsync("M-1");
        var first = await receiver.NextAsync("/a");
        var state = await StatusAsync(path, becomes);
        (state.Text("reason"), followed).ShouldBe((reason, 0));
        if (status != 410) state["answered"]!.GetValue<int>().ShouldBe(status);
        if (header == "Retry-After") (DateTimeOffset.Parse(state.Text("nextTry"), null) - registry.Time.GetUtcNow()).TotalSeconds.ShouldBe(420, 1);
        await EnrolAsync("M-2");
        bad = false;
        await emana.MustAsync(path + "/resume", new JsonObject());
        var again = await receiver.NextAsync("/a");
        (again.Id, again.Subject, (await receiver.NextAsync("/a")).Subject).ShouldBe((first.Id, "emana/M-1", "emana/M-2"));
        await StatusAsync(path, "active");
    }

    [Fact]
    public async Task An_address_that_does_not_agree_is_told_nothing()
    {
        receiver.Greet = http => http.Response.Headers["WebHook-Allowed-Origin"] = "other.example";
        var path = $"{Subscribing.Root}/{(await SubscribeAsync("/a")).Json.Text("id")}";
        await EnrolAsync("M-1");
        (await UntilAsync(emana, path, state => state["reason"] is not null)).Text("reason").ShouldBe("handshake-refused");
        receiver.Waiting("/a").ShouldBe(0);
        receiver.Greet = http =>
        {
            http.Response.Headers["WebHook-Allowed-Origin"] = "registry.example";
            http.Response.Headers["WebHook-Allowed-Rate"] = "6000";
        };
        await emana.MustAsync(path + "/resume", new JsonObject());
        (await receiver.NextAsync("/a")).Subject.ShouldBe("emana/M-1");
        (await emana.GetAsync(path)).Json["perMinute"]!.GetValue<int>().ShouldBe(6000);
    }

    [Fact]
    public async Task A_name_that_leads_to_this_machine_is_refused_when_it_is_connected_to()
    {
        await using var closed = new Closed();
        await closed.Registry.InitializeAsync();
        using var key = await closed.Registry.KeyAsync("emana", "subscribe");
        var port = new Uri(receiver.Url).Port;
        var made = await key.MustAsync(Subscribing.Root, Subscribing.Webhook($"http://localhost:{port}/a"));
        (await UntilAsync(key, $"{Subscribing.Root}/{made.Json.Text("id")}", state => state["reason"] is not null)).Text("reason").ShouldBe("address-refused");
        receiver.Greetings.ShouldBeEmpty();
    }

    [Fact]
    public async Task Slow_dead_and_refusing_subscribers_hold_up_nobody()
    {
        using var never = new CancellationTokenSource();
        receiver.Answer = async http =>
        {
            if (http.Request.Path == "/slow") await Task.Delay(Timeout.InfiniteTimeSpan, CancellationTokenSource.CreateLinkedTokenSource(never.Token, http.RequestAborted).Token).ContinueWith(_ => { }, TaskScheduler.Default);
            http.Response.StatusCode = http.Request.Path.Value switch { "/broken" => 500, "/gone" => 410, "/moved" => 301, _ => 200 };
        };
        foreach (var path in new[] { "/slow", "/broken", "/gone", "/moved" }) await SubscribeAsync(path);
        await emana.MustAsync(Subscribing.Root, Subscribing.Webhook("http://127.0.0.1:1/nobody-listens"));
        await SubscribeAsync("/good");
        for (var i = 0; i < 20; i++) await EnrolAsync($"M-{i}");
        var told = new List<string>();
        while (told.Count < 20) told.Add((await receiver.NextAsync("/good")).Subject);
        told.Distinct().Count().ShouldBe(20, "the good one has all of them while the slow one still holds its first");
        receiver.Waiting("/slow").ShouldBe(0);
        await never.CancelAsync();
    }

    [Fact]
    public async Task An_answer_without_an_end_is_not_waited_for()
    {
        receiver.Answer = async http =>
        {
            http.Response.ContentType = "text/plain";
            await http.Response.Body.WriteAsync(new byte[100_000]);
            await http.Response.Body.FlushAsync();
            if (http.Request.Path == "/endless") await Task.Delay(Timeout.InfiniteTimeSpan, http.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };
        await SubscribeAsync("/endless");
        await EnrolAsync("M-1");
        await EnrolAsync("M-2");
        var told = new[] { (await receiver.NextAsync("/endless")).Subject, (await receiver.NextAsync("/endless")).Subject };
        told.Order().ShouldBe(["emana/M-1", "emana/M-2"]);
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("172.32.0.1", true)]
    [InlineData("192.168.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("100.100.100.200", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00:ec2::254", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("::ffff:8.8.8.8", true)]
    [InlineData("2002:7f00:1::", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("64:ff9b::808:808", true)]
    [InlineData("2001:db8::1", false)]
    [InlineData("2001::1", false)]
    [InlineData("ff02::1", false)]
    public void Only_public_addresses_are_reached(string address, bool may) =>
        ConsentGrains.Web.Feed.Webhooks.PublicAddresses.MayReach(IPAddress.Parse(address), []).ShouldBe(may);

    [Fact]
    public void A_network_that_is_allowed_is_reached() =>
        ConsentGrains.Web.Feed.Webhooks.PublicAddresses.MayReach(IPAddress.Parse("::ffff:10.1.2.3"), [IPNetwork.Parse("10.1.0.0/16")]).ShouldBeTrue();

    static string Signature(string secret, string text) =>
        "v1," + Convert.ToBase64String(HMACSHA256.HashData(Convert.FromBase64String(secret["whsec_".Length..]), Encoding.UTF8.GetBytes(text)));

    async Task<Reply> SubscribeAsync(string path)
    {
        var body = Subscribing.Webhook(receiver.Url + path);
        body["types"] = new JsonArray(Enrolled);
        return await emana.MustAsync(Subscribing.Root, body);
    }

    Task EnrolAsync(string number) => registry.Emana.MustAsync($"/v1/customers/emana/{number}/enrolments", new JsonObject { ["policy"] = "EMANA" });

    Task<JsonNode> StatusAsync(string path, string status) => UntilAsync(emana, path, state => state.Text("status") == status);

    static async Task<JsonNode> UntilAsync(Client client, string path, Func<JsonNode, bool> so)
    {
        for (var began = Environment.TickCount64; Environment.TickCount64 - began < 120_000;)
        {
            var state = (await client.GetAsync(path)).Json;
            if (so(state)) return state;
        }

        throw new TimeoutException($"{path} does not become what it should");
    }

    /// <summary>A registry that allows plain http and no network of its own.</summary>
    sealed class Closed : IAsyncDisposable
    {
        public TestRegistry Registry { get; } = new() { Delivers = true, Options = new() { Webhooks = new() { PlainHttp = true } } };

        public async ValueTask DisposeAsync() => await Registry.DisposeAsync();
    }
}
