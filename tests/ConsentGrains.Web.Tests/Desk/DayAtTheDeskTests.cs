using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ConsentGrains.Tests.Shared;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace ConsentGrains.Web.Tests.Desk;

/// <summary>A day at the desk: two hundred requests of every type and defect, over all five policies, arrive by API and by CSV in a random order and are worked
/// through the pages' own forms. What becomes of each stands in a table written by hand from the clauses.</summary>
public sealed class DayAtTheDeskTests(ITestOutputHelper output) : IAsyncLifetime
{
    const int Seed = 20260401;
    const int Requested = 200;

    static readonly string[] Columns =
        ["policy", "type", "customer", "channel", "form", "stamps", "by", "principalHasNoPaper", "answerToAgent", "papers", "items", "recipients", "purpose", "marketingChannel"];

    static readonly Dictionary<string, string> Operators = new() { ["ELS-TEL"] = "els", ["ELS-EL"] = "els", ["EMANA"] = "emana", ["ENS"] = "ens", ["NTTW"] = "nttw" };

    static readonly Dictionary<string, string> ItemOf = new() { ["ELS-TEL"] = "ELS-TEL-1.1/name", ["ELS-EL"] = "ELS-EL-3/name", ["EMANA"] = "EMANA-1/name", ["ENS"] = "ENS-1/name", ["NTTW"] = "NTTW-1/name" };

    const string Unasked = "iehl-kanto";

    readonly TestRegistry registry = new();
    readonly Dictionary<string, (Client Api, Browsing Pages)> desks = [];

    public async Task InitializeAsync()
    {
        await registry.InitializeAsync();
        foreach (var party in Operators.Values.Distinct())
        {
            var pages = new Browsing(registry.Address);
            var key = await registry.KeyAsync(party, "desk", "register", "decide");
            (await pages.SignInAsync(key.Secret!)).Status.ShouldBe(HttpStatusCode.OK);
            desks[party] = (key, pages);
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var (api, pages) in desks.Values)
        {
            api.Dispose();
            pages.Dispose();
        }

        await registry.DisposeAsync();
    }

    [Fact]
    public async Task Two_hundred_requests_become_what_the_table_says()
    {
        output.WriteLine($"seed {Seed}");
        var day = Shuffled().Select((one, n) => new Arrival(one, $"{Operators[one.Policy]}/D-{n:000}")).ToList();
        foreach (var arrival in day) await EnrolAsync(arrival);
        await ArriveAsync(day);
        foreach (var arrival in day) await CheckedAsync(arrival);
        // Those whose term runs out are refused when it is over.
        registry.Time.Advance(TimeSpan.FromDays(31));
        foreach (var (api, pages) in desks.Values) await pages.SignInAsync(api.Secret!);
        foreach (var arrival in day.Where(a => a.Case.Cure.Contains("lapse"))) await desks[arrival.Operator].Pages.StepAsync(arrival.Id, "lapse", []);
        foreach (var arrival in day) await AnsweredAsync(arrival);
        foreach (var party in desks.Keys) await LeftAsync(party, day);
    }

    /// <summary>The whole table, then lines of it once more until there are enough, in an order of chance.</summary>
    static RequestCase[] Shuffled()
    {
        var dice = new Random(Seed);
        var all = Enumerable.Range(0, Requested).Select(n => RequestCase.All[n % RequestCase.All.Count]).ToArray();
        dice.Shuffle(all);
        return all;
    }

    /// <summary>Of whoever will ask for records there are some, also with somebody he will not ask about.</summary>
    async Task EnrolAsync(Arrival arrival)
    {
        var api = desks[arrival.Operator].Api;
        await api.MustAsync("/v1/commands", new JsonObject { ["enrol"] = new JsonObject { ["customer"] = arrival.Customer, ["policy"] = arrival.Case.Policy } });
        if (arrival.Case.Type != "provision-records" || arrival.Case.Expected[0] == "refused") return;
        foreach (var party in Recorded(arrival).Append(Unasked))
            await api.MustAsync("/v1/provisions/received", new JsonObject { ["customer"] = arrival.Customer, ["provider"] = party, ["items"] = new JsonArray(ItemOf[arrival.Case.Policy]), ["acquired"] = "本人から書面で取得" });
    }

    static string[] Recorded(Arrival arrival) => RequestCase.Value(arrival.Case.Sent, "recipients")!.Split(',');

