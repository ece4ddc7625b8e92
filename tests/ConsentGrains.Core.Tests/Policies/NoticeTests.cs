using ConsentGrains.Core.Policies.Changes;
using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.Policies;

/// <summary>Which notices a later version owes.</summary>
public sealed class NoticeTests
{
    const string Charging = "purposes:\n  - id: ELS-EL-2-PU13\n    quote: 電気自動車の充電に関する案内のため\n    line: 40\n    collections: [ELS-EL-3]\n";

    [Fact]
    public void A_purpose_beyond_the_old_ones_needs_consent_and_is_shown_to_whoever_comes()
    {
        var notices = Amended.Of("ELS-EL", Charging).Notices;
        notices.Select(n => n.Kind).ShouldBe([NoticeKind.Consent, NoticeKind.PurposeShown]);
        notices[0].ShouldSatisfyAllConditions(
            n => n.When.ShouldBe(NoticeTime.Before), n => n.Subjects.ShouldBe(["ELS-EL-2-PU13"]), n => n.Law.ShouldBe(["APPI 17(2)", "APPI 18(1)"]));
    }

    [Fact]
    public void A_purpose_in_reasonable_relation_is_notified_or_published()
    {
        var notice = Amended.Of("ELS-EL", Charging + "related: [ELS-EL-2-PU13]").Notices.ShouldHaveSingleItem();
        (notice.Kind, notice.When).ShouldBe((NoticeKind.PurposeChange, NoticeTime.AtPublication));
        notice.Law.ShouldBe(["APPI 17(2)", "APPI 21(3)"]);
    }

    [Fact]
    public void What_is_narrowed_owes_nothing() => Amended.Of("ELS-EL", "purposes:\n  - id: ELS-EL-2-PU11\n    items: [ELS-EL-3/usage]").Notices.ShouldBeEmpty();

    [Fact]
    public void A_policy_that_promises_to_publish_its_revisions_owes_that_for_any_of_them()
    {
        var notice = Amended.Of("ELS-TEL", "title: 新しい題名").Notices.ShouldHaveSingleItem();
        notice.Kind.ShouldBe(NoticeKind.Revision);
        notice.Clauses.ShouldContain("ELS-TEL-7-REV2");
    }

    [Fact]
    public void A_participant_more_is_a_new_notice_of_joint_use_beforehand()
    {
        var notice = Amended.Of("ELS-TEL", "schemes:\n  - id: ELS-TEL-2-JU1\n    participants:\n      - clause: ELS-TEL-2-JU1-P2\n        quote: 別会社\n        line: 45\n        parties: [other]")
            .Notices.Single(n => n.Kind == NoticeKind.JointUseNotice);
        (notice.When, notice.Subjects.Single()).ShouldBe((NoticeTime.Before, "ELS-TEL-2-JU1"));
        notice.Law.ShouldBe(["APPI 27(1)", "APPI 27(5)(iii)"], ignoreOrder: true);
    }

    [Fact]
    public void Another_responsible_party_is_notified_beforehand_and_other_words_for_the_same_without_delay()
    {
        const string Clause = "schemes:\n  - id: ELS-TEL-2-JU1\n    responsible:\n      - clause: ELS-TEL-2-JU1-R1\n        ";
        var party = Amended.Of("ELS-TEL", Clause + "party: iehl-kanto").Notices.Single(n => n.Kind is NoticeKind.JointUseChange);
        (party.When, party.Law.Single()).ShouldBe((NoticeTime.Before, "APPI 27(6)"));
        var words = Amended.Of("ELS-TEL", Clause + "quote: 新しい商号と住所").Notices.Single(n => n.Kind == NoticeKind.JointUseParticulars);
        (words.When, words.Law.Single()).ShouldBe((NoticeTime.WithoutDelay, "APPI 27(6)"));
    }

    [Fact]
    public void A_purpose_of_joint_use_that_changes_is_notified_beforehand() =>
        Amended.Of("ELS-EL", "remove: [ELS-EL-5-JU2-U8]").Notices.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            n => (n.Kind, n.When).ShouldBe((NoticeKind.JointUseChange, NoticeTime.Before)), n => n.Subjects.ShouldBe(["ELS-EL-5-JU2-U8"]));

    [Fact]
    public void A_case_the_law_does_not_have_rests_on_consent()
    {
        var added = Amended.Of("ENS", "exceptions:\n  - circumstances: [named-partner]\n    clause: ENS-4-EX9\n    quote: 提携先に提供する場合\n    line: 60").Notices;
        added.Single(n => n.Kind == NoticeKind.ProvisionConsent).Subjects.ShouldBe(["named-partner"]);
    }

    [Fact]
    public void A_service_more_is_told_before_anything_is_sent_to_it() =>
        Amended.Of("ENS", "transmission:\n  services:\n    - clause: ENS-7-SVC4\n      quote: https://example.com\n      line: 140\n      party: example")
            .Notices.Single(n => n.Kind == NoticeKind.TransmissionNotice).Law.ShouldBe(["TBA 27-12"]);

    [Fact]
    public void Articles_are_cited_as_they_stand_on_the_versions_day()
    {
        var amended = Amended.Of("ELS-EL", Charging);
        OwedNotices.Of(amended.Before, amended.After, amended.Differences, new(2018, 4, 1))[0].Law.ShouldBe(["APPI 15(2)", "APPI 16(1)"]);
    }
}
