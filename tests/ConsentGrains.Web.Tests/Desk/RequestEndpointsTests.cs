using System.Text;
using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Desk;

/// <summary>Requests over HTTP: whose they are, what is logged, what a broken file says.</summary>
public sealed class RequestEndpointsTests : IAsyncLifetime
{
    readonly TestRegistry registry = new();
    Client desk = null!;

    public async Task InitializeAsync()
    {
        await registry.InitializeAsync();
        desk = await registry.KeyAsync("els", "desk", "register", "decide");
        await desk.MustAsync("/v1/commands", new JsonObject { ["enrol"] = new JsonObject { ["customer"] = "els/R-1", ["policy"] = "ELS-EL" } });
    }

    public async Task DisposeAsync()
    {
        desk.Dispose();
        await registry.DisposeAsync();
    }

    [Fact]
    public async Task The_same_key_makes_the_same_request()
    {
        var first = await desk.MustAsync("/v1/requests", Stop(), ("Idempotency-Key", "form-1"));
        var again = await desk.MustAsync("/v1/requests", Stop(), ("Idempotency-Key", "form-1"));
        (first.Status, again.Status).ShouldBe((201, 200));
        again.Json["id"]!.GetValue<string>().ShouldBe(first.Json["id"]!.GetValue<string>());
        var other = Stop();
        other["channel"] = "web";
        (await desk.PostAsync("/v1/requests", other, ("Idempotency-Key", "form-1"))).Code.ShouldBe("idempotency-key-reused");
    }

    [Fact]
    public async Task A_granted_stop_is_in_force_when_it_is_answered_and_says_by_which_request()
    {
        var path = await InvestigatingAsync(Stop());
        (await desk.AskAsync(Asking.Question("els", "els/R-1", "ELS-EL-2-PU9", "ELS-EL-3/name"))).Decision.ShouldBeTrue();
        await desk.MustAsync(path + "/answer", Granted(), ("Idempotency-Key", "answer-1"));
        (await desk.AskAsync(Asking.Question("els", "els/R-1", "ELS-EL-2-PU9", "ELS-EL-3/name"))).Reason.ShouldBe("stopped");
        (await desk.PostAsync(path + "/answer", Granted(), ("Idempotency-Key", "answer-1"))).Json["stage"]!.GetValue<string>().ShouldBe("answered-in-full");
        var history = (await desk.GetAsync("/v1/customers/els/R-1/history")).Json["results"]!.AsArray();
        var stops = history.Where(h => h!["type"]!.GetValue<string>() == "stop.ordered.v1").ToList();
        stops.ShouldHaveSingleItem()!.ToJsonString().ShouldContain(path.Split('/')[^1]);
    }

    [Fact]
    public async Task What_the_customers_state_refuses_is_no_answer()
    {
        await desk.MustAsync("/v1/customers/els/R-1/holds", new JsonObject { ["until"] = "2030-03-31", ["law"] = "法人税法" });
        var path = await InvestigatingAsync(new JsonObject { ["policy"] = "ELS-EL", ["type"] = "erasure", ["customer"] = "els/R-1", ["channel"] = "web" });
        var answer = Granted();
        answer["basis"] = "no-longer-needed";
        (await desk.PostAsync(path + "/answer", answer)).Code.ShouldBe("legal-hold");
        var state = (await desk.GetAsync(path)).Json;
        (state["stage"]!.GetValue<string>(), state["undoneWhy"]!.GetValue<string>(), state["outcome"]).ShouldBe(("investigating", "legal-hold", null));
    }

