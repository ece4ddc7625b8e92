using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Registry;

public sealed class CustomerTests(TestRegistry registry) : IClassFixture<TestRegistry>
{
    [Fact]
    public async Task Every_command_of_a_customer_is_recorded_and_read_back()
    {
        const string C = "/v1/customers/els/all";
        await registry.EnrolAsync("all");
        await Posted("consents", """{"purpose":"ELS-EL-2-PU3","recipient":"emana","items":["ELS-EL-3/name"],"until":"2027-03-31","evidence":"form 7","via":"web"}""");
        await Posted("consents/withdraw", """{"recipient":"emana"}""");
        await Posted("stops", """{"act":"use","channel":"phone"}""");
        await Posted("stops", """{"act":"use","channel":"email"}""");
        await Posted("stops/lift", """{"act":"use","channel":"email"}""");
        await Posted("relocations", """{"contract":"K1","outOfArea":true}""");
        await Posted("objections", """{"to":"entrustment"}""");
        await Posted("holds", """{"until":"2031-03-31","law":"法人税法施行規則59条"}""");
        await Posted("notices", """{"clause":"ELS-TEL-3-EX6b"}""");

        var state = (await registry.Els.GetAsync(C)).Json;
        state["customer"]!.GetValue<string>().ShouldBe("els/all");
        state["enrolments"]![0]!["policy"]!.GetValue<string>().ShouldBe("ELS-EL");
        state["contracts"]![0]!["outOfArea"]!.GetValue<bool>().ShouldBeTrue();
        state["consents"]!.AsArray().Select(c => c!["kind"]!.GetValue<string>()).ShouldBe(["consent", "withdrawal"]);
        state["consents"]![0]!["until"]!.GetValue<string>().ShouldBe("2027-03-31");
        state["stops"]!.ToJsonString().ShouldBe("""[{"act":"use","channel":"phone"}]""");
        state["objections"]!.ToJsonString().ShouldBe("""["entrustment"]""");
        state["holds"]![0]!["until"]!.GetValue<string>().ShouldBe("2031-03-31");
        state["notices"]!.ToJsonString().ShouldBe("""["ELS-TEL-3-EX6b"]""");

        async Task Posted(string path, string body)
        {
            var reply = await registry.Els.PostTextAsync($"{C}/{path}", body);
            reply.Status.ShouldBe(201, reply.Text);
            reply.Json["recordedAt"]!.GetValue<string>().ShouldEndWith("+09:00");
            reply.Headers["ETag"].ShouldBe($"\"{reply.Json["revision"]}\"");
        }
    }

