using System.Text.Json.Nodes;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Core.Policies;
using ConsentGrains.Policies;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace ConsentGrains.Core.Tests.Decisions;

/// <summary>Random histories and random questions, most of them nonsense: the decision is total, and its parts agree with each other.</summary>
public sealed class RandomQuestionsTests(ITestOutputHelper output)
{
    static readonly IReadOnlyList<Policy> Policies = PolicyFiles.LoadBuiltIn();
    static readonly string[] Items = [.. Policies.SelectMany(p => p.Collections).SelectMany(c => c.Items).Select(i => i.Id), "ELS-EL-3/nothing"];
    static readonly string[] Purposes = [.. Policies.SelectMany(p => p.Purposes.Concat(p.Schemes.SelectMany(s => s.Purposes))).Select(p => p.Id), "own-purpose", "NO-SUCH"];
    static readonly string[] Parties = ["els", "emana", "ens", "nttw", "ntte", "iehl-kanto", "shop", "us-cloud", "gtdo-03", "gyro-n", "jpnic", "nobody"];
    static readonly string[] Customers = ["els/A", "emana/A", "ens/A", "nttw/A", "els/UNKNOWN", "rubbish"];
    static readonly string[] Words = [.. Circumstances.All.Select(c => c.Id), "whim"];

    const string Point = "0300000000000000000001";

