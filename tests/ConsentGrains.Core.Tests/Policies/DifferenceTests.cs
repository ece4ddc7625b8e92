using ConsentGrains.Core.Policies.Changes;
using ConsentGrains.Policies;
using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.Policies;

/// <summary>What a later version changes, by clause and by rule.</summary>
public sealed class DifferenceTests
{
    [Fact]
    public void A_version_does_not_differ_from_itself()
    {
        foreach (var policy in PolicyFiles.LoadBuiltIn())
            PolicyDifferences.Of(policy, policy with { Version = "next" }).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ELS-EL", "title: 新しい題名", "title title changed same")]
    [InlineData("ELS-EL", "remove: [ELS-EL-2-PU12, ELS-EL-5-JU2-U8]", "purpose ELS-EL-2-PU12 removed narrower")]
    [InlineData("ELS-EL", "purposes:\n  - id: ELS-EL-2-PU13\n    quote: 電気自動車の充電に関する案内のため\n    line: 40\n    collections: [ELS-EL-3]", "purpose ELS-EL-2-PU13 added wider")]
    [InlineData("ELS-EL", "purposes:\n  - id: ELS-EL-2-PU11\n    items: [ELS-EL-3/usage]", "purpose ELS-EL-2-PU11 changed narrower")]
    [InlineData("ELS-EL", "purposes:\n  - id: ELS-EL-2-PU3\n    quote: 別の言葉", "purpose ELS-EL-2-PU3 changed same")]
    [InlineData("EMANA", "purposes:\n  - id: EMANA-2-PU6\n    items: [EMANA-1/service-content, EMANA-1/email]", "purpose EMANA-2-PU6 changed wider")]
    [InlineData("EMANA", "purposes:\n  - id: EMANA-2-PU6\n    items: [EMANA-1/email]", "purpose EMANA-2-PU6 changed both")]
    [InlineData("EMANA", "purposes:\n  - id: EMANA-2-PU6\n    statistics-only:", "purpose EMANA-2-PU6 changed wider")]
    [InlineData("NTTW", "schemes:\n  - id: NTTW-6-JU\n    need: roster", "scheme NTTW-6-JU changed both")]
    [InlineData("EMANA", "remove: [EMANA-3-EX2]", "exception life-safety removed narrower")]
    [InlineData("EMANA", "entrustment:\n  transfer:\n    methods: [paper, transmission, media]", "entrustment entrustment changed narrower")]
    [InlineData("EMANA", "entrustment:\n  transfer:", "entrustment entrustment changed wider")]
    [InlineData("ELS-EL", "look-up:\n  months: 25", "look-up look-up changed wider")]
    [InlineData("ENS", "transmission:\n  services:\n    - clause: ENS-7-SVC4\n      quote: https://example.com\n      line: 140\n      party: example", "transmission transmission changed wider")]
    [InlineData("ELS-TEL", "revision:\n  - clause: ELS-TEL-7-REV2\n    quote: 改定したときは公表します", "wording ELS-TEL-7-REV2 changed same")]
    public void A_change_is_told_with_its_kind_and_the_way_it_goes(string policy, string changes, string line) =>
        Amended.Of(policy, changes).Lines.ShouldContain(line);

    [Fact]
    public void The_clause_stands_beside_in_its_own_words_old_and_new()
    {
        var difference = Amended.Of("ELS-EL", "purposes:\n  - id: ELS-EL-2-PU3\n    quote: 別の言葉").Single;
        difference.Was.ShouldNotBeNull().ShouldNotBe("別の言葉");
        difference.Is.ShouldBe("別の言葉");
    }

    [Fact]
    public void An_item_that_comes_names_the_purposes_it_serves()
    {
        var added = Amended.Of("ELS-EL", "collections:\n  - id: ELS-EL-3\n    rules:\n      - clause: ELS-EL-3-DI9\n        quote: 電子メールアドレス\n        line: 65\n        items:\n          email: メールアドレス").Single;
        (added.Kind, added.Subject, added.Change, added.Reach).ShouldBe((DifferenceKind.Item, "ELS-EL-3/email", Change.Added, Reach.Wider));
        added.Field("purposes")!.Is.ShouldContain("ELS-EL-2-PU1");
        added.Is.ShouldBe("電子メールアドレス");
    }

    [Fact]
    public void A_clause_that_several_cases_rest_on_is_told_once()
    {
        var file = PolicyFiles.BuiltIn().Single(f => f.Policy.Id == "NTTW").Text;
        var later = PolicyFiles.Load(file.Replace("その他の法令の規定に従い第三者に提供", "その他の法令に従い第三者に提供", StringComparison.Ordinal), "later").ShouldBeOfType<PolicyLoad.Loaded>().File.Policy;
        var difference = PolicyDifferences.Of(PolicyFiles.LoadBuiltIn().Single(p => p.Id == "NTTW"), later).ShouldHaveSingleItem();
        (difference.Kind, difference.Subject).ShouldBe((DifferenceKind.Wording, "NTTW-5-EX1"));
    }

    [Fact]
    public void A_fee_is_told_as_it_was_and_as_it_is()
    {
        var file = PolicyFiles.BuiltIn().Single(f => f.Policy.Id == "ENS").Text;
        var later = PolicyFiles.Load(file.Replace("yen: 220", "yen: 330", StringComparison.Ordinal), "later").ShouldBeOfType<PolicyLoad.Loaded>().File.Policy;
        var fees = PolicyDifferences.Of(PolicyFiles.LoadBuiltIn().Single(p => p.Id == "ENS"), later).ShouldHaveSingleItem().Field("fees")!;
        fees.Was.ShouldContain("disclosure: 220 yen item");
        fees.Is.ShouldContain("disclosure: 330 yen item");
    }

    [Fact]
    public void Back_again_is_the_other_way_round()
    {
        var (before, after) = Amended.Of("ELS-EL", "remove: [ELS-EL-2-PU12, ELS-EL-5-JU2-U8]");
        foreach (var (one, other) in PolicyDifferences.Of(before, after).OrderBy(d => d.Subject).Zip(PolicyDifferences.Of(after, before).OrderBy(d => d.Subject)))
        {
            (other.Kind, other.Subject, other.Was, other.Is).ShouldBe((one.Kind, one.Subject, one.Is, one.Was));
            (one.Change, other.Change, other.Reach).ShouldBe((Change.Removed, Change.Added, Reach.Wider));
        }
    }
}