    [Fact]
    public async Task A_customer_is_read_as_of_a_past_moment()
    {
        await registry.EnrolAsync("then");
        // Commands of one instant are recorded a microsecond apart, so they lie after the clock.
        registry.Time.Advance(TimeSpan.FromSeconds(1));
        var then = Uri.EscapeDataString(registry.Time.GetUtcNow().ToString("O"));
        registry.Time.Advance(TimeSpan.FromDays(1));
        await registry.Els.MustAsync("/v1/customers/els/then/stops", new JsonObject { ["act"] = "use" });
        (await registry.Els.GetAsync("/v1/customers/els/then")).Json["stops"]!.AsArray().Count.ShouldBe(1);
        var after = await registry.Els.GetAsync($"/v1/customers/els/then?at={then}");
        after.Json["stops"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task An_erased_customer_is_nothing_but_erased()
    {
        await registry.EnrolAsync("gone");
        (await registry.Els.PostTextAsync("/v1/customers/els/gone/erasure", """{"evidence":"request 1"}""")).Status.ShouldBe(201);
        var state = (await registry.Els.GetAsync("/v1/customers/els/gone")).Json;
        state["erased"]!.GetValue<bool>().ShouldBeTrue();
        state["contracts"]!.AsArray().ShouldBeEmpty();
        (await registry.Els.GetAsync("/v1/customers/els/gone/history")).Json["results"]!.AsArray().ShouldBeEmpty();
        (await registry.Els.PostTextAsync("/v1/customers/els/gone/stops", "{}")).Code.ShouldBe("customer-erased");
    }

    [Fact]
    public async Task The_history_tells_who_what_when_and_on_what_evidence_page_by_page()
    {
        await registry.EnrolAsync("history");
        await registry.Els.MustAsync("/v1/customers/els/history/consents", new JsonObject
        {
            ["recipient"] = "emana",
            ["evidence"] = "recording 5",
            ["via"] = "phone",
            ["desk"] = "desk 3",
        });
        var first = (await registry.Els.GetAsync("/v1/customers/els/history/history?limit=2")).Json;
        first["results"]!.AsArray().Select(e => e!["type"]!.GetValue<string>()).ShouldBe(["customer.enrolled.v1", "contract.recorded.v1"]);
        var second = (await registry.Els.GetAsync($"/v1/customers/els/history/history?limit=2&after={first["next"]}")).Json;
        var entry = second["results"]!.AsArray().ShouldHaveSingleItem()!;
        second["next"].ShouldBeNull();
        entry["actor"]!.GetValue<string>().ShouldBe("els");
        entry["evidence"]!.GetValue<string>().ShouldBe("recording 5");
        entry["via"]!.GetValue<string>().ShouldBe("phone");
        entry["desk"]!.GetValue<string>().ShouldBe("desk 3");
        entry["data"]!["recipient"]!.GetValue<string>().ShouldBe("emana");
    }

    [Fact]
    public async Task Of_an_erased_customer_it_is_said_when_and_with_which_revision()
    {
        await registry.EnrolAsync("erased-when");
        var erased = (await registry.Els.PostAsync("/v1/customers/els/erased-when/erasure", new JsonObject())).Json;
        var read = await registry.Els.GetAsync("/v1/customers/els/erased-when");
        (read.Json["erased"]!.GetValue<bool>(), read.Json["revision"]!.GetValue<int>(), read.Json["recordedAt"]!.GetValue<string>())
            .ShouldBe((true, erased["revision"]!.GetValue<int>(), erased["recordedAt"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_refusal_comes_under_its_own_code_in_two_languages()
    {
        var reply = await registry.Els.PostTextAsync("/v1/customers/els/refused/enrolments", """{"policy":"NOPE"}""");
        reply.Status.ShouldBe(422);
        reply.Code.ShouldBe("policy-unknown");
        reply.Type.ShouldBe("application/problem+json");
        reply.Json["type"]!.GetValue<string>().ShouldBe("/errors/policy-unknown");
        reply.Json["detailJa"]!.GetValue<string>().ShouldNotBeEmpty();
        reply.Json["errors"]![0]!["path"]!.GetValue<string>().ShouldBe("/policy");
    }

    [Theory]
    [InlineData("""{"policy":7}""", "/policy", "field-type")]
    [InlineData("""{}""", "/policy", "field-missing")]
    [InlineData("""{"policy":"ELS-EL","polciy":"x"}""", "/polciy", "field-unknown")]
    [InlineData("""{"policy":"ELS-EL","policy":"EMANA"}""", "/policy", "field-duplicate")]
    [InlineData("""{"policy":"ELS-EL","customer":"emana/C1"}""", "/customer", "field-duplicate")]
    public async Task A_wrong_field_is_named(string body, string path, string code)
    {
        var reply = await registry.Els.PostTextAsync("/v1/customers/els/fields/enrolments", body);
        reply.Status.ShouldBe(400);
        reply.Json["errors"]!.AsArray().Select(e => (e!["path"]!.GetValue<string>(), e["code"]!.GetValue<string>())).ShouldContain((path, code));
        reply.Json["errors"]![0]!["messageJa"]!.GetValue<string>().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task Any_command_may_be_sent_as_scenarios_write_it()
    {
        var reply = await registry.Els.PostTextAsync("/v1/commands", """{"enrol":{"customer":"els/scenario","policy":"ELS-EL"}}""");
        reply.Status.ShouldBe(201);
        (await registry.Els.GetAsync("/v1/customers/els/scenario")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("els/ blank")]
    [InlineData("ELS-UPPER/C1")]
    public async Task A_customer_that_can_not_be_is_named_as_a_wrong_field(string customer)
    {
        var reply = await registry.Admin.PostTextAsync($"/v1/customers/{customer.Replace(" ", "%20", StringComparison.Ordinal)}/stops", "{}");
        reply.Json["errors"]!.AsArray().Select(e => e!["path"]!.GetValue<string>()).ShouldContain("/customer");
    }
}
