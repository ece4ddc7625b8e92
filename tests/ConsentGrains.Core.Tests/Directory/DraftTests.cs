using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;
using ConsentGrains.Core.Tests.Customers;
using Shouldly;
using Xunit;
using static ConsentGrains.Core.Directory.DirectoryCommand;

namespace ConsentGrains.Core.Tests.Directory;

/// <summary>A draft binds nobody until it is published; then it is the version that was looked at, from a day that is not over.</summary>
public sealed class DraftTests
{
    static readonly Policy Undated = Sample.Policies.Family("ELS-EL")!.Versions[0] with { Version = "2", From = null };
    static readonly Policy Dated = Undated with { From = Sample.Today.AddDays(30) };
    static readonly PublishDraft Tomorrow = new("ELS-EL", "2", Sample.Today.AddDays(1));

    [Fact]
    public void A_draft_binds_nobody()
    {
        var directory = With(Dated);
        directory.Draft("ELS-EL", "2")!.Source.ShouldBe("the text");
        directory.Policies.Family("ELS-EL")!.Versions.Count.ShouldBe(1);
    }

    [Fact]
    public void Published_it_is_a_version_from_its_day_and_a_draft_no_more()
    {
        var directory = Sample.After(With(Undated), Tomorrow);
        directory.Drafts.ShouldBeEmpty();
        var family = directory.Policies.Family("ELS-EL")!;
        family.InForce(Sample.Today)!.Version.ShouldBe("1");
        family.InForce(Sample.Today.AddDays(1))!.Version.ShouldBe("2");
    }

    [Fact]
    public void A_day_the_file_gives_is_not_written_down_a_second_time()
    {
        Event(With(Dated), new PublishDraft("ELS-EL", "2", null)).Dated.ShouldBeNull();
        EventTypes.Of(Event(With(Dated), new PublishDraft("ELS-EL", "2", Dated.From))).ShouldBe("policy.published.v1");
        EventTypes.Of(Event(With(Undated), Tomorrow)).ShouldBe("policy.published.v2");
    }

    [Fact]
    public void A_draft_may_be_published_from_today() => Refused(With(Undated), new PublishDraft("ELS-EL", "2", Sample.Today)).ShouldBeNull();

    [Fact]
    public void A_draft_is_not_published_from_a_day_that_is_over() =>
        Refused(With(Undated), new PublishDraft("ELS-EL", "2", Sample.Today.AddDays(-1))).ShouldBe((RefusalCode.DayInPast, "from"));

    [Fact]
    public void A_version_has_one_day() => Refused(With(Dated), Tomorrow).ShouldBe((RefusalCode.DayDiffers, "from"));

    [Fact]
    public void A_version_without_any_day_is_not_published() =>
        Refused(With(Undated), new PublishDraft("ELS-EL", "2", null)).ShouldBe((RefusalCode.VersionNotLater, "from"));

    [Fact]
    public void What_was_looked_at_is_published_or_nothing()
    {
        var first = With(Undated);
        var seen = first.Draft("ELS-EL", "2")!.Revision;
        var replaced = Sample.After(first, new DraftPolicy(Undated, "another text"));
        Refused(replaced, Tomorrow with { Revision = seen }).ShouldBe((RefusalCode.DraftChanged, "revision"));
        Refused(replaced, Tomorrow with { Revision = replaced.Draft("ELS-EL", "2")!.Revision }).ShouldBeNull();
    }

    [Fact]
    public void A_draft_withdrawn_is_gone()
    {
        var directory = Sample.After(With(Undated), new WithdrawDraft("ELS-EL", "2"));
        directory.Drafts.ShouldBeEmpty();
        Refused(directory, Tomorrow).ShouldBe((RefusalCode.DraftUnknown, "version"));
    }

    [Fact]
    public void A_version_published_by_itself_takes_its_draft_with_it() =>
        Sample.After(With(Undated), new PublishPolicy(Dated, "…")).Drafts.ShouldBeEmpty();

    [Fact]
    public void A_draft_in_place_of_a_draft_is_no_further_one()
    {
        var full = Enumerable.Range(2, Limits.DraftsPerPolicy).Aggregate(
            Sample.Directory, (directory, n) => Sample.After(directory, new DraftPolicy(Undated with { Version = $"{n}" }, "…")));
        Refused(full, new DraftPolicy(Undated with { Version = "1000" }, "…")).ShouldBe((RefusalCode.TooManyEntries, "policy"));
        Refused(full, new DraftPolicy(Undated, "…")).ShouldBeNull();
    }

    [Fact]
    public void A_draft_is_carried_over_as_it_was()
    {
        var drafted = new DirectoryEvent.PolicyDrafted(Dated, "the text");
        CommandOf.Event(drafted).ShouldBe(new DraftPolicy(Dated, "the text"));
        CommandOf.Event(new DirectoryEvent.DraftWithdrawn("ELS-EL", "2")).ShouldBe(new WithdrawDraft("ELS-EL", "2"));
        CommandOf.Event(new DirectoryEvent.PolicyPublished(Dated, "the text", Dated.From)).ShouldBe(new PublishPolicy(Dated, "the text", Dated.From));
    }

    static DirectoryState With(Policy policy) => Sample.After(Sample.Directory, new DraftPolicy(policy, "the text"));

    static DirectoryEvent.PolicyPublished Event(DirectoryState directory, DirectoryCommand command) =>
        DirectoryRules.Decide(directory, command, Sample.Now).Events!.Single().ShouldBeOfType<DirectoryEvent.PolicyPublished>();

    static (RefusalCode Code, string Field)? Refused(DirectoryState directory, DirectoryCommand command) =>
        DirectoryRules.Decide(directory, command, Sample.Now).Refusal is { } refusal ? (refusal.Code, refusal.Field) : null;
}
