namespace ConsentGrains.Grains.Tests;

public sealed class TellAndAskTests
{
    public static TheoryData<string> Kinds => Rig.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_consent_permits_from_its_acknowledgement_on_and_a_withdrawal_denies(string kind)
    {
        await using var rig = await Rig.OpenAsync(kind);
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        (await rig.Grains.AskAsync(Say.Provide("C-1"))).Primary.ShouldBe(ReasonCode.ConsentMissing);
        await rig.Grains.AcceptedAsync(Say.Consent("C-1"));
        var permit = await rig.Grains.AskAsync(Say.Provide("C-1"));
        (permit.Permitted, permit.Basis, permit.CustomerVersion, permit.DirectoryVersion).ShouldBe((true, Basis.Consent, 2, 1));
        (await rig.Grains.AcceptedAsync(Say.Withdraw("C-1"))).Version.ShouldBe(3);
        (await rig.Grains.AskAsync(Say.Provide("C-1"))).Primary.ShouldBe(ReasonCode.ConsentWithdrawn);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task A_directory_command_counts_from_its_acknowledgement_on(string kind)
    {
        await using var rig = await Rig.OpenAsync(kind);
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        var question = Say.Provide("C-1") with { Recipient = "newcomer" };
        (await rig.Grains.AskAsync(question)).Primary.ShouldBe(ReasonCode.PartyUnknown);
        var accepted = await rig.Grains.AcceptedAsync(Say.Party("newcomer"));
        rig.Grains.Directory.Version.ShouldBe(accepted.Version);
        (await rig.Grains.AskAsync(question)).Primary.ShouldBe(ReasonCode.ConsentMissing);
        (await rig.Grains.AcceptedAsync(Say.To("C-1", new CustomerCommand.GiveConsent(Say.Purpose, "newcomer")))).Version.ShouldBe(2);
    }

    [Theory]
    [InlineData("els/nobody")]
    [InlineData("els")]
    [InlineData("/1")]
    [InlineData("els/a b")]
    [InlineData("els/a/b")]
    [InlineData("")]
    public async Task A_name_that_is_nobody_s_is_an_unknown_customer(string name)
    {
        await using var rig = await Rig.OpenAsync("memory");
        var answer = await rig.Grains.AskAsync(Say.Provide("x") with { Customer = name }, new("els", true), CancellationToken.None);
        (answer.Permitted, answer.Primary, answer.CustomerVersion).ShouldBe((false, ReasonCode.CustomerUnknown, 0));
    }

    [Fact]
    public async Task A_visitor_without_a_name_is_asked_about_without_a_customer()
    {
        await using var rig = await Rig.OpenAsync("memory");
        var question = new Question { Act = "transmit", Party = "ens", Recipient = "google-analytics", Purpose = "ENS-7-CK1", Items = ["ENS-1/web-log"] };
        var answer = await rig.Grains.AskAsync(question, new("ens", false), CancellationToken.None);
        (answer.Permitted, answer.CustomerVersion).ShouldBe((true, 0));
    }

    [Fact]
    public async Task A_refused_command_changes_nothing_and_says_why()
    {
        await using var rig = await Rig.OpenAsync("memory");
        (await rig.Grains.TellAsync(Say.Consent("C-1"))).ShouldBeOfType<Outcome.Refused>().Refusal.Code.ShouldBe(RefusalCode.CustomerUnknown);
        (await rig.Grains.ReadAsync("C-1")).ShouldBe(CustomerState.Unknown);
    }

    [Fact]
    public async Task A_stranger_does_not_learn_whether_a_customer_is_unknown_or_never_consented()
    {
        await using var rig = await Rig.OpenAsync("memory");
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        await rig.Grains.AcceptedAsync(Say.Consent("C-1"));
        await rig.Grains.AcceptedAsync(Say.Withdraw("C-1"));
        var stranger = new Caller(Say.Partner, false);
        var known = await rig.Grains.AskAsync(Say.Provide("C-1"), stranger, CancellationToken.None);
        var unknown = await rig.Grains.AskAsync(Say.Provide("C-2"), stranger, CancellationToken.None);
        (known.Primary, known.CustomerVersion).ShouldBe((unknown.Primary, unknown.CustomerVersion));
        (await rig.Grains.AskAsync(Say.Provide("C-1"), new(Say.Partner, true), CancellationToken.None)).Primary.ShouldBe(ReasonCode.ConsentWithdrawn);
        (await rig.Grains.AskAsync(Say.Provide("C-1"), new("el", false), CancellationToken.None)).Primary.ShouldBe(known.Primary);
    }

    [Fact]
    public async Task An_explanation_gives_the_same_answer_with_every_gate_and_gates_to_no_stranger()
    {
        await using var rig = await Rig.OpenAsync("memory", new TestTime());
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        var explained = await rig.Grains.ExplainAsync(Say.Provide("C-1"), Say.Operator, CancellationToken.None);
        explained.Answer.Text().ShouldBe((await rig.Grains.AskAsync(Say.Provide("C-1"))).Text());
        explained.Gates.Count.ShouldBe(10);
        (await rig.Grains.ExplainAsync(Say.Provide("C-1"), new(Say.Partner, false), CancellationToken.None)).Gates.ShouldBeEmpty();
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task An_entrustment_s_id_is_told_and_told_again(string kind)
    {
        await using var rig = await Rig.OpenAsync(kind);
        Command record = new Command.ToDirectory(new DirectoryCommand.RecordEntrustment(
            null, "els", Say.Partner, ["billing"], [Say.Purpose], ["ELS-EL-3/name"], new(2026, 1, 1), Safety: true));
        var first = await rig.Grains.AcceptedAsync(record, Say.Key("e", record));
        first.Id.ShouldNotBeNull();
        rig.Grains.Directory.Entrustments.ShouldContainKey(first.Id);
        await rig.Grains.AcceptedAsync(Say.Party("other"));
        (await rig.Grains.AcceptedAsync(record, Say.Key("e", record))).ShouldBe(first with { Repeated = true });
    }
}
