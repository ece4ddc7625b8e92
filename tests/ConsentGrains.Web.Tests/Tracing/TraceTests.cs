using System.Text;
using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Harness;
using ConsentGrains.Web.Tracing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Tracing;

/// <summary>Who follows his request sees at his collector how it was decided and when it was on disk, and nothing about the customer.</summary>
public sealed class TraceTests : IAsyncLifetime
{
    const string Caller = "00f067aa0ba902b7";
    const string Sampled = "01", NotSampled = "00";
    Collector collector = null!;
    TestRegistry registry = null!;
    int traces;

    public async Task InitializeAsync()
    {
        collector = await Collector.StartAsync();
        registry = await StartAsync(0);
    }

    public async Task DisposeAsync()
    {
        await registry.DisposeAsync();
        await collector.DisposeAsync();
    }

    [Fact]
    public async Task A_decision_is_followed_from_its_caller_to_the_load_of_its_customer()
    {
        var trace = Trace();
        await registry.Els.AskAsync(Asking.Permitted("unknown"), ("traceparent", Of(trace, Sampled)), ("tracestate", "shop=a1"));
        var spans = await FollowedAsync(trace, "decision", "grain.load");
        var decision = spans.Single(s => s.Name == "decision");
        (decision.Parent, decision.Failed, decision.State).ShouldBe((Caller, false, "shop=a1"));
        (decision.Attributes["consent.act"], decision.Attributes["consent.outcome"], decision.Attributes["consent.reasons"]).ShouldBe(("use", "deny", "customer-unknown"));
        var load = spans.Single(s => s.Name == "grain.load");
        (load.Parent, load.Attributes["consent.grain"], load.Attributes["consent.load.events"]).ShouldBe((decision.Id, "customer", "0"));
        load.Attributes["consent.partition"].ShouldStartWith("hash-");
    }

    [Fact]
    public async Task A_permit_says_by_which_policy_and_a_batch_is_one_span()
    {
        await registry.EnrolAsync("C-1");
        var (one, many) = (Trace(), Trace());
        (await registry.Els.AskAsync(Asking.Permitted("C-1"), ("traceparent", Of(one, Sampled)))).Decision.ShouldBeTrue();
        var decision = (await FollowedAsync(one, "decision")).ShouldHaveSingleItem();
        (decision.Attributes["consent.outcome"], decision.Attributes["consent.policy"], decision.Attributes.ContainsKey("consent.reasons")).ShouldBe(("permit", "ELS-EL@1", false));
        await registry.Els.PostAsync(Asking.Evaluations, new JsonObject { ["evaluations"] = new JsonArray(Asking.Permitted("C-1"), Asking.Permitted("C-1"), Asking.Question("els", "els/C-1", "nonsense", "ELS-EL-3/name")) }, ("traceparent", Of(many, Sampled)));
        var batch = (await FollowedAsync(many, "decisions")).ShouldHaveSingleItem();
        (batch.Parent, batch.Attributes["consent.batch.answers"], batch.Attributes["consent.batch.permitted"]).ShouldBe((Caller, "3", "2"));
    }

