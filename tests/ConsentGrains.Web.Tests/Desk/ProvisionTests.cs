using System.Net;
using System.Text.Json.Nodes;
using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Provisions;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Desk;

/// <summary>Provision records over HTTP: against the receipt of a decision, with a request as a document and as CSV, gone after their term.</summary>
public sealed class ProvisionTests : IAsyncLifetime
{
    const string Customer = "els/P-1";
    readonly TestRegistry registry = new();
    Client els = null!;

    public async Task InitializeAsync()
    {
        await registry.InitializeAsync();
        els = await registry.KeyAsync("els", "desk", "register", "decide");
        await registry.Admin.MustAsync("/v1/commands", new JsonObject { ["party"] = new JsonObject { ["id"] = "partner", ["name"] = "提携先株式会社" } });
        await els.MustAsync("/v1/commands", new JsonObject { ["enrol"] = new JsonObject { ["customer"] = Customer, ["policy"] = "ELS-EL" } });
        await els.MustAsync($"/v1/customers/{Customer}/consents", new JsonObject { ["purpose"] = "ELS-EL-2-PU9", ["recipient"] = "partner", ["evidence"] = "form" });
    }

    public async Task DisposeAsync()
    {
        els.Dispose();
        await registry.DisposeAsync();
    }

    [Fact]
    public async Task A_provision_rests_on_its_decision_and_is_disclosed_with_a_request()
    {
        var (recorded, _) = await RecordAsync();
        recorded.Status.ShouldBe(201);
        var records = (await els.GetAsync($"/v1/customers/{Customer}/provisions")).Json["results"]!.AsArray();
        (records.Single()!["party"]!.GetValue<string>(), records.Single()!["basis"]!.GetValue<string>()).ShouldBe(("partner", "consent"));
        (await els.GetAsync($"/v1/customers/{Customer}/provisions?format=csv")).Text.ShouldContain("提携先株式会社（partner）");
        using var pages = new Browsing(registry.Address);
        await pages.SignInAsync(els.Secret!);
        var id = (await els.MustAsync("/v1/requests", new JsonObject { ["policy"] = "ELS-EL", ["type"] = "provision-records", ["customer"] = Customer, ["recipients"] = new JsonArray("partner", "jpnic") })).Json["id"]!.GetValue<string>();
        await pages.StepAsync(id, "examine", []);
        (await pages.StepAsync(id, "investigate", [])).Text.ShouldContain("（相手方: 件数）: partner: 1", customMessage: "the desk sees what there is before it answers");
        (await pages.GetAsync($"/desk/requests/{id}/records")).Status.ShouldBe(HttpStatusCode.NotFound, "nothing is disclosed before it is answered");
        await pages.StepAsync(id, "answer", new JsonObject { ["answers"] = new JsonArray(new JsonObject { ["subject"] = "partner", ["result"] = "granted" }, new JsonObject { ["subject"] = "jpnic", ["result"] = "not-existing" }) });
        (await pages.GetAsync($"/desk/requests/{id}/records")).Text.ShouldContain("提携先株式会社");
        (await pages.GetAsync($"/desk/requests/{id}/records?format=csv")).Headers["Content-Type"].ShouldStartWith("text/csv");
    }

    [Fact]
    public async Task What_a_decision_does_not_cover_is_no_record()
    {
        var (_, body) = await RecordAsync();
        (await els.PostAsync("/v1/provisions", With(body, "items", new JsonArray("ELS-EL-3/usage")))).Code.ShouldBe("provision-not-covered");
        (await els.PostAsync("/v1/provisions", With(body, "recipient", "jpnic"))).Code.ShouldBe("provision-not-covered");
        (await els.PostAsync("/v1/provisions", With(body, "decision", "d-x"))).Code.ShouldBe("decision-unknown");
        var asked = body["question"]!.DeepClone().AsObject();
        asked["context"]!["recipient"] = "jpnic";
        (await els.PostAsync("/v1/provisions", With(body, "question", asked))).Code.ShouldBe("decision-unknown", "the question is not the one that was answered");
        var use = Asking.Question("els", Customer, "ELS-EL-2-PU3", "ELS-EL-3/name");
        var own = new JsonObject { ["customer"] = Customer, ["decision"] = (await els.AskAsync(use)).Context["id"]!.GetValue<string>(), ["question"] = use, ["recipient"] = "partner" };
        (await els.PostAsync("/v1/provisions", own)).Code.ShouldBe("not-a-provision");
        (await (await registry.KeyAsync("emana", "register")).PostAsync("/v1/provisions", body)).Code.ShouldBe("customer-of-other-operator");
    }

