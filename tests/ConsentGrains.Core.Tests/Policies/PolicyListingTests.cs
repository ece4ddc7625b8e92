using ConsentGrains.Core.Policies;
using ConsentGrains.Policies;
using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.Policies;

/// <summary>What `consent policy show` and `consent policy check` print.</summary>
public sealed class PolicyListingTests
{
    [Fact]
    public void A_listing_shows_clause_and_meaning_side_by_side()
    {
        var lines = PolicyListing.Lines(PolicyFiles.BuiltIn().Single(f => f.Policy.Id == "ELS-EL"));
        lines[0].ShouldBe("ELS-EL@1  電気事業法に係る個人情報の取り扱いについて");
        lines.ShouldContain("  ELS-EL-5-JU2-U4  [statistics-only by ELS-EL-2-NOTE2; marketing; win-back]");
        lines.ShouldContain("    お客さまによる小売電気事業者*1の変更に対応するため");
        lines.ShouldContain("    Handle the customer’s change of retailer (switching).");
        lines.ShouldContain("    ELS-EL-3/portal-password  利用パスワード  (ELS-EL-3-DI6)  [secret]");
        lines.ShouldContain("  ELS-EL-3/usage for ELS-EL-2-PU5, to the roster retailer, 13 months back");
        lines.ShouldContain("  ELS-EL-5-JU2-U4: statistics-only");
    }

    [Fact]
    public void A_purpose_of_joint_use_covers_no_more_than_its_scheme()
    {
        var lines = PolicyListing.Lines(PolicyFiles.BuiltIn().Single(f => f.Policy.Id == "ELS-EL")).ToList();
        lines[lines.IndexOf("  ELS-EL-5-JU1-U3") + 3].ShouldBe("    items: all of the scheme");
        lines[lines.IndexOf("  ELS-EL-2-PU4") + 3].ShouldBe("    items: all of ELS-EL-3");
    }

    [Fact]
    public void Every_purpose_scheme_and_exception_is_listed()
    {
        foreach (var file in PolicyFiles.BuiltIn())
        {
            var text = string.Join('\n', PolicyListing.Lines(file));
            foreach (var id in file.Mentions.Where(m => m.Kind is MentionKind.Purpose or MentionKind.Scheme or MentionKind.SchemePurpose or MentionKind.Exception).Select(m => m.Clause))
                text.ShouldContain(id);
        }
    }

    [Fact]
    public void A_good_file_is_summed_up()
    {
        var check = PolicyCheck.Of(PolicyFiles.Load(PolicyFiles.Resource("ENS.yaml"), "ENS.yaml"));
        check.Accepted.ShouldBeTrue();
        check.Lines.ShouldHaveSingleItem().ShouldStartWith("ENS.yaml: ENS@2024-06-10, from 2024-06-10: 8 items, 9 purposes, 0 joint-use schemes, 7 exceptions, ");
    }

    [Fact]
    public void Words_other_than_the_published_ones_are_noted()
    {
        var text = PolicyFiles.Resource("ENS.yaml").Replace("アンケート調査等を実施するため", "アンケート調査を実施するため");
        var check = PolicyCheck.Of(PolicyFiles.Load(text, "ENS.yaml"));
        check.Accepted.ShouldBeTrue();
        check.Lines[1].ShouldMatch(@"^ENS\.yaml:\d+: note: ENS-3-PU6 is quoted otherwise than it was published\.$");
    }

    [Fact]
    public void A_bad_file_is_refused_with_its_problems()
    {
        var check = PolicyCheck.Of(PolicyFiles.Load("policy: T", "t.yaml"));
        check.Accepted.ShouldBeFalse();
        check.Lines.ShouldContain("t.yaml:1:1: missing-key: The file has no 'version'. Add 'version'.");
        check.Lines[^1].ShouldBe($"{check.Lines.Count - 1} problem(s): the file is refused.");
    }
}
