using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Sites;

public sealed class TransmitTests : IAsyncLifetime
{
    const string Origin = "https://www.ens.example";
    readonly TestRegistry registry = new();

    public async Task InitializeAsync()
    {
        await registry.InitializeAsync();
        await registry.RecordSiteAsync(Origin, "gyro-n");
    }

    public Task DisposeAsync() => registry.DisposeAsync();

    [Fact]
    public async Task A_visitor_is_told_for_each_service_whether_it_may_be_loaded()
    {
        var reply = await registry.VisitAsync(Origin);
        reply.Status.ShouldBe(200);
        (reply.Verdict("gyro-n"), reply.Verdict("google-analytics"), reply.Verdict("ptengine")).ShouldBe(("yes", "notice-incomplete", "notice-incomplete"));
        (reply.Headers["Access-Control-Allow-Origin"], reply.Headers["Vary"], reply.Headers["Cache-Control"]).ShouldBe((Origin, "Origin", "no-store"));
    }

    [Fact]
    public async Task A_refusal_holds_from_the_answer_on_until_it_is_taken_back()
    {
        var chosen = await registry.ChooseAsync(Origin, Visiting.Visitor, "gyro-n");
        (chosen.Status, chosen.Verdict("gyro-n")).ShouldBe((200, "stopped"));
        (await registry.VisitAsync(Origin, Visiting.Visitor)).Verdict("gyro-n").ShouldBe("stopped");
        (await registry.VisitAsync(Origin, new string('B', 24))).Verdict("gyro-n").ShouldBe("yes");
        (await registry.ChooseAsync(Origin, Visiting.Visitor)).Verdict("gyro-n").ShouldBe("yes");
        (await registry.ChooseAsync(Origin, Visiting.Visitor, "*")).Json["out"]!.AsArray().Select(o => (string)o!).ShouldBe(["*"]);
    }

    [Fact]
    public async Task Pages_of_other_origins_and_callers_that_are_no_pages_are_told_nothing()
    {
        foreach (var origin in new[] { "https://elsewhere.example", "null", Origin + ".elsewhere.example", "http://www.ens.example" })
        {
            var reply = await registry.VisitAsync(origin);
            (reply.Status, reply.Code, reply.Headers.ContainsKey("Access-Control-Allow-Origin")).ShouldBe((403, "origin-not-registered", false), origin);
        }

        (await registry.Nobody.PostAsync($"/transmit/{Visiting.Site}", new JsonObject())).Code.ShouldBe("origin-not-registered");
        (await registry.Nobody.PostAsync("/transmit/nowhere", new JsonObject(), ("Origin", Origin))).Code.ShouldBe("not-found");
    }

    [Fact]
    public async Task A_browser_learns_before_it_asks_that_it_may()
    {
        var reply = await registry.Nobody.SendAsync(new(HttpMethod.Options, $"/transmit/{Visiting.Site}/choice"), ("Origin", Origin), ("Access-Control-Request-Method", "POST"));
        (reply.Status, reply.Headers["Access-Control-Allow-Origin"], reply.Headers["Access-Control-Allow-Headers"]).ShouldBe((204, Origin, "content-type"));
        (await registry.Nobody.SendAsync(new(HttpMethod.Options, $"/transmit/{Visiting.Site}"), ("Origin", "https://elsewhere.example"))).Status.ShouldBe(403);
    }

    [Theory]
    [InlineData("""{"visitor":"short"}""", "fields-invalid")]
    [InlineData("""{"visitor":"els/C-000123 and a name of somebody"}""", "fields-invalid")]
    [InlineData("""{"customer":"els/1"}""", "fields-invalid")]
    [InlineData("""[]""", "fields-invalid")]
    [InlineData("""{"visitor":""", "json-malformed")]
    public async Task What_is_no_question_is_a_named_problem(string body, string code) =>
        (await registry.Nobody.PostTextAsync($"/transmit/{Visiting.Site}", body, ("Origin", Origin))).Code.ShouldBe(code);

    [Fact]
    public async Task A_choice_must_name_services_there_are()
    {
        (await registry.ChooseAsync(Origin, Visiting.Visitor, "nobody")).Code.ShouldBe("party-unknown");
        (await registry.Nobody.PostAsync($"/transmit/{Visiting.Site}/choice", new JsonObject { ["visitor"] = Visiting.Visitor }, ("Origin", Origin))).Code.ShouldBe("fields-invalid");
    }

