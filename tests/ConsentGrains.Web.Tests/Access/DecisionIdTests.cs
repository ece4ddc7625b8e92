using System.Text;
using System.Text.Json.Nodes;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Web.Access;
using ConsentGrains.Web.Access.Signing;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Access;

/// <summary>The id of a decision is a signed receipt: it can be verified, and not be made or changed.</summary>
public sealed class DecisionIdTests(TestRegistry registry) : IClassFixture<TestRegistry>
{
    const string Verify = "/v1/decisions/verify";
    const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /// <summary>Of <see cref="Asked"/> and <see cref="Permit"/>, under <see cref="Keyed"/>.</summary>
    const string OfFirstVersion = "d-AQYCAQAGW_7aJ8JAAAAABwAAACnGEUI2soC9UyeJv2xrxlZFKoJDuPpUkIPeq3JWiAYgSBbjAP6k1w";

    static readonly ConsentGrainsWebOptions Keyed = new() { ReceiptKey = [.. Enumerable.Range(0, 32).Select(n => (byte)n)] };

    static readonly Question Asked = new()
    {
        Act = "provide",
        Party = "els",
        Customer = "els/C1",
        Purpose = "ELS-EL-2-PU3",
        Items = ["ELS-EL-3/name", "ELS-EL-3/address"],
        Recipient = "occto",
    };

    static readonly Answer Permit = new()
    {
        Permitted = true,
        Basis = Basis.CompulsoryLaw,
        Obligations = Obligations.LogUse | Obligations.LimitPeriod,
        AsOf = new(1_790_000_000_123_456),
        CustomerVersion = 7,
        DirectoryVersion = 41,
    };

    /// <summary>As <see cref="Asked"/> but for one word.</summary>
    static readonly Question[] Others =
    [
        Asked with { Act = "use" }, Asked with { Party = "emana" }, Asked with { Customer = "els/C2" }, Asked with { Customer = null },
        Asked with { Purpose = null }, Asked with { Purpose = "" }, Asked with { Items = ["ELS-EL-3/name"] }, Asked with { Items = ["ELS-EL-3/address", "ELS-EL-3/name"] },
        Asked with { Items = ["ELS-EL-3/nameELS-EL-3/address"] }, Asked with { Form = Form.Statistical }, Asked with { Recipient = null, SupplyPoint = "occto" },
        Asked with { Recipient = null }, Asked with { SupplyPoint = "occto" }, Asked with { Circumstance = "warrant" }, Asked with { ConsentDifficult = true },
        Asked with { ConsentWouldHinder = true }, Asked with { DocumentRef = "D" }, Asked with { TransferMethod = "paper" }, Asked with { Channel = "web" },
        Asked with { Site = "s" }, Asked with { At = Permit.AsOf }, Asked with { DocumentRef = new string('x', 100_000) },
    ];

    static string IdOf(DecisionSigner signer, Question question, Answer answer) => IdsOf(signer, [question], answer)[0];

    static string[] IdsOf(DecisionSigner signer, IReadOnlyList<Question> questions, Answer answer)
    {
        using var reply = new DecisionReply();
        foreach (var question in questions) signer.Begin(reply, question, answer);
        signer.Sign(reply);
        return [.. reply.Ids.Select(id => Encoding.ASCII.GetString(reply.Json.At(id.At, DecisionId.Length)))];
    }

    static JsonObject Body(string id, JsonNode? question = null) => question is null ? new() { ["id"] = id } : new() { ["id"] = id, ["question"] = question.DeepClone() };

    [Fact]
    public void It_attests_outcome_revisions_and_time()
    {
        using var signer = new DecisionSigner(Keyed);
        var attested = signer.Verify(IdOf(signer, Asked, Permit)).ShouldNotBeNull();
        (attested.Permitted, attested.Basis, attested.Obligations).ShouldBe((true, "compulsory-law", Permit.Obligations));
        (attested.AsOf, attested.CustomerVersion, attested.DirectoryVersion).ShouldBe((Permit.AsOf, 7u, 41u));
    }

    [Fact]
    public void A_deny_is_never_read_as_a_permit()
    {
        using var signer = new DecisionSigner(Keyed);
        var attested = signer.Verify(IdOf(signer, Asked, new Answer { Permitted = false })).ShouldNotBeNull();
        (attested.Permitted, attested.Basis).ShouldBe((false, null));
    }