    [Fact]
    public async Task Every_question_gets_an_answer_whose_parts_agree()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        for (var round = 0; round < 20; round++)
        {
            var random = new Random(seed + round);
            var registry = new PlainRegistry();
            for (var i = 0; i < 25; i++) await Tell(registry, random);
            for (var i = 0; i < 400; i++) Check(registry, Ask(random), $"seed {seed} round {round} question {i}");
        }
    }

    static void Check(PlainRegistry registry, Question question, string where)
    {
        var trace = new Trace();
        var answer = registry.Ask(question);
        var explained = registry.Ask(question, trace);
        explained.ShouldBeEquivalentTo(answer, where);
        answer.Permitted.ShouldBe(answer.Reasons.Count == 0, where);
        (answer.Basis is not null).ShouldBe(answer.Permitted, where);
        answer.Reasons.Select(r => (int)r.Gate).ShouldBeInOrder(SortDirection.Ascending, where);
        trace.Outcomes.Count.ShouldBe(10, where);
        trace.Outcomes.Count(o => o.Outcome == "failed").ShouldBe(answer.Reasons.Select(r => r.Gate).Distinct().Count(), where);
        // What binds a company's data is no article of the APPI (EDGE-32): where the law alone compels, nothing is left to cite.
        if (answer.Permitted && answer.Basis is not (Basis.CompulsoryLaw or Basis.Exception)) (answer.Clauses.Count + answer.Law.Count).ShouldBeGreaterThan(0, where);
        CheckDisclosure(answer, where);
    }

    static void CheckDisclosure(Answer answer, string where)
    {
        var told = Disclosure.For(false, false, answer);
        told.Permitted.ShouldBe(answer.Permitted, where);
        if (told.Permitted) return;
        told.Reasons.Count.ShouldBe(1, where);
        told.CustomerVersion.ShouldBe(0, where);
        told.Reasons[0].Code.ShouldNotBeOneOf(
            ReasonCode.CustomerUnknown, ReasonCode.CustomerErased, ReasonCode.NotEnrolled, ReasonCode.SupplyPointUnknown, ReasonCode.Stopped, ReasonCode.Objected,
            ReasonCode.ConsentWithdrawn, ReasonCode.ConsentExpired, ReasonCode.ConsentNotValid, ReasonCode.ContractEnded);
    }

    static async Task Tell(PlainRegistry registry, Random random)
    {
        var policy = random.Pick("ELS-TEL", "ELS-EL", "EMANA", "ENS", "NTTW");
        var customer = policy[..3] switch { "ELS" => "els/A", "EMA" => "emana/A", "ENS" => "ens/A", _ => "nttw/A" };
        var (command, fields) = random.Next(19) switch
        {
            0 or 1 or 2 => ("enrol", new JsonObject { ["customer"] = customer, ["policy"] = policy, ["provenance"] = random.Pick("written", "other"), ["kind"] = random.Pick("individual", "corporate") }),
            3 => ("contract", new JsonObject { ["customer"] = customer, ["id"] = "K1", ["policy"] = policy, ["state"] = random.Pick("active", "ended", "suspended", "applied"), ["supplyPoint"] = random.Next(2) == 0 ? null : Point }),
            4 or 5 => ("consent", new JsonObject { ["customer"] = customer, ["purpose"] = random.Pick(Purposes), ["recipient"] = random.Pick("shop", "us-cloud"), ["secrecy"] = random.Next(2) == 0, ["evidence"] = "e" }),
            6 => ("withdraw", new JsonObject { ["customer"] = customer, ["recipient"] = random.Pick("shop", "us-cloud") }),
            7 => ("stop", new JsonObject { ["customer"] = customer, ["act"] = random.Pick("use", "joint-use", "provide") }),
            8 => ("party", new JsonObject { ["id"] = random.Pick("shop", "us-cloud"), ["name"] = "x", ["country"] = random.Pick("JP", "US") }),
            9 => ("role", new JsonObject { ["party"] = random.Pick("shop", "els"), ["role"] = random.Pick("enex-group", "retailer", "public-body"), ["from"] = "2026-01-01" }),
            10 => ("entrustment", new JsonObject { ["operator"] = customer[..customer.IndexOf('/')], ["recipient"] = "shop", ["work"] = new JsonArray("x"), ["purposes"] = new JsonArray(random.Pick(Purposes)), ["items"] = new JsonArray(random.Pick(Items)), ["from"] = "2026-01-01", ["safety"] = true, ["confidentiality"] = true, ["reentrustment"] = true, ["supervision"] = true, ["finding"] = true }),
            11 or 12 => ("supply-point", new JsonObject { ["number"] = Point, ["customer"] = random.Pick("els/A", "ens/A") }),
            13 => ("switch-apply", new JsonObject { ["point"] = Point, ["by"] = random.Pick("els", "ens"), ["customer"] = random.Pick("els/A", "ens/A"), ["losingCustomer"] = random.Pick("els/A", "ens/A") }),
            14 => (random.Pick("switch-match", "switch-cancel", "switch-lapse"), new JsonObject { ["point"] = Point }),
            15 => ("switch-judge", new JsonObject { ["point"] = Point, ["result"] = random.Pick("ok", "ok", "ng") }),
            16 => (random.Pick("switch-complete", "move-out"), new JsonObject { ["point"] = Point, ["on"] = random.Pick("2026-03-31", "2026-04-02") }),
            17 => ("lookup-password", new JsonObject { ["point"] = Point, ["customer"] = "els/A", ["retailer"] = "shop", ["days"] = 1 }),
            _ => ("erase", new JsonObject { ["customer"] = random.Next(10) == 0 ? customer : "els/UNKNOWN" }),
        };
        await registry.TellAsync(command, System.Text.Json.JsonSerializer.SerializeToElement(fields));
    }

    static Question Ask(Random random)
    {
        var customer = random.Pick(Customers);
        var own = customer.Split('/')[0];
        var likely = Policies.Where(p => p.Operator == own).SelectMany(p => p.Purposes).Select(p => p.Id).DefaultIfEmpty("x").ToArray();
        return new Question
        {
            Act = random.Pick("use", "use", "joint-use", "provide", "entrust", "transmit", "sell"),
            Party = random.Next(2) == 0 ? own : random.Pick(Parties),
            Customer = random.Next(20) == 0 ? null : customer,
            Purpose = random.Next(10) == 0 ? null : random.Next(2) == 0 ? random.Pick(likely) : random.Pick(Purposes),
            Items = [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Pick(Items))],
            Form = random.Next(3) == 0 ? Form.Statistical : Form.Individual,
            SupplyPoint = random.Next(3) switch { 0 => null, 1 => random.Pick(Point, "03-0000-0000-0000-0000-0001"), _ => random.Pick(Point, "0300000000000000000009", "rubbish") },
            Recipient = random.Next(3) == 0 ? null : random.Pick(Parties),
            Circumstance = random.Next(2) == 0 ? null : random.Pick(Words),
            ConsentDifficult = random.Next(2) == 0,
            DocumentRef = random.Next(2) == 0 ? "D" : null,
            TransferMethod = random.Pick("paper", "fax"),
            Channel = random.Next(2) == 0 ? null : random.Pick("phone", "email"),
            Site = random.Next(10) == 0 ? "nowhere" : null,
        };
    }
}

static class RandomPicks
{
    public static string Pick(this Random random, params string[] words) => words[random.Next(words.Length)];
}
