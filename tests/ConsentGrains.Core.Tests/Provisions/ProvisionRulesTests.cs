using System.Text;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Core.Provisions;
using ConsentGrains.Core.Tests.Customers;
using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.Provisions;

public sealed class ProvisionRulesTests
{
    static readonly ProvisionKey Key = new(Sample.Els, "partner-a", ProvisionTerm.Single, "p-1");

    static readonly Question Question = new()
    {
        Act = "provide",
        Party = "els",
        Customer = Sample.Els.ToString(),
        Purpose = "ELS-EL-2-PU9",
        Items = ["ELS-EL-3/name", "ELS-EL-3/phone"],
        Recipient = "partner-a",
    };

    static readonly CoveringDecision Covered = new(Question, true, Obligations.LogUse | Obligations.RecordProvision, Sample.Now);

    static readonly Provision Given = new("p-1", ProvisionSide.Given, "partner-a", ["ELS-EL-3/name"], "ELS-EL-2-PU9", Sample.Today, ProvisionTerm.Single, "d-1", "consent");

    static readonly Provision Received = new("p-2", ProvisionSide.Received, "partner-a", ["ELS-EL-3/name"], null, Sample.Today, ProvisionTerm.Single, Acquired: "本人から書面で取得", Confirmed: ProvisionConfirmation.Document);