    [Fact]
    public void Every_changed_character_is_found()
    {
        using var signer = new DecisionSigner(Keyed);
        var id = IdOf(signer, Asked, Permit);
        id.Length.ShouldBeLessThan(200);
        for (var at = 0; at < id.Length; at++)
            foreach (var letter in Alphabet.Where(letter => letter != id[at]))
                signer.Verify($"{id[..at]}{letter}{id[(at + 1)..]}").ShouldBeNull($"{letter} at {at}");
        foreach (var wrong in new[] { "", "d-", id[..^1], id + "A", id.ToUpperInvariant(), "d-019ab0000000000000000000000000aa" }) signer.Verify(wrong).ShouldBeNull(wrong);
    }

    [Fact]
    public void An_id_of_another_registry_is_not_good_and_one_of_the_same_key_is()
    {
        using var signer = new DecisionSigner(Keyed);
        using var restarted = new DecisionSigner(Keyed);
        using var other = new DecisionSigner(new());
        var id = IdOf(signer, Asked, Permit);
        restarted.Verify(id).ShouldNotBeNull();
        other.Verify(id).ShouldBeNull();
    }

    [Fact]
    public void An_id_of_before_an_exchange_of_keys_is_good_up_to_it_and_no_longer()
    {
        using var before = new DecisionSigner(Keyed);
        var id = IdOf(before, Asked, Permit);
        DecisionSigner After(long until) => new(new() { ReceiptKey = new byte[32], FormerReceiptKeys = [([1, 2, 3], long.MaxValue), (Keyed.ReceiptKey!, until), ([4, 5, 6], long.MaxValue)] });
        using var after = After(Permit.AsOf.Micros);
        var attested = after.Verify(id).ShouldNotBeNull();
        after.IsAbout(attested, Asked).ShouldBeTrue();
        after.IsAbout(attested, Asked with { Act = "use" }).ShouldBeFalse();
        var own = IdOf(after, Asked, Permit);
        after.IsAbout(after.Verify(own).ShouldNotBeNull(), Asked).ShouldBeTrue();
        before.Verify(own).ShouldBeNull();
        using var later = After(Permit.AsOf.Micros - 1);
        later.Verify(id).ShouldBeNull();
    }

    [Fact]
    public void Every_word_of_the_question_counts()
    {
        using var signer = new DecisionSigner(Keyed);
        var attested = signer.Verify(IdOf(signer, Asked, Permit))!;
        signer.IsAbout(attested, Asked with { }).ShouldBeTrue();
        foreach (var other in Others) signer.IsAbout(attested, other).ShouldBeFalse(other.ToString());
    }

    [Fact]
    public void Ids_that_are_signed_together_are_each_about_their_own_question()
    {
        using var signer = new DecisionSigner(Keyed);
        Question[] questions = [.. Enumerable.Range(0, 300).Select(n => Asked with { Customer = $"els/{n}", DocumentRef = new string('x', n % 70) })];
        var ids = IdsOf(signer, questions, Permit);
        for (var i = 0; i < ids.Length; i++)
        {
            var attested = signer.Verify(ids[i]).ShouldNotBeNull();
            signer.IsAbout(attested, questions[i]).ShouldBeTrue();
            signer.IsAbout(attested, questions[(i + 1) % ids.Length]).ShouldBeFalse();
        }
    }

    /// <summary>What two questions of a reply share is written once: nothing of the one before may come into the next.</summary>
    [Fact]
    public void Ids_that_are_signed_together_tell_questions_apart_that_differ_in_one_word()
    {
        using var signer = new DecisionSigner(Keyed);
        Question[] questions = [.. Others.SelectMany(other => new[] { Asked, other, other with { Customer = "els/C3" }, Asked with { Customer = "els/C3" } })];
        var ids = IdsOf(signer, questions, Permit);
        for (var i = 0; i < ids.Length; i++)
        {
            var attested = signer.Verify(ids[i]).ShouldNotBeNull();
            signer.IsAbout(attested, questions[i] with { }).ShouldBeTrue($"{i}: {questions[i]}");
            var next = questions[(i + 1) % ids.Length];
            if (next != questions[i]) signer.IsAbout(attested, next).ShouldBeFalse($"{i}: {questions[i]}");
        }
    }

