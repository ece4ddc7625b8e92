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
        long[] edges = [0, -1, 1, 999, 1000, -32_400_000_000, 1_775_000_000_000_000, 253_402_268_399_999_999, -62_135_596_800_000_000];
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
        var answer = new Answer
        {
            Permitted = true,
            Basis = Basis.JointUse,
            Clauses = ["a\"1", "b"],
            Policy = "P@1",
            PolicyShown = "P@0",
            Law = ["個人情報保護法27条5項3号"],
            Obligations = Obligations.LogUse | Obligations.LimitPeriod,
            UsageFrom = new DateOnly(2025, 3, 1),
            Items = ["x", "y", "x"],
            ResponsibleByItem = ["els", "gtdo-03", "els"],
            Reasons = [new Reason(Gate.Known, ReasonCode.SupplyPointUnknown, ["x"], "C1", "0312345678901234567890"), new Reason(Gate.Consent, ReasonCode.ConsentMissing, [])],
        };
        using var signer = new DecisionSigner(new());
        var writer = new AnswerWriter(signer);
        var question = new Question { Act = "use", Party = "els", Items = ["x"] };
        List<UnsignedId> ids = [];
        var context = JsonNode.Parse(Written(json =>
        {
            writer.Write(json, ids, question, answer, [new(Gate.Known, "passed", "\u0001")]);
            writer.Sign(json, ids);
        }))!["context"]!;
        context["responsible"]!.ToJsonString().ShouldBe("""{"x":"els","y":"gtdo-03"}""");
        context["usageFrom"]!.GetValue<string>().ShouldBe("2025-03-01");
        context["obligations"]!.ToJsonString().ShouldBe("""["log-use","limit-period"]""");
        context["reasons"]![0]!["subject"]!.GetValue<string>().ShouldBe("03-****-…-7890");
        context["explanation"]![0]!["detail"]!.GetValue<string>().ShouldBe("\u0001");
    }

    static string Written(Action<PooledBuffer> write)
    {
        using var json = new PooledBuffer();
        write(json);
        return Encoding.UTF8.GetString(json.Written.Span);
    }
}
