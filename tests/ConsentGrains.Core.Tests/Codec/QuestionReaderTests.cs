using System.Text.Json;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Core.Tests.Customers;
using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.Codec;

public sealed class QuestionReaderTests
{
    [Fact]
    public void A_question_with_everything_is_read_whole()
    {
        var read = Read("""
            {"act":"provide","party":"els","customer":"els/C1","purpose":"P","items":["a/b"],"form":"statistical","recipient":"r","supplyPoint":"03",
             "circumstance":"warrant","consentDifficult":true,"consentWouldHinder":true,"documentRef":"令状 1","transferMethod":"paper","channel":"phone",
             "site":"s","at":"2026-04-01T09:00:00.123456+09:00"}
            """);
        Sample.Text(read.Value!).ShouldBe(Sample.Text(new Question
        {
            Act = "provide",
            Party = "els",
            Customer = "els/C1",
            Purpose = "P",
            Items = ["a/b"],
            Form = Form.Statistical,
            Recipient = "r",
            SupplyPoint = "03",
            Circumstance = "warrant",
            ConsentDifficult = true,
            ConsentWouldHinder = true,
            DocumentRef = "令状 1",
            TransferMethod = "paper",
            Channel = "phone",
            Site = "s",
            At = new Instant(Sample.Now.Micros + 123_456),
        }));
    }

    [Fact]
    public void Names_nobody_knows_are_left_to_the_decision() =>
        Read("""{"act":"sell","party":"?","customer":"nonsense","purpose":"?","items":["?"],"circumstance":"?","transferMethod":"?","site":"?","recipient":"?"}""")
            .Ok.ShouldBeTrue();

    [Theory]
    [InlineData("{}", "act field-missing, party field-missing, items field-missing")]
    [InlineData("null", " body-not-object")]
    [InlineData("""{"act":"use","party":"els","items":[]}""", "items field-empty")]
    [InlineData("""{"act":"use","party":"els","items":["a","a"]}""", "items[1] list-duplicate")]
    [InlineData("""{"act":"use","party":"els","items":["a"],"form":"raw"}""", "form word-unknown")]
    [InlineData("""{"act":"use","party":"els","items":["a"],"channel":"fax"}""", "channel word-unknown")]
    [InlineData("""{"act":"use","party":"els","items":["a"],"consentDifficult":"true"}""", "consentDifficult field-type")]
    [InlineData("""{"act":"use","party":"els","items":["a"],"at":"2026-04-01"}""", "at time-malformed")]
    [InlineData("""{"act":"use","party":"els","items":["a"],"at":"2026-04-01T09:00:00"}""", "at time-malformed")]
    [InlineData("""{"act":"use","party":"els","items":["a"],"at":"9999-12-31T23:59:59Z"}""", "at time-malformed")]
    [InlineData("""{"act":"use","party":"els","items":["a"],"when":"now"}""", "when field-unknown")]
    public void What_is_wrong_with_a_question_is_named(string json, string problems) =>
        string.Join(", ", Read(json).Problems.Select(p => $"{p.Path} {p.Code}")).ShouldBe(problems);

    [Theory]
    [InlineData("2026-04-01T09:00:00+09:00")]
    [InlineData("2026-04-01T00:00:00Z")]
    [InlineData("2026-04-01T00:00:00.000000Z")]
    [InlineData("2026-03-31T19:00:00.0-05:00")]
    public void A_time_is_read_with_its_offset(string at) =>
        Read($$"""{"act":"use","party":"els","items":["a"],"at":"{{at}}"}""").Value!.At.ShouldBe(Sample.Now);

    [Fact]
    public void More_than_64_items_are_too_many() =>
        Read($$"""{"act":"use","party":"els","items":[{{string.Join(',', Enumerable.Range(0, 65).Select(n => $"\"{n}\""))}}]}""")
            .Problems.Single().Code.ShouldBe("list-too-long");

    static Parsed<Question> Read(string json) => QuestionReader.Read(JsonElement.Parse(json));
}
