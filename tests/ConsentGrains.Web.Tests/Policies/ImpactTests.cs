using System.Text.Json.Nodes;
using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Grains;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Policies;

/// <summary>What a draft would change for the customers there are.</summary>
public sealed class ImpactTests : IAsyncLifetime
{
    const string Path = "/v1/policies/ELS-EL/drafts/2/impact";
    readonly TestRegistry registry = new();

    public async Task InitializeAsync()
    {
        await registry.InitializeAsync();
        await EnrolAsync(3, "ELS-EL", "C-");
        await EnrolAsync(2, "ELS-TEL", "T-");
    }

    public Task DisposeAsync() => registry.DisposeAsync();

    [Fact]
    public async Task A_purpose_taken_out_changes_the_answers_of_everybody_under_the_policy()
    {
        await DraftAsync(Drafting.WithoutPartners);
        var line = (await registry.Els.ImpactAsync(Path)).ShouldHaveSingleItem();
        (Number(line, "seen"), Number(line, "changed"), Number(line, "total")).ShouldBe((3, 3, 3));
        line["after"].ShouldBeNull();
        foreach (var change in line["changes"]!.AsArray())
        {
            (change!["party"]!.GetValue<string>(), change["act"]!.GetValue<string>(), change["purpose"]!.GetValue<string>()).ShouldBe(("els", "use", "ELS-EL-2-PU12"));
            (change["permitted"]!.GetValue<bool>(), change["reason"]!.GetValue<string>(), Number(change, "customers")).ShouldBe((false, "purpose-not-stated", 3));
            change["examples"]!.AsArray().Select(e => e!.GetValue<string>()).ShouldBe(["els/…01", "els/…02", "els/…03"]);
        }
    }

    [Fact]
    public async Task A_customer_who_stopped_it_has_the_same_answer_as_before()
    {
        await registry.Els.MustAsync("/v1/customers/els/C-000002/stops", new JsonObject { ["purpose"] = "ELS-EL-2-PU12" });
        await DraftAsync(Drafting.WithoutPartners);
        var line = (await registry.Els.ImpactAsync(Path)).ShouldHaveSingleItem();
        (Number(line, "seen"), Number(line, "changed")).ShouldBe((3, 2));
    }

    [Fact]
    public async Task A_new_purpose_reaches_nobody_and_a_related_one_everybody()
    {
        const string Charging = "purposes:\n  - id: ELS-EL-2-PU13\n    quote: 充電に関する案内のため\n    line: 40\n    collections: [ELS-EL-3]\n";
        await DraftAsync(Charging);
        Number((await registry.Els.ImpactAsync(Path)).Single(), "changed").ShouldBe(0);
        await DraftAsync(Charging + "related: [ELS-EL-2-PU13]");
        var line = (await registry.Els.ImpactAsync(Path)).Single();
        Number(line, "changed").ShouldBe(3);
        line["changes"]!.AsArray().ShouldAllBe(c => c!["permitted"]!.GetValue<bool>() && c["purpose"]!.GetValue<string>() == "ELS-EL-2-PU13" && c["reason"]!.GetValue<string>() == "purpose-unknown");
    }

    [Fact]
    public async Task New_words_change_no_answer()
    {
        await DraftAsync("title: 新しい題名");
        var line = (await registry.Els.ImpactAsync(Path)).Single();
        (Number(line, "changed"), line["changes"]!.AsArray().Count).ShouldBe((0, 0));
    }

    [Fact]
    public async Task It_is_told_part_by_part_and_goes_on_behind_each()
    {
        await EnrolAsync(Grains.Limits.ImpactCustomers, "ELS-EL", "D-");
        await DraftAsync(Drafting.WithoutPartners);
        var lines = await registry.Els.ImpactAsync(Path);
        lines.Select(l => (Number(l, "seen"), Number(l, "changed"), Number(l, "total"))).ShouldBe([(100, 100, 103), (3, 3, 103)]);
        var rest = await registry.Els.ImpactAsync($"{Path}?after={lines[0]["after"]}");
        rest.ShouldHaveSingleItem().ToJsonString().ShouldBe(lines[1].ToJsonString());
    }

    [Fact]
    public async Task A_day_no_version_can_begin_on_is_refused()
    {
        (await registry.Els.DraftAsync("ENS", "")).Status.ShouldNotBe(201);
        await registry.Admin.DraftAsync("ENS", Drafting.File("ENS", "2", dated: false));
        (await registry.Admin.GetAsync("/v1/policies/ENS/drafts/2/impact?from=2024-06-10")).Code.ShouldBe("query-invalid");
        (await registry.Admin.GetAsync("/v1/policies/ENS/drafts/2/impact?from=2024-06-11")).Status.ShouldBe(200);
        (await registry.Admin.GetAsync("/v1/policies/ENS/drafts/2/impact?from=tomorrow")).Code.ShouldBe("query-invalid");
        (await registry.Admin.GetAsync("/v1/policies/ENS/drafts/2/impact?since=tomorrow")).Code.ShouldBe("query-invalid");
    }

    [Fact]
    public async Task What_is_told_comes_true()
    {
        await DraftAsync(Drafting.WithoutPartners, dated: false);
        var told = (await registry.Els.ImpactAsync(Path)).Single()["changes"]!.AsArray();
        (await registry.Admin.PublishAsync("ELS-EL", "2", Instant.From(registry.Time.GetUtcNow()).Day.ToString("yyyy-MM-dd"))).Status.ShouldBe(201);
        foreach (var change in told)
        {
            var answer = await registry.Els.AskAsync(new JsonObject
            {
                ["subject"] = new JsonObject { ["type"] = "party", ["id"] = change!["party"]!.GetValue<string>() },
                ["action"] = new JsonObject { ["name"] = change["act"]!.GetValue<string>(), ["properties"] = new JsonObject { ["purpose"] = change["purpose"]!.GetValue<string>() } },
                ["resource"] = new JsonObject { ["type"] = "customer", ["id"] = "els/C-000001", ["properties"] = new JsonObject { ["items"] = change["items"]!.DeepClone() } },
            });
            (answer.Decision, answer.Reason).ShouldBe((false, change["reason"]!.GetValue<string>()));
        }
    }

    async Task DraftAsync(string changes, bool dated = true)
    {
        var reply = await registry.Els.DraftAsync("ELS-EL", Drafting.File("ELS-EL", "2", changes, dated));
        reply.Status.ShouldBe(201, reply.Text);
    }

    async Task EnrolAsync(int count, string policy, string prefix)
    {
        for (var i = 1; i <= count; i++)
            (await registry.Grains.TellAsync(new Command.ToCustomer(new("els", $"{prefix}{i:D6}"), new CustomerCommand.Enrol(policy)), new Envelope("els"), CommandTerms.None, CancellationToken.None))
                .ShouldBeOfType<Outcome.Accepted>();
        await registry.PassAsync();
    }

    static int Number(JsonNode line, string name) => line[name]!.GetValue<int>();
}
