using ConsentGrains.Core.Policies;
using ConsentGrains.Policies;
using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.Policies;

/// <summary>A later version given as changes to an earlier one.</summary>
public sealed class AmendmentTests
{
    const string Head = "policy: ELS-EL\nversion: \"2\"\nfrom: 2026-07-01\n";

    static readonly PolicyFile Earlier = PolicyFiles.BuiltIn().Single(f => f.Policy.Id == "ELS-EL");

    [Fact]
    public void Without_changes_only_the_version_differs()
    {
        foreach (var file in PolicyFiles.BuiltIn())
        {
            var later = Amended(file, $"policy: {file.Policy.Id}\nversion: later\nfrom: 2027-01-01");
            (later.Policy.Version, later.Policy.From).ShouldBe(("later", new DateOnly(2027, 1, 1)));
            PolicyListing.Lines(later).Skip(2).ShouldBe(PolicyListing.Lines(file).Skip(2));
        }
    }

    [Fact]
    public void The_text_it_brings_reads_back_to_the_same_policy()
    {
        var later = Amended(Earlier, Head + "remove: [ELS-EL-2-PU12, ELS-EL-5-JU2-U8]");
        var again = PolicyFiles.Load(later.Text, "again.yaml").ShouldBeOfType<PolicyLoad.Loaded>().File;
        PolicyListing.Lines(again).ShouldBe(PolicyListing.Lines(later));
        again.Policy.Purposes.ShouldNotContain(p => p.Id == "ELS-EL-2-PU12");
    }

    [Fact]
    public void An_entry_changes_by_the_keys_it_names()
    {
        var purpose = Purpose(Amended(Earlier, Head + "purposes:\n  - id: ELS-EL-2-PU11\n    items: [ELS-EL-3/usage]"), "ELS-EL-2-PU11");
        purpose.Items.ShouldBe(["ELS-EL-3/usage"]);
        purpose.Quote.ShouldBe("電力事業に関するサービスや設備等の検討・開発のため");
    }

    [Fact]
    public void A_key_without_a_value_is_taken_out() =>
        Purpose(Amended(Earlier, Head + "purposes:\n  - id: ELS-EL-2-PU8\n    items:\n    interpretation:"), "ELS-EL-2-PU8").Items.ShouldBeNull();

    [Fact]
    public void Changes_may_be_written_as_JSON()
    {
        var later = Amended(Earlier, """{"policy":"ELS-EL","version":"2","from":"2026-07-01","purposes":[{"id":"ELS-EL-2-PU8","items":null,"interpretation":null},{"id":"ELS-EL-2-PU12","transmission":true}]}""");
        later.Policy.From.ShouldBe(new DateOnly(2026, 7, 1));
        Purpose(later, "ELS-EL-2-PU8").Items.ShouldBeNull();
        Purpose(later, "ELS-EL-2-PU12").Transmission.ShouldBeTrue();
    }

    [Fact]
    public void A_later_version_has_a_name_and_a_day() =>
        Refused("policy: ELS-EL").Select(p => p.ToString()).ShouldBe(
            ["changes.yaml:1:1: missing-key: The change has no 'version'. Add 'version'.", "changes.yaml:1:1: missing-key: The change has no 'from'. Add 'from'."]);

    [Fact]
    public void A_new_entry_comes_last_and_may_be_related()
    {
        var later = Amended(Earlier, Head + "purposes:\n  - {id: ELS-EL-2-PU13, quote: 新しい目的, line: 40, collections: [ELS-EL-3]}\nrelated: [ELS-EL-2-PU13]");
        later.Policy.Purposes[^1].Id.ShouldBe("ELS-EL-2-PU13");
        later.Policy.Related.ShouldBe(["ELS-EL-2-PU13"]);
        later.Policy.Purposes.Count.ShouldBe(13);
    }

    [Fact]
    public void An_item_is_taken_out_of_its_collection_and_every_list()
    {
        var later = Amended(Earlier, Head + "remove: [ELS-EL-3/answers, ELS-EL-5-JU2-I7]").Policy;
        later.Collections[0].Items.ShouldNotContain(i => i.Id == "ELS-EL-3/answers");
        later.Schemes[1].Items.ShouldNotContain("ELS-EL-3/answers");
        later.Collections[0].Items.Count.ShouldBe(30);
    }

    [Fact]
    public void A_list_that_would_become_empty_refuses_the_change_rather_than_mean_any() =>
        Refused(Head + "remove: [ELS-EL-3/hems]").ShouldContain(p => p.Code == PolicyProblemCode.EmptyValue && p.Line == 0);

    [Fact]
    public void A_name_the_earlier_version_does_not_have_cannot_be_removed() =>
        Refused(Head + "remove: [ELS-EL-2-PU99]").ShouldHaveSingleItem().ToString()
            .ShouldBe("changes.yaml:4:10: bad-value: 'ELS-EL-2-PU99' is not in the earlier version. Name an id, a clause or an item of it.");

    [Fact]
    public void A_problem_of_the_changes_has_its_place_there() =>
        Refused(Head + "purposes:\n  - id: ELS-EL-2-PU11\n    items: [ELS-EL-3/shoe-size]").ShouldHaveSingleItem().ToString()
            .ShouldStartWith("changes.yaml:6:13: unknown-item: ");

    [Theory]
    [InlineData("")]
    [InlineData("- 1")]
    [InlineData("policy: [")]
    [InlineData("remove: 1")]
    [InlineData("purposes: 1")]
    public void Changes_that_are_none_are_refused(string changes) => Refused(changes).ShouldNotBeEmpty();

    static Purpose Purpose(PolicyFile file, string id) => file.Policy.Purposes.Single(p => p.Id == id);

    static PolicyFile Amended(PolicyFile earlier, string changes) =>
        PolicyFiles.Amend(earlier.Text, changes, "changes.yaml") is PolicyLoad.Refused refused
            ? throw new PolicyRefusedException(refused.Problems)
            : ((PolicyLoad.Loaded)PolicyFiles.Amend(earlier.Text, changes, "changes.yaml")).File;

    static IReadOnlyList<PolicyProblem> Refused(string changes) =>
        PolicyFiles.Amend(Earlier.Text, changes, "changes.yaml").ShouldBeOfType<PolicyLoad.Refused>().Problems;
}
