using System.Text.Json.Nodes;
using ConsentGrains.Grains.Logbook;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Logbook;

/// <summary>The decision log as it is read over HTTP.</summary>
public sealed class LogTests : IAsyncLifetime
{
    readonly TestRegistry registry = new();

    public async Task InitializeAsync()
    {
        await registry.InitializeAsync();
        await registry.EnrolAsync("C1");
    }

    public Task DisposeAsync() => registry.DisposeAsync();

    [Fact]
    public async Task A_decision_is_listed_as_it_was_asked_and_answered_under_its_id()
    {
        var asked = await registry.Els.AskAsync(Asking.Permitted("C1"));
        var entry = (await EntriesAsync(registry.Els, "/v1/decisions")).Single();
        (Text(entry, "id"), Text(entry, "kind"), Text(entry, "by"), Text(entry, "customer")).ShouldBe((asked.Context["id"]!.GetValue<string>(), "decision", "els", "els/C1"));
        (Text(entry, "party"), Text(entry, "act"), Text(entry, "purpose"), Text(entry, "form")).ShouldBe(("els", "use", "ELS-EL-2-PU3", "individual"));
        foreach (var same in new[] { "basis", "clauses", "policy", "law", "revision" })
            entry[same]!.ToJsonString().ShouldBe(asked.Context[same]!.ToJsonString(), same);
        (entry["decision"]!.GetValue<bool>(), entry["items"]!.ToJsonString()).ShouldBe((true, """["ELS-EL-3/name"]"""));
        Text(entry, "time").ShouldBe(Text(asked.Context, "asOf"));
        entry.ContainsKey("at").ShouldBeFalse();
        (await registry.Els.PostAsync("/v1/decisions/verify", new JsonObject { ["id"] = Text(entry, "id") })).Json["valid"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task A_deny_is_listed_with_the_reason_that_was_told_and_an_explanation_and_a_past_moment_as_what_they_are()
    {
        var past = (await registry.Els.AskAsync(Asking.Permitted("C1"))).Context["asOf"]!.GetValue<string>();
        registry.Time.Advance(TimeSpan.FromDays(1));
        var question = Asking.Permitted("C1");
        question["context"] = new JsonObject { ["at"] = past, ["explain"] = true };
        await registry.Els.AskAsync(question);
        var denied = await registry.Partner.AskAsync(Asking.JointUse("iehl-kanto", "C1"));
        var entries = await EntriesAsync(registry.Admin, "/v1/decisions?customer=els/C1");
        (Text(entries[0], "by"), Text(entries[0], "reason"), entries[0]["decision"]!.GetValue<bool>()).ShouldBe(("iehl-kanto", denied.Reason, false));
        (Text(entries[1], "kind"), Text(entries[1], "at")).ShouldBe(("explanation", past));
        Text(entries[1], "time").ShouldNotBe(past);
        entries.Count(e => Text(e, "kind") == "decision").ShouldBe(2);
    }

    [Fact]
    public async Task Every_answer_of_a_batch_is_listed_in_its_order_and_what_was_no_question_is_not()
    {
        var batch = new JsonObject { ["evaluations"] = new JsonArray(Asking.Permitted("C1"), Provision("C1"), Asking.Permitted("unknown"), new JsonObject()) };
        var reply = await registry.Els.PostAsync(Asking.Evaluations, batch);
        var answered = reply.Json["evaluations"]!.AsArray().Take(3).Select(e => Text(e!["context"]!, "id")).Reverse();
        (await EntriesAsync(registry.Els, "/v1/decisions")).Select(e => Text(e, "id")).ShouldBe(answered);
    }

    [Fact]
    public async Task Every_read_of_a_customer_is_listed_with_who_read_what()
    {
        using var auditor = await registry.KeyAsync("occto", "audit");
        foreach (var below in new[] { "", "/history", "/receipt", "/matrix", "/decisions" }) (await auditor.GetAsync($"/v1/customers/els/C1{below}")).Status.ShouldBe(200, below);
        await auditor.GetAsync("/v1/customers/els/never-seen");
        foreach (var list in new[] { "customers", "consents", "due" }) (await auditor.GetAsync($"/v1/{list}?current=true")).Status.ShouldBe(200);
        await registry.Els.MustAsync("/access/v1/search/subject", Search());
        var reads = await EntriesAsync(registry.Els, "/v1/customers/els/C1/decisions?kind=read&party=occto");
        reads.Select(e => Text(e, "what")).Reverse().ShouldBe(["customer", "history", "receipt", "matrix", "decisions", "customers"]);
        reads.ShouldAllBe(e => Text(e, "by") == "occto" && Text(e, "customer") == "els/C1");
        var searches = await EntriesAsync(registry.Els, "/v1/decisions?kind=search");
        Text(searches[^1], "what").ShouldBe("subject");
        searches.Count(e => e.ContainsKey("decision")).ShouldBeGreaterThan(0, "what was found is listed as decisions");

        static JsonObject Search()
        {
            var search = Asking.Permitted("C1");
            search["subject"] = new JsonObject { ["type"] = "party" };
            return search;
        }
    }

    [Fact]
    public async Task Outsiders_see_their_own_questions_and_nothing_that_tells_whether_there_is_such_a_customer()
    {
        await registry.EnrolAsync("erased");
        foreach (var number in new[] { "C1", "erased", "unknown" }) await registry.Partner.AskAsync(Asking.JointUse("iehl-kanto", number));
        await registry.Els.AskAsync(Asking.Permitted("C1"));
        await registry.Els.MustAsync("/v1/customers/els/erased/erasure", new JsonObject());
        var seen = await EntriesAsync(registry.Partner, "/v1/decisions");
        seen.Count.ShouldBe(3);
        foreach (var entry in seen) (entry["id"], entry["time"]) = ("-", "-");
        seen.Select(e => e.ToJsonString()).Distinct().ShouldHaveSingleItem().ShouldNotContain("C1");
        foreach (var customer in new[] { "els/C1", "els/erased", "els/unknown" })
        {
            (await registry.Partner.GetAsync($"/v1/decisions?customer={customer}")).Code.ShouldBe("customer-of-other-operator");
            (await registry.Emana.GetAsync($"/v1/decisions?customer={customer}")).Code.ShouldBe("customer-of-other-operator");
            (await registry.Emana.GetAsync($"/v1/customers/{customer}/decisions")).Code.ShouldBe("customer-of-other-operator");
            (await registry.Partner.GetAsync($"/v1/customers/{customer}/decisions")).Code.ShouldBe("role-missing");
        }

        (await EntriesAsync(registry.Emana, "/v1/decisions")).ShouldBeEmpty();
        using var asker = await registry.KeyAsync("els", "decide");
        (await asker.GetAsync("/v1/decisions?customer=els/C1")).Code.ShouldBe("role-missing");
        using var follower = await registry.KeyAsync("els", "subscribe");
        (await follower.GetAsync("/v1/decisions")).Code.ShouldBe("role-missing");
        (await EntriesAsync(registry.Els, "/v1/decisions?kind=decision")).Count.ShouldBe(4);
        using var auditor = await registry.KeyAsync("occto", "audit");
        (await EntriesAsync(auditor, "/v1/decisions?kind=decision&customer=els/C1")).Count.ShouldBe(2);
        (await EntriesAsync(auditor, "/v1/decisions?kind=decision&party=iehl-kanto")).Count(e => e.ContainsKey("customer")).ShouldBe(1, "one is erased, one never was");
    }

    [Fact]
    public async Task Pages_lead_through_all_entries_once_however_many_come_meanwhile()
    {
        var ids = new List<string>();
        for (var i = 0; i < 7; i++) ids.Add(Text((await registry.Els.AskAsync(Asking.Permitted("C1"))).Context, "id")!);
        var met = new List<string>();
        for (var next = ""; next is not null;)
        {
            var page = await registry.Els.GetAsync($"/v1/decisions?kind=decision&limit=3{next}");
            met.AddRange(Rows(page).Select(e => Text(e, "id")!));
            next = page.Json["next"] is { } more ? $"&after={more.GetValue<string>()}" : null;
            await registry.Els.AskAsync(Asking.Permitted("C1"));
        }

        met.ShouldBe(Enumerable.Reverse(ids));
    }

    [Theory]
    [InlineData("outcome=maybe")]
    [InlineData("act=peek")]
    [InlineData("kind=glance")]
    [InlineData("from=yesterday")]
    [InlineData("to=1")]
    [InlineData("customer=nobody")]
    [InlineData("after=eA")]
    [InlineData("limit=0")]
    [InlineData("colour=red")]
    public async Task A_filter_that_can_not_be_used_is_refused(string filter) =>
        (await registry.Els.GetAsync($"/v1/decisions?{filter}")).Code.ShouldBe("query-invalid");

    [Fact]
    public async Task What_a_full_queue_drops_is_told_with_the_list()
    {
        var small = new TestRegistry { LogOptions = new(MostWaiting: 2) };
        await small.InitializeAsync();
        try
        {
            var batch = new JsonObject { ["evaluations"] = new JsonArray(Asking.Permitted("C1"), Asking.Permitted("C1"), Asking.Permitted("C1")) };
            (await small.Els.PostAsync(Asking.Evaluations, batch)).Status.ShouldBe(200);
            var reply = await small.Els.GetAsync("/v1/decisions?kind=decision");
            Rows(reply).ShouldBeEmpty();
            reply.Json["lost"]!.AsArray().ShouldHaveSingleItem()!["entries"]!.GetValue<int>().ShouldBe(3);
        }
        finally
        {
            await small.DisposeAsync();
        }
    }

    /// <summary>May els provide the name to emana?</summary>
    internal static JsonObject Provision(string number)
    {
        var question = Asking.Permitted(number);
        question["action"]!["name"] = "provide";
        question["context"]!["recipient"] = "emana";
        return question;
    }

    internal static async Task<List<JsonObject>> EntriesAsync(Client client, string path)
    {
        var reply = await client.GetAsync(path);
        reply.Status.ShouldBe(200, reply.Text);
        reply.Json["lost"]!.AsArray().ShouldBeEmpty();
        return Rows(reply);
    }

    static List<JsonObject> Rows(Reply reply) => [.. reply.Json["results"]!.AsArray().Select(e => e!.AsObject())];

    static string? Text(JsonNode entry, string name) => entry[name]?.GetValue<string>();
}