    /// <summary>The records that are disclosed: with whom was asked about and with nobody else; none where nothing was granted.</summary>
    async Task AnnexAsync(Arrival arrival)
    {
        var pages = desks[arrival.Operator].Pages;
        var annex = await pages.GetAsync($"/desk/requests/{arrival.Id}/records");
        if (arrival.Case.Expected[0] == "refused")
        {
            annex.Status.ShouldBe(HttpStatusCode.NotFound, arrival.Case.Name);
            return;
        }

        var csv = (await pages.GetAsync($"/desk/requests/{arrival.Id}/records?format=csv")).Text;
        foreach (var party in Recorded(arrival)) csv.ShouldContain($"（{party}）", customMessage: arrival.Case.Name);
        csv.ShouldNotContain($"（{Unasked}）");
        csv.Split("\r\n").Length.ShouldBe(Recorded(arrival).Length + 2, "a header, a line each, the end");
        annex.Text.ShouldNotContain(arrival.Customer);
    }

    /// <summary>Every other one by the API, the others in a file for each operator.</summary>
    async Task ArriveAsync(List<Arrival> day)
    {
        foreach (var arrival in day.Where((_, n) => n % 2 == 0))
            arrival.Id = (await desks[arrival.Operator].Api.MustAsync("/v1/requests", Requests.Receive(arrival.Case, arrival.Customer), ("Idempotency-Key", arrival.Customer))).Json["id"]!.GetValue<string>();
        foreach (var file in day.Where((_, n) => n % 2 == 1).GroupBy(a => a.Operator))
        {
            var taken = await TakeInAsync(file.Key, [.. file]);
            taken["refused"]!.GetValue<int>().ShouldBe(0, taken.ToJsonString());
            foreach (var (arrival, row) in file.Zip(taken["results"]!.AsArray())) arrival.Id = row!["id"]!.GetValue<string>();
            (await TakeInAsync(file.Key, [.. file]))["results"]!.AsArray().ShouldAllBe(row => row!["repeated"]!.GetValue<bool>(), "a file sent twice is taken in once");
        }

        day.Select(a => a.Id).ShouldBeUnique();
    }

    async Task<JsonNode> TakeInAsync(string party, List<Arrival> rows)
    {
        var csv = string.Join(',', Columns) + "\n" + string.Concat(rows.Select(a => Requests.Row(Requests.Receive(a.Case, a.Customer), Columns) + "\n"));
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/requests/intake") { Content = new StringContent(csv, Encoding.UTF8, "text/csv") };
        var reply = await desks[party].Api.SendAsync(request, ("Idempotency-Key", "file-" + party));
        reply.Status.ShouldBe(200, reply.Text);
        return reply.Json;
    }

    /// <summary>From receipt to acceptance, a defect letter, or the end.</summary>
    async Task CheckedAsync(Arrival arrival)
    {
        var (api, pages) = desks[arrival.Operator];
        if (RequestCase.Value(arrival.Case.Expected, "not-made") is not null && arrival.Case.Found.Length == 0) return;
        await pages.StepAsync(arrival.Id, "examine", Requests.Examine(arrival.Case.Found));
        if (arrival.Case.Defects.Length == 0) return;
        var state = (await api.GetAsync($"/v1/requests/{arrival.Id}")).Json;
        state["stage"]!.GetValue<string>().ShouldBe("awaiting-resubmission", arrival.Case.Name);
        state["defects"]!.AsArray().Select(d => d!["code"]!.GetValue<string>()).ShouldBe(arrival.Case.Defects, arrival.Case.Name);
        (await pages.GetAsync($"/desk/requests/{arrival.Id}/letter")).Text.ShouldContain("書類の再提出のお願い");
        if (arrival.Case.Cure.Contains("lapse")) return;
        await pages.StepAsync(arrival.Id, "resubmit", Requests.Resubmit(arrival.Case.Cure));
        var cured = arrival.Case.Found.Where(f => f != "doubted").Select(f => f.StartsWith("addresses=", StringComparison.Ordinal) ? "addresses=agree" : f).ToArray();
        await pages.StepAsync(arrival.Id, "examine", Requests.Examine(cured));
    }

    async Task AnsweredAsync(Arrival arrival)
    {
        var (api, pages) = desks[arrival.Operator];
        var (one, path) = (arrival.Case, $"/v1/requests/{arrival.Id}");
        if (RequestCase.Value(one.Expected, "not-made") is { } why)
        {
            await NotMadeAsync(arrival, why);
            return;
        }

        if (one.Answer.Length > 0)
        {
            await pages.StepAsync(arrival.Id, "investigate", []);
            await pages.StepAsync(arrival.Id, "answer", Requests.Answer(one));
        }

        var state = (await api.GetAsync(path)).Json;
        var fee = int.Parse(RequestCase.Value(one.Expected, "fee")!);
        state["outcome"]!.GetValue<string>().ShouldBe(one.Expected[0], one.Name);
        (state["fee"]!["yen"]!.GetValue<int>(), state["fee"]!["clause"]?.GetValue<string>()).ShouldBe((fee, RequestCase.Value(one.Expected, "clause")), one.Name);
        await ObeysAsync(arrival);
        if (fee > 0 && one.Policy == "ENS")
        {
            (await pages.StepAsync(arrival.Id, "reply", new() { ["by"] = "post" })).Text.ShouldContain("fee-unpaid");
            await pages.StepAsync(arrival.Id, "fee", new() { ["yen"] = fee });
        }

        await LetterAsync(arrival, state);
        if (one.Type == "provision-records") await AnnexAsync(arrival);
        await pages.StepAsync(arrival.Id, "reply", new() { ["by"] = RequestCase.Value(one.Expected, "by") });
        await pages.StepAsync(arrival.Id, "dispose", []);
        var end = (await api.GetAsync(path)).Json;
        end["stage"]!.GetValue<string>().ShouldBe("replied", one.Name);
        end["reply"]!["to"]!.GetValue<string>().ShouldBe(RequestCase.Value(one.Expected, "to"), one.Name);
        end["papersDisposed"]!.GetValue<bool>().ShouldBeTrue();
    }

