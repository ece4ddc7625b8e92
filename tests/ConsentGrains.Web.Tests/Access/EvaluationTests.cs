using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Access;

public sealed class EvaluationTests(TestRegistry registry) : IClassFixture<TestRegistry>
{
    [Fact]
    public async Task A_permit_carries_everything_it_rests_on()
    {
        await registry.EnrolAsync("permit");
        var reply = await registry.Els.AskAsync(Asking.Permitted("permit"));
        reply.Status.ShouldBe(200);
        reply.Type.ShouldBe("application/json");
        reply.Decision.ShouldBeTrue();
        reply.Context["basis"]!.GetValue<string>().ShouldBe("stated-purpose");
        reply.Context["clauses"]!.ToJsonString().ShouldContain("ELS-EL-2-PU3");
        reply.Context["policy"]!.GetValue<string>().ShouldStartWith("ELS-EL@");
        reply.Context["responsible"]!["ELS-EL-3/name"]!.GetValue<string>().ShouldBe("els");
        reply.Context["obligations"]!.ToJsonString().ShouldBe("""["log-use"]""");
        reply.Context["revision"]!.GetValue<string>().ShouldStartWith("2.");
        reply.Context["asOf"]!.GetValue<string>().ShouldEndWith("+09:00");
        reply.Context["reasons"]!.AsArray().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_deny_is_200_and_says_why_in_two_languages()
    {
        await registry.EnrolAsync("deny");
        var reply = await registry.Els.AskAsync(Asking.Question("els", "els/deny", "els-no-such", "ELS-EL-3/name"));
        reply.Status.ShouldBe(200);
        reply.Decision.ShouldBeFalse();
        reply.Reason.ShouldBe("purpose-unknown");
        var reason = reply.Context["reasons"]![0]!;
        reason["message"]!["ja"]!.GetValue<string>().ShouldContain("利用目的");
        reason["message"]!["en"]!.GetValue<string>().ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_withdrawn_consent_is_obeyed_by_the_next_answer()
    {
        await registry.EnrolAsync("withdraw");
        var question = Asking.Question("els", "els/withdraw", "ELS-EL-2-PU3", "ELS-EL-3/name");
        question["action"]!["name"] = "provide";
        question["context"]!["recipient"] = "emana";
        (await registry.Els.AskAsync(question)).Reason.ShouldBe("consent-missing");
        await registry.Els.MustAsync("/v1/customers/els/withdraw/consents", new JsonObject { ["recipient"] = "emana", ["evidence"] = "form 1" });
        (await registry.Els.AskAsync(question)).Decision.ShouldBeTrue();
        await registry.Els.MustAsync("/v1/customers/els/withdraw/consents/withdraw", new JsonObject { ["recipient"] = "emana" });
        (await registry.Els.AskAsync(question)).Reason.ShouldBe("consent-withdrawn");
    }

    [Fact]
    public async Task A_word_may_stand_in_any_properties_or_in_context()
    {
        await registry.EnrolAsync("words");
        var question = Asking.Permitted("words");
        question["action"]!.AsObject().Remove("properties");
        question["resource"]!.AsObject().Remove("properties");
        question["context"] = JsonNode.Parse("""{"purpose":"ELS-EL-2-PU3","items":["ELS-EL-3/name"],"form":"individual","consentDifficult":false,"site":null}""");
        (await registry.Els.AskAsync(question)).Decision.ShouldBeTrue();
    }

    [Fact]
    public async Task At_answers_as_of_a_past_moment()
    {
        var before = registry.Time.GetUtcNow().ToString("O");
        registry.Time.Advance(TimeSpan.FromHours(1));
        await registry.EnrolAsync("past");
        var question = Asking.Permitted("past");
        question["context"]!["at"] = before;
        (await registry.Els.AskAsync(question)).Reason.ShouldBe("customer-unknown");
        question["context"]!["at"] = registry.Time.GetUtcNow().AddDays(1).ToString("O");
        (await registry.Els.AskAsync(question)).Reason.ShouldBe("at-in-future");
    }

    [Fact]
    public async Task An_explanation_tells_every_gate_to_the_operator_only()
    {
        await registry.EnrolAsync("explain");
        var question = Asking.Permitted("explain");
        question["context"]!["explain"] = true;
        var gates = (await registry.Els.AskAsync(question)).Context["explanation"]!.AsArray();
        gates.Select(g => g!["gate"]!.GetValue<string>()).ShouldContain("consent");
        var partners = Asking.JointUse("iehl-kanto", "explain");
        partners["context"]!["explain"] = true;
        (await registry.Partner.AskAsync(partners)).Code.ShouldBe("customer-of-other-operator");
    }

    [Fact]
    public async Task A_visitor_without_a_customer_may_be_asked_about_for_transmit()
    {
        var question = JsonNode.Parse("""
            {"subject":{"type":"party","id":"els"},"action":{"name":"transmit","properties":{"purpose":"ELS-EL-2-PU8","items":["ELS-EL-3/name"],"recipient":"emana"}}}
            """)!;
        var reply = await registry.Els.AskAsync(question);
        reply.Status.ShouldBe(200);
        reply.Decision.ShouldBeFalse();
    }

    [Fact]
    public async Task Members_that_are_not_of_a_question_are_let_be()
    {
        await registry.EnrolAsync("extra");
        var question = Asking.Permitted("extra");
        question["tracing"] = new JsonObject { ["span"] = 1 };
        (await registry.Els.AskAsync(question)).Decision.ShouldBeTrue();
    }

    [Fact]
    public async Task The_request_id_comes_back()
    {
        var reply = await registry.Els.AskAsync(Asking.Permitted("nobody"), ("X-Request-ID", "bfe9eb29 (1)"));
        reply.Headers["X-Request-ID"].ShouldBe("bfe9eb29 (1)");
        (await registry.Els.GetAsync("/v1/nothing", ("X-Request-ID", "r2"))).Headers["X-Request-ID"].ShouldBe("r2");
    }

    [Fact]
    public async Task An_auditor_asks_for_anyone()
    {
        using var auditor = await registry.KeyAsync("occto", "audit");
        (await auditor.AskAsync(Asking.Permitted("nobody"))).Reason.ShouldBe("customer-unknown");
    }

    [Fact]
    public async Task Every_decision_has_an_id_of_its_own()
    {
        var ids = new List<string>();
        for (var i = 0; i < 300; i++) ids.Add((await registry.Els.AskAsync(Asking.Permitted("nobody"))).Context["id"]!.GetValue<string>());
        ids.Distinct(StringComparer.Ordinal).Count().ShouldBe(300);
    }
}