    [Fact]
    public void An_id_of_the_first_version_is_still_good()
    {
        using var signer = new DecisionSigner(Keyed);
        var attested = signer.Verify(OfFirstVersion).ShouldNotBeNull();
        (attested.Version, attested.Permitted, attested.AsOf, attested.CustomerVersion).ShouldBe((DecisionId.FirstVersion, true, Permit.AsOf, 7u));
        signer.IsAbout(attested, Asked).ShouldBeTrue();
        signer.IsAbout(attested, Asked with { Act = "use" }).ShouldBeFalse();
        signer.Verify(OfFirstVersion[..^1] + "A").ShouldBeNull();
        using var after = new DecisionSigner(new() { ReceiptKey = new byte[32], FormerReceiptKeys = [(Keyed.ReceiptKey!, Permit.AsOf.Micros)] });
        after.IsAbout(after.Verify(OfFirstVersion).ShouldNotBeNull(), Asked).ShouldBeTrue();
    }

    [Fact]
    public void Two_ids_of_one_moment_differ()
    {
        using var signer = new DecisionSigner(Keyed);
        Enumerable.Range(0, 500).Select(_ => IdOf(signer, Asked, Permit)).Distinct(StringComparer.Ordinal).Count().ShouldBe(500);
    }

    [Fact]
    public async Task An_answers_id_is_verified_with_its_question_over_HTTP()
    {
        await registry.EnrolAsync("signed");
        var question = Asking.Permitted("signed");
        var context = (await registry.Els.AskAsync(question)).Context;
        var id = context["id"]!.GetValue<string>();
        var verified = (await registry.Partner.PostAsync(Verify, Body(id, question))).Json;
        verified["valid"]!.GetValue<bool>().ShouldBeTrue();
        verified["decision"]!.GetValue<bool>().ShouldBeTrue();
        verified["basis"]!.GetValue<string>().ShouldBe("stated-purpose");
        verified["revision"]!.GetValue<string>().ShouldBe(context["revision"]!.GetValue<string>());
        verified["asOf"]!.GetValue<string>().ShouldBe(context["asOf"]!.GetValue<string>());
        verified["obligations"]!.ToJsonString().ShouldBe(context["obligations"]!.ToJsonString());
        verified["sameQuestion"]!.GetValue<bool>().ShouldBeTrue();
        (await registry.Els.PostAsync(Verify, Body(id, Asking.Permitted("another")))).Json["sameQuestion"]!.GetValue<bool>().ShouldBeFalse();
        (await registry.Els.PostAsync(Verify, Body(id))).Json["sameQuestion"].ShouldBeNull();
    }

    [Fact]
    public async Task What_a_partner_is_not_told_is_not_in_its_id()
    {
        await registry.EnrolAsync("told");
        var context = (await registry.Partner.AskAsync(Asking.JointUse("iehl-kanto", "told"))).Context;
        var verified = (await registry.Els.PostAsync(Verify, Body(context["id"]!.GetValue<string>()))).Json;
        verified["revision"]!.GetValue<string>().ShouldStartWith("0.");
    }

    [Theory]
    [InlineData("{}", "fields-invalid")]
    [InlineData("""{"id":1}""", "fields-invalid")]
    [InlineData("""{"id":"d-x","question":[]}""", "fields-invalid")]
    [InlineData("""{"id":"d-x","question":{}}""", "fields-invalid")]
    [InlineData("""{"id":"d-x","quest":{}}""", "fields-invalid")]
    [InlineData("[]", "fields-invalid")]
    [InlineData("{", "json-malformed")]
    public async Task What_can_not_be_read_is_refused(string body, string code) => (await registry.Els.PostTextAsync(Verify, body)).Code.ShouldBe(code);

    [Fact]
    public async Task Rubbish_is_not_valid_and_without_a_key_nothing_is_told()
    {
        (await registry.Els.PostAsync(Verify, Body("rubbish"))).Json.ToJsonString().ShouldBe("""{"valid":false}""");
        (await registry.Nobody.PostAsync(Verify, Body("rubbish"))).Code.ShouldBe("key-missing");
    }
}
