using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Registry;

public sealed class DirectoryTests(TestRegistry registry) : IClassFixture<TestRegistry>
{
    [Theory]
    [InlineData("parties", """{"id":"shop-1","name":"Shop","country":"US"}""", "id", "shop-1")]
    [InlineData("purposes", """{"id":"els-survey","operator":"els","policy":"ELS-EL","text":"アンケート","items":["ELS-EL-3/billing-email"],"marketing":false}""", "id", "els-survey")]
    [InlineData("sites", """{"id":"els-www","operator":"els","policy":"ELS-EL","underArticle27_12":true,"noticeComplete":false}""", "id", "els-www")]
    [InlineData("entrustments", """{"id":"els-entry","operator":"els","recipient":"jpnic","work":["w"],"purposes":["ELS-EL-2-PU3"],"items":["ELS-EL-3/name"],"from":"2026-04-01","safety":true}""", "id", "els-entry")]
    public async Task What_is_registered_is_read_back(string path, string body, string field, string id)
    {
        (await registry.Admin.PostTextAsync($"/v1/{path}", body)).Status.ShouldBe(201);
        var one = (await registry.Els.GetAsync($"/v1/{path}/{id}")).Json;
        foreach (var (name, sent) in JsonNode.Parse(body)!.AsObject()) one[name]!.ToJsonString().ShouldBe(sent!.ToJsonString(), name);
        (await registry.Els.GetAsync($"/v1/{path}?limit=1000")).Json["results"]!.AsArray().Select(e => e![field]!.GetValue<string>()).ShouldContain(id);
    }

    [Fact]
    public async Task Roles_are_listed_by_party()
    {
        await registry.Admin.MustAsync("/v1/roles", new JsonObject { ["party"] = "jpnic", ["role"] = "public-body", ["from"] = "2026-04-01" });
        await registry.Admin.MustAsync("/v1/roles", new JsonObject { ["party"] = "occto", ["role"] = "public-body", ["from"] = "2026-04-01", ["until"] = "2027-03-31" });
        var all = (await registry.Els.GetAsync("/v1/roles")).Json["results"]!.AsArray();
        all.Count.ShouldBeGreaterThanOrEqualTo(2);
        var one = (await registry.Els.GetAsync("/v1/roles?party=occto")).Json["results"]!.AsArray();
        one.ShouldHaveSingleItem()!["until"]!.GetValue<string>().ShouldBe("2027-03-31");
    }

    [Fact]
    public async Task Partners_named_in_terms_are_listed()
    {
        await registry.Els.MustAsync("/v1/terms", new JsonObject { ["operator"] = "els", ["policy"] = "ELS-TEL", ["recipient"] = "jpnic" });
        (await registry.Els.GetAsync("/v1/terms")).Json["results"]!.ToJsonString().ShouldBe("""[{"operator":"els","policy":"ELS-TEL","recipient":"jpnic"}]""");
    }

    [Fact]
    public async Task A_list_is_read_page_by_page_without_loss_or_repeat()
    {
        for (var i = 0; i < 7; i++) await registry.Admin.MustAsync("/v1/parties", new JsonObject { ["id"] = $"page-{i}", ["name"] = "P" });
        var whole = Ids((await registry.Els.GetAsync("/v1/parties?limit=1000")).Json);
        var read = new List<string>();
        string? next = null;
        do
        {
            var page = (await registry.Els.GetAsync($"/v1/parties?limit=3{(next is null ? "" : $"&after={next}")}")).Json;
            Ids(page).Count.ShouldBeLessThanOrEqualTo(3);
            read.AddRange(Ids(page));
            next = page["next"]?.GetValue<string>();
        }
        while (next is not null);
        read.ShouldBe(whole);
        read.ShouldBe(read.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=1001")]
    [InlineData("limit=x")]
    [InlineData("after=!!")]
    [InlineData("limit=1&limit=2")]
    [InlineData("pagesize=3")]
    public async Task A_page_that_can_not_be_is_refused(string query) =>
        (await registry.Els.GetAsync($"/v1/parties?{query}")).Code.ShouldBe("query-invalid");

    [Fact]
    public async Task The_five_policies_are_read_with_their_versions()
    {
        var all = (await registry.Partner.GetAsync("/v1/policies")).Json["results"]!.AsArray();
        all.Select(p => p!["id"]!.GetValue<string>()).ShouldBe(["ELS-EL", "ELS-TEL", "EMANA", "ENS", "NTTW"]);
        var version = all[0]!["inForce"]!.GetValue<string>();
        (await registry.Partner.GetAsync("/v1/policies/ELS-EL")).Json["operator"]!.GetValue<string>().ShouldBe("els");
        var whole = (await registry.Partner.GetAsync($"/v1/policies/ELS-EL/versions/{version}")).Json;
        whole["purposes"]!.AsArray().Select(p => p!["id"]!.GetValue<string>()).ShouldContain("ELS-EL-2-PU3");
        whole["schemes"]!.AsArray().Select(s => s!["need"]!.GetValue<string>()).ShouldContain("supply-point");
    }

    [Theory]
    [InlineData("/v1/policies/NOPE")]
    [InlineData("/v1/policies/ELS-EL/versions/99")]
    [InlineData("/v1/parties/nobody")]
    [InlineData("/v1/purposes/nothing")]
    [InlineData("/v1/customers/els/never-seen")]
    [InlineData("/v1/customers/els/never-seen/history")]
    public async Task What_is_not_there_is_not_found(string path) => (await registry.Els.GetAsync(path)).Code.ShouldBe("not-found");

    [Fact]
    public async Task A_policy_file_that_is_malformed_is_refused_with_its_place()
    {
        var reply = await registry.Admin.PostAsync("/v1/policies", new JsonObject { ["source"] = "policy: [" });
        reply.Status.ShouldBe(400);
        reply.Code.ShouldBe("fields-invalid");
        reply.Json["errors"]![0]!["message"]!.GetValue<string>().ShouldContain("not-yaml");
    }

    static List<string> Ids(JsonNode page) => [.. page["results"]!.AsArray().Select(e => e!["id"]!.GetValue<string>())];
}
