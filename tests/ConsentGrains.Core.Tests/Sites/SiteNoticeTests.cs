using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Sites;
using ConsentGrains.Core.Tests.Customers;
using Shouldly;
using Xunit;
using static ConsentGrains.Core.Directory.DirectoryCommand;

namespace ConsentGrains.Core.Tests.Sites;

public sealed class SiteNoticeTests
{
    static readonly DescribeService GyroN = new("site-1", new("gyro-n", "ENS-7-CK1", "閲覧したページ", "検索の改善"));

    [Fact]
    public void What_the_policy_does_not_say_is_not_made_up()
    {
        var notice = NoticeOf(Sample.Directory);
        notice.Complete.ShouldBeFalse();
        notice.Transmissions.Select(t => t.Service.Party).ShouldBe(["google-analytics", "gyro-n", "ptengine"]);
        var one = notice.Transmissions[0];
        (one.Name, one.Purpose!.Id, one.Said, one.Service.Quote).ShouldBe(("Google Analytics", "ENS-7-CK1", null, "https://policies.google.com/privacy"));
        one.Items.Select(i => i.Id).ShouldBe(["ENS-1/web-log"]);
    }

    [Fact]
    public void A_service_described_is_in_the_notice_and_the_rest_still_lacks()
    {
        var notice = NoticeOf(Sample.After(Sample.Directory, GyroN));
        notice.Transmissions.Single(t => t.Complete).Said!.Sent.ShouldBe("閲覧したページ");
        notice.Complete.ShouldBeFalse();
    }

    [Fact]
    public void Described_again_a_service_says_the_newer_thing_and_recording_the_site_keeps_it()
    {
        var directory = Sample.After(Sample.Directory, GyroN, GyroN with { Service = GyroN.Service with { Sent = "閲覧時刻" } }, new RecordSite("site-1", "ens", "ENS", true, false, ["https://a.example"]));
        directory.Sites["site-1"].Services.ShouldHaveSingleItem().Sent.ShouldBe("閲覧時刻");
        directory.Sites["site-1"].Origins.ShouldBe(["https://a.example"]);
    }

    [Fact]
    public void Under_27_12_only_what_the_notice_describes_is_transmitted()
    {
        var directory = Sample.After(Sample.Directory, GyroN);
        Ask(directory, "gyro-n").Permitted.ShouldBeTrue();
        Ask(directory, "ptengine").Primary.ShouldBe(ReasonCode.NoticeIncomplete);
        Ask(Sample.After(Sample.Directory, new RecordSite("site-1", "ens", "ENS", true, true)), "ptengine").Permitted.ShouldBeTrue();
    }

    [Fact]
    public void A_policy_that_names_no_service_has_an_empty_notice() =>
        SiteNotice.Of(new Site("s", "emana", "EMANA", true, false), Sample.Directory, Sample.Today).Transmissions.ShouldBeEmpty();

    [Fact]
    public void A_refusal_is_a_stop_and_stands_before_what_failed_later()
    {
        var question = NoticeOf(Sample.Directory).Transmissions[0].Ask(Sample.Directory.Sites["site-1"])!;
        var answer = VisitorRules.Apply(Refusing("google-analytics"), question, Decide(Sample.Directory, question));
        answer.Permitted.ShouldBeFalse();
        answer.Reasons.Select(r => r.Code).ShouldBe([ReasonCode.Stopped, ReasonCode.NoticeIncomplete]);
        VisitorRules.Apply(Refusing("gyro-n"), question, answer).ShouldBeSameAs(answer);
        VisitorRules.Apply(Refusing("*"), question, answer).Primary.ShouldBe(ReasonCode.Stopped);
    }

    [Fact]
    public void A_choice_told_twice_changes_nothing_and_all_stands_for_each()
    {
        var chosen = VisitorRules.Decide(VisitorState.Unknown, new("site-1", ["ptengine", "*"]), Sample.Directory).Events.ShouldHaveSingleItem();
        chosen.Out.ShouldBe(["*"]);
        var after = VisitorRules.Evolve(VisitorState.Unknown, chosen, Sample.Now);
        VisitorRules.Decide(after, new("site-1", ["*"]), Sample.Directory).Events.ShouldBeEmpty();
        VisitorRules.Decide(after, new("site-1", []), Sample.Directory).Events.ShouldHaveSingleItem().Out.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("site-9", "gyro-n", RefusalCode.SiteUnknown)]
    [InlineData("site-1", "nobody", RefusalCode.PartyUnknown)]
    public void A_choice_about_what_there_is_not_is_refused(string site, string recipient, RefusalCode code) =>
        VisitorRules.Decide(VisitorState.Unknown, new(site, [recipient]), Sample.Directory).Refusal!.Code.ShouldBe(code);

    [Fact]
    public void A_choice_is_written_in_its_format_and_read_back()
    {
        var written = VisitorEventCodec.Encode(new("site-1", ["gyro-n"]), new Envelope("ens", "site:site-1", Via: "site"));
        System.Text.Encoding.UTF8.GetString(written.Clear).ShouldBe("""{"actor":"ens","credential":"site:site-1","via":"site","site":"site-1","out":["gyro-n"]}""");
        (written.Type, written.Secret.Length).ShouldBe(("visitor.chose.v1", 0));
        VisitorEventCodec.Decode(written.Type, written.Clear).Out.ShouldBe(["gyro-n"]);
        Should.Throw<UnknownEventException>(() => VisitorEventCodec.Decode("visitor.chose.v2", written.Clear));
    }

    [Theory]
    [InlineData("https://www.example.jp", true)]
    [InlineData("https://www.example.jp:8443", true)]
    [InlineData("http://127.0.0.1:8080", true)]
    [InlineData("http://www.example.jp", false)]
    [InlineData("https://www.example.jp/", false)]
    [InlineData("https://www.example.jp:443", false)]
    [InlineData("https://WWW.example.jp", false)]
    [InlineData("https://電力.example", false)]
    [InlineData("https://a:b@example.jp", false)]
    [InlineData("null", false)]
    [InlineData("*", false)]
    public void An_origin_is_written_as_browsers_write_it(string text, bool holds) => Site.IsOrigin(text).ShouldBe(holds);

    static SiteNotice NoticeOf(DirectoryState directory) => SiteNotice.Of(directory.Sites["site-1"], directory, Sample.Today);

    static VisitorState Refusing(string recipient) => VisitorState.Unknown with { Out = [recipient] };

    static Answer Ask(DirectoryState directory, string recipient) =>
        Decide(directory, NoticeOf(directory).Transmissions.Single(t => t.Service.Party == recipient).Ask(directory.Sites["site-1"])!);

    static Answer Decide(DirectoryState directory, Question question) =>
        Decider.Decide(question, new DecisionInput(null, directory, Sample.Now, Sample.Now));
}
