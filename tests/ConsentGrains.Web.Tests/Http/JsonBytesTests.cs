using System.Text;
using System.Text.Json.Nodes;
using ConsentGrains.Core;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Web.Access;
using ConsentGrains.Web.Access.Signing;
using ConsentGrains.Web.Http;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace ConsentGrains.Web.Tests.Http;

/// <summary>What is written by hand is what the slow way would write.</summary>
public sealed class JsonBytesTests(ITestOutputHelper output)
{
    [Fact]
    public void A_moment_is_spelt_as_it_spells_itself()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        long[] edges = [0, -1, 1, 999, 1000, -32_400_000_000, 1_775_000_000_000_000, 1_795_359_599_999_999, 1_795_359_600_000_000, 1_795_359_599_999_999, 253_402_268_399_999_999, -62_135_596_800_000_000];
        var moments = edges.Concat(Enumerable.Range(0, 5_000).Select(_ => random.NextInt64(-62_135_596_800_000_000, 253_402_268_399_999_999)));
        foreach (var micros in moments.Concat(moments.Select(m => m / 1000 * 1000)))
            Written(json => json.Moment(new Instant(micros))).ShouldBe(new Instant(micros).ToString());
    }

    [Theory]
    [InlineData("ELS-EL-3/name")]
    [InlineData("")]
    [InlineData("a\"b\\c\nd\u0000e\u2028f")]
    [InlineData("電気\ud83d\ude00")]
    public void A_text_reads_back(string text) =>
        JsonNode.Parse(Written(json => json.Text(text)))!.GetValue<string>().ShouldBe(text);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void A_number_reads_back(int number) =>
        JsonNode.Parse(Written(json => json.Number(number)))!.GetValue<int>().ShouldBe(number);

    [Fact]
    public void An_answer_with_everything_in_it_is_JSON_without_a_key_twice()
    {
        var answer = Like(
            Whole, clauses: ["a\"1", "b"], items: ["x", "y", "x"], byItem: ["els", "gtdo-03", "els"],
            reasons: [new Reason(Gate.Known, ReasonCode.SupplyPointUnknown, ["x"], "C1", "0312345678901234567890"), new Reason(Gate.Consent, ReasonCode.ConsentMissing, [])]);
        using var signer = new DecisionSigner(new());
        var writer = new AnswerWriter(signer);
        using var reply = new DecisionReply();
        writer.Write(reply, Asked, answer, [new(Gate.Known, "passed", "\u0001")]);
        writer.Sign(reply);
        var context = JsonNode.Parse(reply.Json.Written.Span)!["context"]!;
        context["responsible"]!.ToJsonString().ShouldBe("""{"x":"els","y":"gtdo-03"}""");
        context["usageFrom"]!.GetValue<string>().ShouldBe("2025-03-01");
        context["obligations"]!.ToJsonString().ShouldBe("""["log-use","limit-period"]""");
        context["reasons"]![0]!["subject"]!.GetValue<string>().ShouldBe("03-****-…-7890");
        context["explanation"]![0]!["detail"]!.GetValue<string>().ShouldBe("\u0001");
    }

    /// <summary>The ground that an answer shares with the one before is copied: nothing of the one before may come into the next.</summary>
    [Fact]
    public void Answers_of_a_reply_say_what_each_says_alone()
    {
        var answers = Differing().SelectMany(other => new[] { Whole, Whole, other, other, Like(other), Whole }).ToArray();
        using var signer = new DecisionSigner(new());
        var writer = new AnswerWriter(signer);
        using var together = new DecisionReply();
        var ends = answers.Select(answer =>
        {
            var from = together.Json.Count;
            writer.Write(together, Asked, answer, null);
            return (from, together.Json.Count);
        }).ToArray();
        for (var i = 0; i < answers.Length; i++)
        {
            using var alone = new DecisionReply();
            writer.Write(alone, Asked, answers[i], null);
            var (from, to) = ends[i];
            Encoding.UTF8.GetString(together.Json.Written.Span[from..to]).ShouldBe(Encoding.UTF8.GetString(alone.Json.Written.Span));
        }
    }

    static readonly Question Asked = new() { Act = "use", Party = "els", Items = ["x"] };

    static readonly Answer Whole = new()
    {
        Permitted = true,
        Basis = Basis.JointUse,
        Clauses = ["A", "B"],
        Policy = "P@1",
        PolicyShown = "P@0",
        Law = ["個人情報保護法27条5項3号"],
        Obligations = Obligations.LogUse | Obligations.LimitPeriod,
        UsageFrom = new DateOnly(2025, 3, 1),
        Items = ["x", "y"],
        ResponsibleForAll = "els",
        AsOf = new(1_790_000_000_123_456),
        CustomerVersion = 7,
        DirectoryVersion = 41,
    };

    /// <summary>As <see cref="Whole"/> but for one thing.</summary>
    static IEnumerable<Answer> Differing()
    {
        yield return Like(Whole, permitted: false);
        yield return Like(Whole, basis: Basis.Consent);
        yield return Like(Whole, clauses: ["A"]);
        yield return Like(Whole, policy: "P@2");
        yield return Like(Whole, shown: "P@-1");
        yield return Like(Whole, law: []);
        yield return Like(Whole, obligations: Obligations.LogUse);
        yield return Like(Whole, usageFrom: new DateOnly(2025, 4, 1));
        yield return Like(Whole, items: ["y", "x"]);
        yield return Like(Whole, responsible: "emana");
        yield return Like(Whole, byItem: ["els", "gtdo-03"]);
        yield return Like(Whole, reasons: [new Reason(Gate.Consent, ReasonCode.ConsentMissing, [])]);
        yield return Like(Whole, version: 8);
    }

    static Answer Like(
        Answer other, bool? permitted = null, Basis? basis = null, string[]? clauses = null, string? policy = null, string? shown = null, string[]? law = null,
        Obligations? obligations = null, DateOnly? usageFrom = null, string[]? items = null, string? responsible = null, string[]? byItem = null, Reason[]? reasons = null, int? version = null) => new()
        {
            Permitted = permitted ?? other.Permitted,
            Basis = basis ?? other.Basis,
            Clauses = clauses ?? other.Clauses,
            Policy = policy ?? other.Policy,
            PolicyShown = shown ?? other.PolicyShown,
            Law = law ?? other.Law,
            Obligations = obligations ?? other.Obligations,
            UsageFrom = usageFrom ?? other.UsageFrom,
            Items = items ?? other.Items,
            ResponsibleForAll = responsible ?? other.ResponsibleForAll,
            ResponsibleByItem = byItem ?? other.ResponsibleByItem,
            Reasons = reasons ?? other.Reasons,
            AsOf = other.AsOf,
            CustomerVersion = version ?? other.CustomerVersion,
            DirectoryVersion = other.DirectoryVersion,
        };

    static string Written(Action<PooledBuffer> write)
    {
        using var json = new PooledBuffer();
        write(json);
        return Encoding.UTF8.GetString(json.Written.Span);
    }
}