    [Fact]
    public async Task A_command_is_followed_from_its_caller_to_the_commit_of_the_journal()
    {
        var trace = Trace();
        await registry.Els.MustAsync("/v1/customers/els/C-2/enrolments", new JsonObject { ["policy"] = "ELS-EL" }, ("traceparent", Of(trace, Sampled)));
        var spans = await FollowedAsync(trace, "command", "grain.turn", "grain.load", "journal.append", "journal.commit");
        string ParentOf(string name) => spans.Single(s => s.Id == spans.Single(child => child.Name == name).Parent).Name;
        var command = spans.Single(s => s.Name == "command");
        (command.Parent, command.Attributes["consent.grain"], command.Attributes["consent.outcome"]).ShouldBe((Caller, "customer", "accepted"));
        (ParentOf("grain.turn"), ParentOf("grain.load"), ParentOf("journal.append"), ParentOf("journal.commit")).ShouldBe(("command", "grain.turn", "grain.turn", "journal.append"));
        var append = spans.Single(s => s.Name == "journal.append");
        append.Attributes["consent.events"].ShouldBe("customer.enrolled.v1");
        var commit = spans.Single(s => s.Name == "journal.commit");
        commit.Links.ShouldBe([(trace, append.Id)]);
        (commit.Attributes["consent.batch.appends"], commit.Attributes["consent.batch.events"]).ShouldBe(("1", "1"));
        commit.Attributes["consent.store"].ShouldBeOneOf("memory", "postgres");
        double.Parse(spans.Single(s => s.Name == "grain.turn").Attributes["consent.turn.waited"], System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThanOrEqualTo(0);
    }

    [Fact]
    public async Task A_refusal_says_which_and_what_is_no_question_says_why()
    {
        var (refused, wrong) = (Trace(), Trace());
        (await registry.Els.PostAsync("/v1/customers/els/C-3/enrolments", new JsonObject { ["policy"] = "NONE" }, ("traceparent", Of(refused, Sampled)))).Code.ShouldBe("policy-unknown");
        var command = (await FollowedAsync(refused, "command")).Single(s => s.Name == "command");
        (command.Attributes["consent.outcome"], command.Attributes["consent.refusal"]).ShouldBe(("refused", "policy-unknown"));
        (await registry.Els.AskAsync(Asking.JointUse("emana", "C-3"), ("traceparent", Of(wrong, Sampled)))).Status.ShouldBe(403);
        (await FollowedAsync(wrong, "decision")).ShouldHaveSingleItem().Attributes.ShouldBe(new Dictionary<string, string>(StringComparer.Ordinal) { ["consent.problem"] = "party-mismatch" });
    }

    [Fact]
    public async Task Nothing_that_is_sent_tells_whom_it_is_about()
    {
        const string number = "C-9081726354", point = "0300000000000000009071", evidence = "evidence-5512";
        var trace = Trace();
        await registry.Els.MustAsync($"/v1/customers/els/{number}/enrolments", new JsonObject { ["policy"] = "ELS-EL", ["evidence"] = evidence }, ("traceparent", Of(trace, Sampled)));
        await registry.Els.MustAsync($"/v1/customers/els/{number}/contracts", new JsonObject { ["id"] = "K-778899", ["policy"] = "ELS-EL", ["state"] = "active", ["supplyPoint"] = point }, ("traceparent", Of(trace, Sampled)));
        var question = Asking.Permitted(number);
        question["resource"]!["properties"]!["supplyPoint"] = point;
        await registry.Els.AskAsync(question, ("traceparent", Of(trace, Sampled)));
        await FollowedAsync(trace, "decision", "journal.commit");
        var sent = string.Concat(collector.Bodies.Select(Encoding.Latin1.GetString));
        sent.ShouldContain("customer.enrolled.v1", Case.Sensitive);
        foreach (var told in new[] { number, point, evidence, "K-778899", "els/", "ELS-EL-3/name", "/v1/", "/access/", registry.ElsSecret, registry.Address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture) })
            sent.ShouldNotContain(told, Case.Sensitive);
    }

    [Theory]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00")]
    [InlineData("00-00000000000000000000000000000000-00f067aa0ba902b7-01")]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01")]
    [InlineData("ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")]
    [InlineData("00-4BF92F3577B34DA6A3CE929D0E0E4736-00F067AA0BA902B7-01")]
    [InlineData("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more")]
    [InlineData("4bf92f3577b34da6a3ce929d0e0e4736")]
    [InlineData("")]
    [InlineData("els/C-4")]
    public async Task Who_does_not_follow_or_sends_no_traceparent_is_answered_and_not_followed(string header)
    {
        (await registry.Els.AskAsync(Asking.Permitted("C-4"), ("traceparent", header))).Status.ShouldBe(200);
        var last = Trace();
        await registry.Els.AskAsync(Asking.Permitted("C-4"), ("traceparent", Of(last, Sampled)));
        (await FollowedAsync(last, "decision")).ShouldNotBeEmpty();
        collector.Spans.ShouldAllBe(span => span.Trace == last);
    }

    [Fact]
    public async Task As_many_as_the_setting_says_are_followed_who_did_not_ask_for_it()
    {
        await registry.DisposeAsync();
        registry = await StartAsync(1);
        var (refused, sampled) = (Trace(), Trace());
        await registry.Els.AskAsync(Asking.Permitted("C-5"), ("traceparent", Of(refused, NotSampled)));
        await registry.Els.AskAsync(Asking.Permitted("C-5"));
        await registry.Els.AskAsync(Asking.Permitted("C-5"), ("traceparent", Of(sampled, Sampled)));
        var spans = await collector.UntilAsync(all => all.Count(s => s.Name == "decision") >= 2, Flush);
        spans.ShouldNotContain(s => s.Trace == refused, "who says that he does not follow is believed");
        spans.Where(s => s.Name == "decision").Select(s => s.Parent).Order(StringComparer.Ordinal).ShouldBe(["", Caller]);
    }

    /// <summary>All spans of a trace, once these are among them.</summary>
    async Task<IReadOnlyList<SentSpan>> FollowedAsync(string trace, params string[] names) =>
        [.. (await collector.UntilAsync(all => names.All(name => all.Any(s => s.Trace == trace && s.Name == name)), Flush)).Where(s => s.Trace == trace)];

    void Flush() => registry.App.Services.GetRequiredService<TraceExport>().Flush();

    async Task<TestRegistry> StartAsync(double ratio)
    {
        var fresh = new TestRegistry();
        var started = new TestRegistry { Options = fresh.Options with { Otlp = collector.Address, TraceRatio = ratio } };
        await started.InitializeAsync();
        return started;
    }

    string Trace() => $"4bf92f3577b34da6a3ce929d{++traces:x8}";

    static string Of(string trace, string flags) => $"00-{trace}-{Caller}-{flags}";
}
