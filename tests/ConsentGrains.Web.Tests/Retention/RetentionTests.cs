using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Retention;

/// <summary>Periods, plans and holds over HTTP.</summary>
public sealed class RetentionTests(TestRegistry registry) : IClassFixture<TestRegistry>
{
    [Fact]
    public async Task A_period_that_was_not_set_is_missing_and_one_that_was_is_told_with_its_source()
    {
        (await PeriodAsync("ELS-TEL"))["missing"]!.GetValue<bool>().ShouldBeTrue();
        (await PeriodAsync("EMANA"))["clauses"]!.AsArray().Select(c => c!.GetValue<string>()).ShouldContain("EMANA-13-RET3");
        await registry.Emana.MustAsync("/v1/retention", Period(12));
        var set = await PeriodAsync("EMANA");
        (set["missing"]!.GetValue<bool>(), set["months"]!.GetValue<int>(), set["source"]!.GetValue<string>()).ShouldBe((false, 12, "文書保存規程3条"));
        (await registry.Els.PostAsync("/v1/retention", Period(12))).Code.ShouldBe("not-yours");
        (await registry.Emana.PostAsync("/v1/retention", Period(9_999))).Code.ShouldBe("months-out-of-range");
    }

    [Fact]
    public async Task A_dry_run_says_who_would_be_erased_by_a_day_and_why_and_changes_nothing()
    {
        await registry.Emana.MustAsync("/v1/retention", Period(12));
        await LeaveAsync("gone");
        await LeaveAsync("held");
        await registry.Emana.MustAsync("/v1/customers/emana/held/holds", new JsonObject { ["until"] = "2099-03-31", ["law"] = "法", ["items"] = new JsonArray("EMANA-1/name") });
        var plan = await registry.Emana.GetAsync("/v1/retention/plan?by=2090-01-01&current=true");
        plan.Status.ShouldBe(200, plan.Text);
        var row = plan.Json["results"]!.AsArray().ShouldHaveSingleItem()!;
        (row["customer"]!.GetValue<string>(), row["lines"]![0]!["reason"]!.GetValue<string>()).ShouldBe(("emana/gone", "period"));
        (await registry.Emana.GetAsync("/v1/retention/plan?current=true")).Json["results"]!.AsArray().ShouldBeEmpty();
        (await registry.Emana.GetAsync("/v1/customers/emana/held/retention")).Json["lines"]![0]!["reason"]!.GetValue<string>().ShouldBe("hold");
        (await registry.Els.GetAsync("/v1/customers/emana/held/retention")).Code.ShouldBe("customer-of-other-operator");
        (await registry.Els.GetAsync("/v1/retention/plan?operator=emana")).Code.ShouldBe("customer-of-other-operator");
        await registry.Emana.MustAsync("/v1/customers/emana/held/holds/lift", new JsonObject { ["law"] = "法" });
        (await registry.Emana.PostAsync("/v1/customers/emana/held/holds/lift", new JsonObject { ["law"] = "法" })).Code.ShouldBe("hold-unknown");
        (await registry.Emana.GetAsync("/v1/customers/emana/held/retention")).Json["lines"]![0]!["reason"]!.GetValue<string>().ShouldBe("period");
    }

    [Fact]
    public async Task The_timer_erases_when_the_last_reason_has_passed_and_not_a_day_before()
    {
        await using var own = new Own();
        await own.Registry.InitializeAsync();
        await own.Registry.Emana.MustAsync("/v1/retention", Period(1));
        await LeaveAsync(own.Registry, "over");
        await LeaveAsync(own.Registry, "held");
        await own.Registry.Emana.MustAsync("/v1/customers/emana/held/holds", new JsonObject { ["until"] = "2026-05-10", ["law"] = "法" });
        await own.Registry.Emana.MustAsync("/v1/customers/emana/stays/enrolments", new JsonObject { ["policy"] = "EMANA" });
        await own.Registry.Emana.MustAsync("/v1/customers/emana/stays/contracts", new JsonObject { ["id"] = "K1", ["policy"] = "EMANA", ["state"] = "active" });

        // The contract ended on 2026-04-01: its month is over with 05-01, the last day included.
        (await ErasedAsync(own, days: 30)).ShouldBe("");
        (await ErasedAsync(own, days: 1)).ShouldBe("over");
        (await ErasedAsync(own, days: 8)).ShouldBe("over");
        (await ErasedAsync(own, days: 2)).ShouldBe("over held");
    }