    async Task NotMadeAsync(Arrival arrival, string why)
    {
        var (api, pages) = desks[arrival.Operator];
        var state = (await api.GetAsync($"/v1/requests/{arrival.Id}")).Json;
        (state["stage"]!.GetValue<string>(), state["notMadeWhy"]!.GetValue<string>()).ShouldBe(("not-made", why), arrival.Case.Name);
        (await pages.GetAsync($"/desk/requests/{arrival.Id}/letter")).Status.ShouldBe(HttpStatusCode.NotFound, "who made no request is sent no notice");
        await pages.StepAsync(arrival.Id, "dispose", []);
    }

    async Task LetterAsync(Arrival arrival, JsonNode state)
    {
        var text = (await desks[arrival.Operator].Pages.GetAsync($"/desk/requests/{arrival.Id}/letter")).Text;
        text.ShouldContain("ご請求に対する回答");
        text.ShouldNotContain(arrival.Customer);
        foreach (var clause in (RequestCase.Value(arrival.Case.Expected, "ground") ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries)) text.ShouldContain(clause, customMessage: arrival.Case.Name);
        if (RequestCase.Value(arrival.Case.Expected, "law") is { } law) state["grounds"]!.ToJsonString().ShouldContain(law.Replace('+', ' '), customMessage: arrival.Case.Name);
        if (RequestCase.Value(arrival.Case.Expected, "clause") is { } fee) text.ShouldContain(fee);
        if (arrival.Case.Expected[0] == "refused") text.ShouldContain("応じないことといたしました");
    }

    /// <summary>What was granted is in force in the next decision already.</summary>
    async Task ObeysAsync(Arrival arrival)
    {
        var (api, one) = (desks[arrival.Operator].Api, arrival.Case);
        if (one.Expected.Contains("erased"))
            (await api.GetAsync($"/v1/customers/{arrival.Customer}")).Json["erased"]!.GetValue<bool>().ShouldBeTrue(one.Name);
        if (one.Type == "stop-of-provision" && one.Expected[0] == "in-full") await NothingIsGivenAsync(arrival);
        if (RequestCase.Value(one.Expected, "denies") is not { } denied) return;
        var (purpose, item) = (denied.Split(':')[0], denied.Split(':')[1]);
        (await api.AskAsync(Asking.Question(arrival.Operator, arrival.Customer, purpose, item))).Reason.ShouldBe("stopped", one.Name);
    }

    async Task NothingIsGivenAsync(Arrival arrival)
    {
        var question = Asking.Question(arrival.Operator, arrival.Customer, arrival.Case.Policy == "ENS" ? "ENS-3-PU1" : "NTTW-1-PUA", ItemOf[arrival.Case.Policy]);
        question["action"]!["name"] = "provide";
        question["context"] = new JsonObject { ["recipient"] = "jpnic" };
        (await desks[arrival.Operator].Api.AskAsync(question)).Reason.ShouldBe("stopped", arrival.Case.Name);
    }

    /// <summary>Nothing is left to do in any inbox, and every request is in the one of its operator.</summary>
    async Task LeftAsync(string party, List<Arrival> day)
    {
        var open = (await desks[party].Api.GetAsync("/v1/requests?open=true&current=true")).Json["results"]!.AsArray();
        open.Count.ShouldBe(0, open.ToJsonString());
        var all = (await desks[party].Api.GetAsync("/v1/requests?limit=1000&current=true")).Json["results"]!.AsArray();
        all.Select(r => r!["id"]!.GetValue<string>()).Order().ShouldBe(day.Where(a => a.Operator == party).Select(a => a.Id).Order());
    }

    sealed class Arrival(RequestCase one, string customer)
    {
        public RequestCase Case => one;

        public string Customer => customer;

        public string Operator => customer.Split('/')[0];

        public string Id { get; set; } = "";
    }
}
