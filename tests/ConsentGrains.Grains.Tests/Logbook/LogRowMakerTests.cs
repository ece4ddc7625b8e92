using ConsentGrains.Core.Decisions;
using ConsentGrains.Grains.Logbook;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Tests.Logbook;

/// <summary>The writer remembers the words of the last question. What is kept of one must not hang on the one before.</summary>
public sealed class LogRowMakerTests
{
    static readonly Question Asked = Say.Provide("C-1");

    static readonly Question[] Others =
    [
        Asked with { }, Asked with { Customer = "els/C-2" }, Asked with { Customer = "emana/C-1" }, Asked with { Act = "use" }, Asked with { Act = "secret act" },
        Asked with { Party = "emana" }, Asked with { Party = "secret party" }, Asked with { Recipient = null }, Asked with { Recipient = "emana" }, Asked with { Recipient = "secret recipient" },
        Asked with { Purpose = null }, Asked with { Purpose = "ELS-EL-2-PU5" }, Asked with { Purpose = "secret purpose" }, Asked with { Items = ["ELS-EL-3/name", "ELS-EL-3/address"] },
        Asked with { Items = ["ELS-EL-3/name", "secret item"] }, Asked with { Items = ["ELS-EL-3/address"] }, Asked with { Form = Form.Statistical }, Asked with { Circumstance = "warrant" },
        Asked with { Circumstance = "secret circumstance" }, Asked with { Channel = "phone" }, Asked with { Channel = "secret channel" }, Asked with { SupplyPoint = "0312345678901234567890" },
        Asked with { DocumentRef = "secret document" }, Asked with { Site = "secret site" }, Asked with { At = new(7) },
    ];

    [Fact]
    public async Task What_is_kept_of_a_question_does_not_hang_on_the_one_before()
    {
        await using var rig = await LogRig.OpenAsync("memory");
        var directory = rig.Grains.Directory;
        var maker = new LogRowMaker();
        foreach (var one in Others)
            foreach (var other in Others)
            {
                Kept(maker, one, directory);
                Kept(maker, other, directory).ShouldBe(Kept(new(), other, directory), $"{other} after {one}");
            }
    }

    [Fact]
    public async Task Nor_is_anything_else_of_an_entry_kept_from_the_one_before()
    {
        await using var rig = await LogRig.OpenAsync("memory");
        var directory = rig.Grains.Directory;
        var answer = new Answer { Clauses = ["A"] };
        var entry = new LogEntry(LogKind.Decision, new(1_000), "els", "key-1", false) { Question = Asked, Answer = answer };
        LogEntry[] entries =
        [
            entry, entry with { Kind = LogKind.Explanation }, entry with { By = "emana" }, entry with { Key = "key-2" }, entry with { What = "history" }, entry with { Whole = true },
            entry with { Question = Asked with { Customer = "emana/C-1" } }, entry with { Question = null, Answer = null }, entry with { Answer = null }, entry with { Receipt = [1, 2] },
            entry with { Answer = new Answer { Basis = Basis.Consent, Clauses = ["A"] } }, entry with { Answer = new Answer { Clauses = ["A", "B"] } }, entry with { Answer = new Answer { Clauses = [] } },
            entry with { Answer = new Answer { Policy = "ELS-EL" } }, entry with { Answer = new Answer { Law = ["Article 27"] } }, entry with { At = new(7) },
            entry with { Answer = new Answer { Reasons = [new(default, ReasonCode.CustomerUnknown, [], null, null)] } },
        ];
        var maker = new LogRowMaker();
        foreach (var one in entries)
            foreach (var other in entries)
            {
                maker.Of(one, 1_000, null, directory);
                maker.Of(other, 1_000, null, directory).ShouldBe(new LogRowMaker().Of(other, 1_000, null, directory), $"{other} after {one}");
            }
    }

    static string Kept(LogRowMaker maker, Question question, Core.Directory.DirectoryState directory)
    {
        const long micros = 1_000;
        var seal = SubjectSeal.Of(new Guid(1, 2, 3, [4, 5, 6, 7, 8, 9, 10, 11]), new byte[32], LogSecrets.Purpose);
        using var about = new LogSubject(question.Customer!, seal);
        var row = maker.Of(new(LogKind.Decision, new(micros), "els", "key-1", false) { Question = question, Answer = new() { Clauses = ["A"] } }, micros, about, directory);
        Span<byte> place = stackalloc byte[sizeof(long)];
        LogSecrets.WritePlace(place, micros);
        var secret = row.Sealed is { } closed ? string.Join(',', LogSecrets.Read(seal.Open(closed, place)).Select(word => $"{word.Key}={word.Value}")) : "";
        var kept = (row with { Sealed = null }).ToString();
        kept.ShouldNotContain("secret");
        return kept + secret;
    }
}