    [Fact]
    public async Task A_correction_of_the_registrys_own_facts_is_carried_out()
    {
        await desk.MustAsync("/v1/customers/els/R-1/contracts", new JsonObject { ["id"] = "K1", ["policy"] = "ELS-EL", ["state"] = "active" });
        var path = await InvestigatingAsync(new JsonObject { ["policy"] = "ELS-EL", ["type"] = "correction", ["customer"] = "els/R-1", ["items"] = new JsonArray("ELS-EL-3/contract-number") });
        var answer = new JsonObject
        {
            ["answers"] = new JsonArray(new JsonObject { ["subject"] = "ELS-EL-3/contract-number", ["result"] = "granted" }),
            ["corrections"] = new JsonArray(new JsonObject { ["contract"] = new JsonObject { ["id"] = "K1", ["policy"] = "ELS-EL", ["state"] = "suspended" } }),
        };
        await desk.MustAsync(path + "/answer", answer);
        (await desk.GetAsync("/v1/customers/els/R-1")).Json["contracts"]![0]!["state"]!.GetValue<string>().ShouldBe("suspended");
        var wrong = new JsonObject { ["answers"] = new JsonArray(), ["corrections"] = new JsonArray(new JsonObject { ["destroy"] = new JsonObject() }) };
        (await desk.PostAsync(path + "/answer", wrong)).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Requests_are_their_operators_business_alone()
    {
        var path = "/v1/requests/" + (await desk.MustAsync("/v1/requests", Stop())).Json["id"]!.GetValue<string>();
        var other = await registry.KeyAsync("emana", "desk");
        (await other.GetAsync(path)).Code.ShouldBe("not-found");
        (await other.PostAsync(path + "/withdraw", new JsonObject())).Code.ShouldBe("not-found");
        (await other.GetAsync("/v1/requests?current=true")).Json["results"]!.AsArray().Count.ShouldBe(0);
        (await other.GetAsync("/v1/requests?operator=els")).Code.ShouldBe("customer-of-other-operator");
        (await other.PostAsync("/v1/requests", Stop())).Code.ShouldBe("customer-of-other-operator");
        (await (await registry.KeyAsync("els", "register")).GetAsync(path)).Code.ShouldBe("role-missing");
    }

    [Fact]
    public async Task Whoever_reads_a_request_is_on_record()
    {
        var path = "/v1/requests/" + (await desk.MustAsync("/v1/requests", Stop())).Json["id"]!.GetValue<string>();
        await desk.GetAsync(path);
        (await registry.Admin.GetAsync("/v1/customers/els/R-1/decisions?kind=read")).Text.ShouldContain("\"request\"");
    }

    [Theory]
    [InlineData("policy,colour\nELS-EL,red\n", "fields-invalid")]
    [InlineData("policy,policy\nELS-EL,ELS-EL\n", "fields-invalid")]
    [InlineData("policy,type\n\"ELS-EL,disclosure\n", "fields-invalid")]
    [InlineData("", "fields-invalid")]
    public async Task A_broken_file_is_refused_whole(string csv, string code) => (await TakeInAsync(csv)).Code.ShouldBe(code);

    [Fact]
    public async Task A_row_that_is_refused_says_why_and_stops_no_other()
    {
        var taken = (await TakeInAsync("policy,type,channel,items\nELS-EL,disclosure,web,ELS-EL-3/name\nELS-EL,dance,web,\nELS-EL,disclosure\nENS,disclosure,web,ENS-1/name\n")).Json;
        (taken["accepted"]!.GetValue<int>(), taken["refused"]!.GetValue<int>()).ShouldBe((1, 3));
        taken["results"]!.AsArray().Select(r => r!["code"]?.GetValue<string>()).ShouldBe([null, "fields-invalid", "fields-invalid", "customer-of-other-operator"]);
    }

    async Task<Reply> TakeInAsync(string csv) => await desk.SendAsync(
        new HttpRequestMessage(HttpMethod.Post, "/v1/requests/intake") { Content = new StringContent(csv, Encoding.UTF8, "text/csv") }, ("Idempotency-Key", "file"));

    async Task<string> InvestigatingAsync(JsonObject body)
    {
        var path = "/v1/requests/" + (await desk.MustAsync("/v1/requests", body)).Json["id"]!.GetValue<string>();
        if (body["policy"]!.GetValue<string>() == "ELS-EL") await desk.MustAsync(path + "/examine", new JsonObject());
        await desk.MustAsync(path + "/investigate", new JsonObject());
        return path;
    }

    static JsonObject Stop() => new() { ["policy"] = "ELS-EL", ["type"] = "stop-of-use", ["customer"] = "els/R-1", ["purpose"] = "ELS-EL-2-PU9", ["channel"] = "phone" };

    static JsonObject Granted() => new() { ["answers"] = new JsonArray(new JsonObject { ["result"] = "granted" }) };
}
