using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Metrics;

/// <summary>What a collector reads is what happened, in the text that Prometheus reads, and about nobody.</summary>
public sealed partial class MetricsTests : IAsyncLifetime
{
    readonly TestRegistry registry = new();

    public Task InitializeAsync() => registry.InitializeAsync();

    public Task DisposeAsync() => registry.DisposeAsync();

    [Fact]
    public async Task Decisions_commands_grains_and_commits_are_counted()
    {
        await registry.EnrolAsync("C-1");
        for (var i = 0; i < 3; i++) (await registry.Els.AskAsync(Asking.Permitted("C-1"))).Decision.ShouldBeTrue();
        (await registry.Els.AskAsync(Asking.Permitted("nobody"))).Decision.ShouldBeFalse();
        await registry.Els.PostAsync(Asking.Evaluations, new JsonObject { ["evaluations"] = new JsonArray(Asking.Permitted("C-1"), Asking.Permitted("nobody")) });
        var read = await ReadAsync();
        read["consentgrains_decisions_total{act=\"use\",outcome=\"permit\"}"].ShouldBe(4);
        read["consentgrains_decisions_total{act=\"use\",outcome=\"deny\"}"].ShouldBe(2);
        read["consentgrains_denials_total{reason=\"customer-unknown\"}"].ShouldBe(2);
        read["consentgrains_decision_duration_seconds_count"].ShouldBe(5, "a batch is one request");
        read["consentgrains_decision_duration_seconds_bucket{le=\"+Inf\"}"].ShouldBe(5);
        read["consentgrains_command_duration_seconds_count{outcome=\"accepted\"}"].ShouldBe(2);
        read["consentgrains_grains_resident{kind=\"customer\"}"].ShouldBe(1);
        read["consentgrains_grains_activated_total{kind=\"customer\"}"].ShouldBe(1);
        read["consentgrains_journal_held"].ShouldBe(1);
        var counters = registry.Journal.Counters;
        read["consentgrains_journal_commits_total"].ShouldBe(counters.Flushes);
        read["consentgrains_journal_commit_duration_seconds_count"].ShouldBe(counters.Flushes);
        read.Where(line => line.Key.StartsWith("consentgrains_journal_position", StringComparison.Ordinal)).Sum(line => line.Value).ShouldBe(counters.Events);
        read.Keys.ShouldContain(key => key.StartsWith("dotnet_gc_", StringComparison.Ordinal), "the runtime's own come with it");
    }

    [Fact]
    public async Task Buckets_only_grow_and_every_family_says_what_it_is_once()
    {
        await registry.EnrolAsync("C-1");
        await registry.Els.AskAsync(Asking.Permitted("C-1"));
        var text = (await registry.Admin.GetAsync("/metrics")).Text;
        var types = text.Split('\n').Where(line => line.StartsWith("# TYPE ", StringComparison.Ordinal)).Select(line => line.Split(' ')[2]).ToList();
        types.ShouldBeUnique(text);
        text.Split('\n').Where(line => line.Length > 0 && line[0] != '#').ShouldAllBe(line => Line().IsMatch(line));
        var buckets = text.Split('\n').Where(line => line.StartsWith("consentgrains_decision_duration_seconds_bucket", StringComparison.Ordinal)).Select(Value).ToList();
        buckets.ShouldBe(buckets.Order());
        buckets.Count.ShouldBe(17);
        text.ShouldNotContain("C-1");
    }

    [Fact]
    public async Task A_collectors_key_reads_this_and_nothing_else()
    {
        using var collector = await registry.KeyAsync("els", "metrics");
        var reply = await collector.GetAsync("/metrics", ("Accept", "application/openmetrics-text;version=1.0.0;q=0.5,text/plain;version=0.0.4;q=0.4,*/*;q=0.1"));
        (reply.Status, reply.Headers["Content-Type"]).ShouldBe((200, "text/plain; version=0.0.4; charset=utf-8"));
        (await collector.GetAsync("/v1/customers")).Status.ShouldBe(403);
        (await collector.AskAsync(Asking.Permitted("C-1"))).Status.ShouldBe(403);
        (await registry.Els.GetAsync("/metrics")).Status.ShouldBe(403);
        (await registry.Nobody.GetAsync("/metrics")).Status.ShouldBe(401);
    }

    async Task<Dictionary<string, double>> ReadAsync() => (await registry.Admin.GetAsync("/metrics")).Text.Split('\n')
        .Where(line => line.Length > 0 && line[0] != '#').ToDictionary(line => line[..line.LastIndexOf(' ')], Value);

    static double Value(string line) => line[(line.LastIndexOf(' ') + 1)..] switch
    {
        "+Inf" => double.PositiveInfinity,
        var number => double.Parse(number, CultureInfo.InvariantCulture),
    };

    [GeneratedRegex("""^[a-z_:][a-z0-9_:]*(\{[a-z_][a-z0-9_]*="[^"]*"(,[a-z_][a-z0-9_]*="[^"]*")*\})? (\+Inf|-Inf|NaN|[-+0-9.E]+)$""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Line();
}