    [Fact]
    public async Task A_large_body_is_refused_unread()
    {
        var body = "{\"visitor\":\"" + new string('A', Limits.VisitorBodyBytes) + "\"}";
        (await registry.Nobody.PostTextAsync($"/transmit/{Visiting.Site}", body, ("Origin", Origin))).Code.ShouldBe("body-too-large");
        using var chunked = new HttpRequestMessage(HttpMethod.Post, $"/transmit/{Visiting.Site}") { Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json") };
        chunked.Headers.TransferEncodingChunked = true;
        (await registry.Nobody.SendAsync(chunked, ("Origin", Origin))).Code.ShouldBe("body-too-large");
    }

    [Fact]
    public async Task Every_site_has_a_bucket_of_its_own()
    {
        await using var bounded = new Bounded();
        await bounded.Registry.InitializeAsync();
        await bounded.Registry.RecordSiteAsync(Origin, "gyro-n");
        (await bounded.Registry.ChooseAsync(Origin, Visiting.Visitor, "*")).Status.ShouldBe(200);
        var refused = await bounded.Registry.ChooseAsync(Origin, Visiting.Visitor, "*");
        (refused.Status, refused.Code).ShouldBe((429, "too-many-requests"));
        (await bounded.Registry.Admin.GetAsync("/v1/sites")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task The_notice_says_what_is_sent_to_whom_for_what_and_what_it_lacks()
    {
        var json = (await registry.Nobody.GetAsync($"/transmit/{Visiting.Site}/notice")).Json;
        json["complete"]!.GetValue<bool>().ShouldBeFalse();
        var gyro = json["transmissions"]!.AsArray().Single(t => (string?)t!["recipient"] == "gyro-n")!;
        ((string?)gyro["sent"], (string?)gyro["purpose"], (string?)gyro["use"], (string?)gyro["policyOfRecipient"])
            .ShouldBe(("閲覧したページのURLと時刻", "ENS-7-CK1", "アクセス解析の提供", "https://www.gyro-n.com/home/privacypolicy/"));
        json["transmissions"]!.AsArray().Single(t => (string?)t!["recipient"] == "ptengine")!["sent"].ShouldBeNull();
        var page = await registry.Nobody.GetAsync($"/transmit/{Visiting.Site}/notice?format=html");
        page.Type.ShouldBe("text/html");
        page.Text.ShouldContain("記載なし");
        page.Text.ShouldContain("閲覧したページのURLと時刻");
    }

    [Fact]
    public async Task What_visitors_were_answered_is_in_the_log_and_the_browsers_id_is_not()
    {
        await registry.ChooseAsync(Origin, Visiting.Visitor, "gyro-n");
        var log = await registry.Admin.GetAsync("/v1/decisions?act=transmit");
        var entry = log.Json["results"]!.AsArray().Single(e => (string?)e!["recipient"] == "gyro-n")!;
        ((string?)entry["by"], (string?)entry["key"], (string?)entry["reason"]).ShouldBe(("ens", "site:ens-www", "stopped"));
        log.Text.ShouldNotContain(Visiting.Visitor);
    }

    [Fact]
    public async Task Only_the_operator_describes_what_its_site_sends()
    {
        var service = new JsonObject { ["recipient"] = "gyro-n", ["purpose"] = "ENS-7-CK1", ["sent"] = "頁", ["use"] = "改善" };
        (await registry.Emana.PostAsync($"/v1/sites/{Visiting.Site}/services", service)).Code.ShouldBe("not-yours");
        (await registry.Admin.PostAsync("/v1/sites/nowhere/services", service.DeepClone())).Code.ShouldBe("site-unknown");
    }

    [Fact]
    public async Task The_page_for_developers_has_the_hash_of_the_script()
    {
        var script = await registry.Nobody.GetAsync("/transmit.js");
        (script.Type, script.Headers["Access-Control-Allow-Origin"]).ShouldBe(("text/javascript", "*"));
        var hash = "sha384-" + Convert.ToBase64String(SHA384.HashData(System.Text.Encoding.UTF8.GetBytes(script.Text)));
        File.ReadAllText(Path.Combine(Root(AppContext.BaseDirectory), "docs", "sites.md")).ShouldContain($"integrity=\"{hash}\"");
    }

    static string Root(string folder) => File.Exists(Path.Combine(folder, "ConsentGrains.sln")) ? folder : Root(Path.GetDirectoryName(folder)!);

    sealed class Bounded : IAsyncDisposable
    {
        public TestRegistry Registry { get; } = new() { Options = new() { RequestsPerSecond = 1, RequestBurst = Limits.TokensPerChoice } };

        public async ValueTask DisposeAsync() => await Registry.DisposeAsync();
    }
}