    [Fact]
    public async Task What_was_received_is_recorded_with_how_it_was_acquired()
    {
        var body = new JsonObject { ["customer"] = Customer, ["provider"] = "partner", ["items"] = new JsonArray("ELS-EL-3/name"), ["acquired"] = "本人から書面で取得" };
        await els.MustAsync("/v1/provisions/received", body);
        (await els.MustAsync("/v1/provisions/received", body)).Status.ShouldBeOneOf(200, 201);
        var records = (await els.GetAsync($"/v1/customers/{Customer}/provisions")).Json["results"]!.AsArray();
        records.Single()!["side"]!.GetValue<string>().ShouldBe("received");
    }

    [Fact]
    public async Task Records_outlive_an_erasure_and_end_with_their_term()
    {
        var recorded = (await RecordAsync()).Reply.Json["id"]!.GetValue<string>();
        await els.MustAsync($"/v1/customers/{Customer}/erasure", new JsonObject());
        var path = $"/v1/customers/{Customer}/provisions";
        (await els.GetAsync(path)).Json["results"]!.AsArray().Count.ShouldBe(1);
        registry.Time.Advance(TimeSpan.FromDays(1_097));
        (await els.GetAsync(path)).Json["results"]!.AsArray().Count.ShouldBe(0, "what is over is told to nobody");
        await registry.PassAsync();
        var key = new ProvisionKey(CustomerId.Parse(Customer)!.Value, "partner", ProvisionTerm.Single, recorded);
        (await registry.Grains.Provisions.ReadAsync(key, CancellationToken.None)).Records.ShouldBeEmpty("its key is destroyed");
    }

    [Fact]
    public async Task What_is_received_again_after_its_records_were_destroyed_is_recorded_anew()
    {
        var body = new JsonObject { ["customer"] = Customer, ["provider"] = "partner", ["items"] = new JsonArray("ELS-EL-3/name"), ["acquired"] = "本人から", ["term"] = "contract" };
        await els.MustAsync("/v1/provisions/received", body);
        registry.Time.Advance(TimeSpan.FromDays(367));
        await registry.PassAsync();
        await els.MustAsync("/v1/provisions/received", body);
        var records = (await els.GetAsync($"/v1/customers/{Customer}/provisions")).Json["results"]!.AsArray();
        records.ShouldHaveSingleItem()!["made"]!.GetValue<string>().ShouldBe(records[0]!["on"]!.GetValue<string>());
    }

    async Task<(Reply Reply, JsonObject Body)> RecordAsync()
    {
        var question = Asking.Question("els", Customer, "ELS-EL-2-PU9", "ELS-EL-3/name");
        question["action"]!["name"] = "provide";
        question["context"] = new JsonObject { ["recipient"] = "partner" };
        var decision = await els.AskAsync(question);
        decision.Decision.ShouldBeTrue(decision.Text);
        var body = new JsonObject { ["customer"] = Customer, ["decision"] = decision.Context["id"]!.GetValue<string>(), ["question"] = question };
        return (await els.PostAsync("/v1/provisions", body), body);
    }

    static JsonObject With(JsonObject body, string name, JsonNode value)
    {
        var changed = body.DeepClone().AsObject();
        changed[name] = value;
        return changed;
    }
}