    [Fact]
    public async Task A_period_that_is_longer_by_then_keeps_whom_an_older_one_would_have_erased()
    {
        await using var own = new Own();
        await own.Registry.InitializeAsync();
        await own.Registry.Emana.MustAsync("/v1/retention", Period(1));
        await LeaveAsync(own.Registry, "over");
        await own.Registry.PassAsync();
        await own.Registry.Emana.MustAsync("/v1/retention", Period(2));
        (await ErasedAsync(own, days: 40)).ShouldBe("");
        await own.Registry.Emana.MustAsync("/v1/retention", Period(1));
        (await ErasedAsync(own, days: 0)).ShouldBe("over");
    }

    [Fact]
    public async Task An_open_request_holds_its_customer_by_name_and_lets_go_when_it_closes()
    {
        await using var own = new Own();
        await own.Registry.InitializeAsync();
        using var desk = await own.Registry.KeyAsync("emana", "desk", "register");
        await desk.MustAsync("/v1/retention", Period(1));
        await LeaveAsync(own.Registry, "over");
        var request = (await desk.MustAsync("/v1/requests", new JsonObject { ["policy"] = "EMANA", ["type"] = "disclosure", ["customer"] = "emana/over", ["items"] = new JsonArray("EMANA-1/name") })).Json["id"]!.GetValue<string>();
        (await desk.GetAsync("/v1/customers/emana/over/retention")).Text.ShouldContain($"開示等の請求 {request}");
        (await ErasedAsync(own, days: 90)).ShouldBe("");
        (await desk.PostAsync("/v1/customers/emana/over/erasure", new JsonObject())).Code.ShouldBe("legal-hold");
        await desk.MustAsync($"/v1/requests/{request}/withdraw", new JsonObject());
        (await ErasedAsync(own, days: 0)).ShouldBe("over");
    }

    /// <summary>Days go by, the timer looks, and these are gone.</summary>
    static async Task<string> ErasedAsync(Own own, int days)
    {
        own.Registry.Time.Advance(TimeSpan.FromDays(days));
        await own.Registry.PassAsync();
        var gone = new List<string>();
        foreach (var number in new[] { "over", "held", "stays" })
            if ((await own.Registry.Emana.GetAsync($"/v1/customers/emana/{number}/erasure")).Status == 200) gone.Add(number);
        return string.Join(' ', gone);
    }

    sealed class Own : IAsyncDisposable
    {
        public TestRegistry Registry { get; } = new();

        public async ValueTask DisposeAsync() => await Registry.DisposeAsync();
    }

    static JsonObject Period(int months) => new() { ["operator"] = "emana", ["policy"] = "EMANA", ["months"] = months, ["source"] = "文書保存規程3条" };

    Task LeaveAsync(string number) => LeaveAsync(registry, number);

    static async Task LeaveAsync(TestRegistry registry, string number)
    {
        await registry.Emana.MustAsync($"/v1/customers/emana/{number}/enrolments", new JsonObject { ["policy"] = "EMANA" });
        foreach (var state in new[] { "active", "ended" })
            await registry.Emana.MustAsync($"/v1/customers/emana/{number}/contracts", new JsonObject { ["id"] = "K1", ["policy"] = "EMANA", ["state"] = state });
    }

    async Task<JsonNode> PeriodAsync(string policy) =>
        (await registry.Admin.GetAsync("/v1/retention?limit=1000")).Json["results"]!.AsArray().First(row => row!["policy"]!.GetValue<string>() == policy)!;
}
