using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Incidents;

/// <summary>A leak over HTTP, from the day it came to be known to its end.</summary>
public sealed class IncidentTests(TestRegistry registry) : IClassFixture<TestRegistry>
{
    [Fact]
    public async Task An_incident_runs_against_its_clocks_and_closes_when_the_last_has_ended()
    {
        using var desk = await registry.KeyAsync("emana", "desk");
        var opened = (await desk.MustAsync("/v1/incidents", Opening())).Json;
        var id = opened["id"]!.GetValue<string>();
        opened["clocks"]!.AsArray().Select(c => c!["clock"]!.GetValue<string>()).ShouldBe(["report-at-once", "notify-principals", "publish"]);
        (await desk.PostAsync($"/v1/incidents/{id}/close", new JsonObject())).Code.ShouldBe("clock-open");
        var known = opened["known"]!.GetValue<string>();
        foreach (var clock in new[] { "report-at-once", "notify-principals" })
            await desk.MustAsync($"/v1/incidents/{id}/done", new JsonObject { ["clock"] = clock, ["on"] = known, ["document"] = "文書1" });
        await desk.MustAsync($"/v1/incidents/{id}/exempt", new JsonObject { ["why"] = "捜査に支障" });
        (await desk.PostAsync($"/v1/incidents/{id}/close", new JsonObject())).Code.ShouldBe("report-incomplete");
        await desk.MustAsync($"/v1/incidents/{id}/assess", new JsonObject { ["overview"] = "端末の紛失", ["cause"] = "紛失", ["prevention"] = "施錠" });
        (await desk.MustAsync($"/v1/incidents/{id}/close", new JsonObject())).Json["closed"]!.GetValue<string>().ShouldBe(known);
        (await desk.PostAsync($"/v1/incidents/{id}/close", new JsonObject())).Code.ShouldBe("incident-closed");
        (await desk.GetAsync($"/v1/incidents/{id}/history")).Json["results"]!.AsArray().Count.ShouldBe(6);
    }

    [Fact]
    public async Task Its_customers_are_a_list_or_a_query_named_once_and_its_papers_are_printed()
    {
        using var desk = await registry.KeyAsync("emana", "desk");
        var id = (await desk.MustAsync("/v1/incidents", Opening())).Json["id"]!.GetValue<string>();
        foreach (var number in new[] { "leak-1", "leak-2" })
            await registry.Emana.MustAsync($"/v1/customers/emana/{number}/enrolments", new JsonObject { ["policy"] = "EMANA" });
        await desk.MustAsync($"/v1/incidents/{id}/customers", new JsonObject { ["customers"] = new JsonArray("emana/leak-1") });
        (await desk.PostAsync($"/v1/incidents/{id}/customers", new JsonObject { ["customers"] = new JsonArray("els/x") })).Status.ShouldBe(422);
        var progress = (await desk.PostAsync($"/v1/incidents/{id}/customers/query", new JsonObject())).Text.Trim().Split('\n');
        progress[^1].ShouldContain("\"end\":true");
        (await desk.GetAsync($"/v1/incidents/{id}/customers")).Json["results"]!.AsArray().Select(r => r!["customer"]!.GetValue<string>()).ShouldBe(["emana/leak-1", "emana/leak-2"], ignoreOrder: true);
        foreach (var document in new[] { "report-at-once", "first-report", "final-report", "secrecy-first", "secrecy-detailed", "notice", "publication", "entrustor" })
        {
            var page = await desk.GetAsync($"/v1/incidents/{id}/documents/{document}?format=html");
            (page.Status, page.Text.Contains("端末の紛失", StringComparison.Ordinal)).ShouldBe((200, true), document);
        }

        (await desk.GetAsync($"/v1/incidents/{id}/documents/notice?format=html&customer=emana/leak-2")).Text.ShouldContain("emana/leak-2");
        (await desk.GetAsync($"/v1/incidents/{id}/documents/notice?format=html&customer=emana/other")).Status.ShouldBe(404);
        (await desk.GetAsync($"/v1/incidents/{id}/documents/letter")).Status.ShouldBe(404);
        (await desk.GetAsync("/v1/incidents?current=true&open=true")).Json["results"]!.AsArray().ShouldContain(r => r!["id"]!.GetValue<string>() == id && r["customers"]!.GetValue<int>() == 2);
    }

    [Fact]
    public async Task Who_is_erased_can_not_be_named_any_more_and_is_given_back_by_no_incident()
    {
        using var desk = await registry.KeyAsync("emana", "desk");
        var id = (await desk.MustAsync("/v1/incidents", Opening())).Json["id"]!.GetValue<string>();
        await registry.Emana.MustAsync("/v1/customers/emana/leak-9/enrolments", new JsonObject { ["policy"] = "EMANA" });
        foreach (var _ in new[] { 1, 2 })
            await desk.MustAsync($"/v1/incidents/{id}/customers", new JsonObject { ["customers"] = new JsonArray("emana/leak-9", "emana/nobody-heard-of-him") });
        (await desk.GetAsync($"/v1/incidents/{id}")).Json["customers"]!.GetValue<int>().ShouldBe(2, "named twice, he is there once");
        await registry.Emana.MustAsync("/v1/customers/emana/leak-9/erasure", new JsonObject());
        (await desk.GetAsync($"/v1/incidents/{id}/customers")).Json["results"]!.AsArray().Select(r => (string?)r!["customer"]).ShouldBe([null, "emana/nobody-heard-of-him"], ignoreOrder: true);
        (await desk.GetAsync($"/v1/incidents/{id}/documents/notice?format=html&customer=emana/leak-9")).Status.ShouldBe(404);
        var reference = "emana/~" + new string('0', 31) + "1";
        (await desk.PostAsync($"/v1/incidents/{id}/customers", new JsonObject { ["customers"] = new JsonArray(reference) })).Status.ShouldBe(422);
    }

    [Fact]
    public async Task Nobody_else_learns_that_there_is_one()
    {
        using var desk = await registry.KeyAsync("emana", "desk");
        using var other = await registry.KeyAsync("els", "desk");
        using var auditor = await registry.KeyAsync("occto", "audit");
        var id = (await desk.MustAsync("/v1/incidents", Opening())).Json["id"]!.GetValue<string>();
        (await other.GetAsync($"/v1/incidents/{id}")).Status.ShouldBe(404);
        (await other.PostAsync($"/v1/incidents/{id}/close", new JsonObject())).Status.ShouldBe(404);
        (await other.PostAsync("/v1/incidents", Opening())).Code.ShouldBe("customer-of-other-operator");
        (await registry.Emana.GetAsync($"/v1/incidents/{id}")).Code.ShouldBe("role-missing");
        (await auditor.GetAsync($"/v1/incidents/{id}")).Status.ShouldBe(200);
        (await auditor.PostAsync($"/v1/incidents/{id}/close", new JsonObject())).Code.ShouldBe("role-missing");
    }

    static JsonObject Opening() => new() { ["policy"] = "EMANA", ["known"] = "2026-04-01", ["overview"] = "端末の紛失", ["items"] = new JsonArray("EMANA-1/name") };
}