    public static readonly (RefusalCode Code, string Field, Provision Provision, CoveringDecision? Covered)[] Rows =
    [
        (RefusalCode.DayInFuture, "on", Given with { On = Sample.Today.AddDays(1) }, Covered),
        (RefusalCode.ItemUnknown, "items", Given with { Items = ["X/y"] }, Covered),
        (RefusalCode.FindingMissing, "acquired", Received with { Acquired = null }, null),
        (RefusalCode.FindingMissing, "confirmed", Received with { Confirmed = null }, null),
        (RefusalCode.DecisionUnknown, "decision", Given, null),
        (RefusalCode.NotAProvision, "decision", Given, Covered with { Question = Question with { Act = "entrust" } }),
        (RefusalCode.NotAProvision, "decision", Given, Covered with { Obligations = Obligations.LogUse }),
        (RefusalCode.NotAProvision, "decision", Given, Covered with { Question = Question with { Form = Form.Statistical } }),
        (RefusalCode.NotAProvision, "decision", Given with { Party = "els" }, Covered with { Question = Question with { Recipient = "els" } }),
        (RefusalCode.NotAProvision, "provider", Received with { Party = "els" }, null),
        (RefusalCode.ProvisionNotCovered, "decision", Given, Covered with { Permitted = false, Obligations = Obligations.None }),
        (RefusalCode.ProvisionNotCovered, "customer", Given, Covered with { Question = Question with { Customer = "els/other" } }),
        (RefusalCode.ProvisionNotCovered, "party", Given with { Party = "partner-b" }, Covered),
        (RefusalCode.ProvisionNotCovered, "purpose", Given with { Purpose = "ELS-EL-2-PU3" }, Covered),
        (RefusalCode.ProvisionNotCovered, "items", Given with { Items = ["ELS-EL-3/usage"] }, Covered),
        (RefusalCode.ProvisionNotCovered, "on", Given with { On = Sample.Today.AddDays(-1) }, Covered),
        (RefusalCode.ProvisionNotCovered, "on", Given, Covered with { AsOf = Instant.StartOf(Sample.Today.AddDays(-2)) }),
        (RefusalCode.ProvisionExists, "id", Given with { Id = "p-0" }, Covered),
    ];

    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, Rows.Length)];

    [Theory, MemberData(nameof(Numbers))]
    public void A_provision_is_refused_by_name(int row)
    {
        var (code, field, provision, covered) = Rows[row];
        var before = ProvisionRules.Evolve(ProvisionState.Unknown, new ProvisionEvent.Recorded(Received with { Id = "p-0" }), Sample.Now);
        var refusal = Decide(before, new ProvisionCommand.Record(provision, covered), Sample.Now).Refusal;
        (refusal?.Code, refusal?.Field).ShouldBe((code, field));
    }

    [Fact]
    public void The_same_provision_is_recorded_once()
    {
        var state = After(ProvisionState.Unknown, new ProvisionCommand.Record(Given, Covered));
        state.Records.ShouldHaveSingleItem();
        Decide(state, new ProvisionCommand.Record(Given, Covered), Sample.Now).Events.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ProvisionTerm.Single, "2029-04-01")]
    [InlineData(ProvisionTerm.Bulk, "2029-04-01")]
    [InlineData(ProvisionTerm.Contract, "2027-04-01")]
    public void A_record_is_told_up_to_its_last_day_and_destroyed_after_it(ProvisionTerm term, string last)
    {
        var day = DateOnly.Parse(last);
        var state = After(ProvisionState.Unknown, new ProvisionCommand.Record(Given with { Term = term }, Covered));
        state.On(day).Count().ShouldBe(1);
        state.On(day.AddDays(1)).ShouldBeEmpty();
        Decide(state, new ProvisionCommand.Remove(), Instant.StartOf(day)).Events.ShouldBeEmpty();
        Decide(state, new ProvisionCommand.Remove(), Instant.StartOf(day.AddDays(1))).Events.ShouldHaveSingleItem().ShouldBeOfType<ProvisionEvent.Removed>();
    }

    [Fact]
    public void A_single_record_is_kept_from_the_day_it_was_made()
    {
        var made = Instant.StartOf(Sample.Today.AddDays(20));
        var state = ProvisionRules.Evolve(ProvisionState.Unknown, new ProvisionEvent.Recorded(Received), made);
        state.OverFrom.ShouldBe(made.Day.AddYears(3).AddDays(1));
    }

    [Fact]
    public void A_record_that_was_destroyed_is_not_made_again()
    {
        var gone = ProvisionRules.Evolve(After(ProvisionState.Unknown, new ProvisionCommand.Record(Given, Covered)), new ProvisionEvent.Removed(), Sample.Now);
        Decide(gone, new ProvisionCommand.Record(Given, Covered), Sample.Now).Refusal?.Code.ShouldBe(RefusalCode.ProvisionExists);
        Decide(gone, new ProvisionCommand.Remove(), Sample.Now).Events.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ProvisionTerm.Single, "els/C-000123 partner-a single p-1")]
    [InlineData(ProvisionTerm.Bulk, "els/C-000123 partner-a bulk 2026")]
    [InlineData(ProvisionTerm.Contract, "els/C-000123 partner-a contract 2026")]
    public void A_key_is_read_back_as_it_is_written(ProvisionTerm term, string text)
    {
        var key = ProvisionKey.Of(Sample.Els, Given with { Term = term }, Sample.Today);
        (key.ToString(), ProvisionKey.Parse(text)).ShouldBe((text, key));
        ProvisionKey.Parse(text + " x").ShouldBeNull();
    }

    [Fact]
    public void What_is_continued_is_kept_from_its_last_day_on()
    {
        var later = Instant.StartOf(Sample.Today.AddYears(2));
        var first = After(ProvisionState.Unknown, new ProvisionCommand.Record(Given with { Term = ProvisionTerm.Bulk }, Covered));
        var state = ProvisionRules.Evolve(first, Decide(first, new ProvisionCommand.Record(Given with { Id = "p-3", Term = ProvisionTerm.Bulk, On = later.Day }, Covered with { AsOf = later }), later).Events.Single(), later);
        state.On(Sample.Today.AddYears(5)).Count().ShouldBe(2);
    }

    [Fact]
    public void A_spreadsheet_carries_nothing_out()
    {
        var csv = Encoding.UTF8.GetString(ProvisionDocument.Csv([Received with { Acquired = "=HYPERLINK(\"x\"),1" }], id => id, id => id));
        csv.ShouldStartWith("\ufeff区分,日付,相手方");
        csv.ShouldContain("\"'=HYPERLINK(\"\"x\"\"),1\"");
    }

    static Decided<ProvisionEvent> Decide(ProvisionState state, ProvisionCommand command, Instant now) => ProvisionRules.Decide(state, Key, command, Sample.Directory, now);

    static ProvisionState After(ProvisionState state, ProvisionCommand command) => ProvisionRules.Evolve(state, Decide(state, command, Sample.Now).Events.Single(), Sample.Now);
}
