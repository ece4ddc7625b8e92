using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Retention;
using ConsentGrains.Core.Tests.Customers;
using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.Retention;

public sealed class RetentionPlanTests
{
    static readonly DirectoryState Year = Sample.After(Sample.Directory, new DirectoryCommand.SetRetention("emana", "EMANA", null, 12, "文書保存規程3条"));
    static readonly Instant Ended = Sample.At("2026-04-01T10:00:00+09:00");

    static readonly CustomerState Leaver = Sample.AfterAt(
        Ended, CustomerState.Unknown, Sample.Emana, new CustomerCommand.Enrol("EMANA"),
        new CustomerCommand.RecordContract("K1", "EMANA", ContractState.Active), new CustomerCommand.RecordContract("K1", "EMANA", ContractState.Ended));

    [Fact]
    public void A_period_runs_from_the_end_of_the_last_contract_and_its_last_day_is_included()
    {
        var line = RetentionRules.PlanOf(Leaver, Year).Lines.ShouldHaveSingleItem();
        (line.Reason, line.Since, line.Until, line.Months, line.Source).ShouldBe((RetentionReason.Period, new(2026, 4, 1), new(2027, 4, 1), 12, "文書保存規程3条"));
        RetentionRules.PlanOf(Leaver, Year).EraseOn.ShouldBe(new DateOnly(2027, 4, 2));
        RetentionRules.PlanOf(Leaver, Year).IsOver(new(2027, 4, 1)).ShouldBeFalse();
        RetentionRules.PlanOf(Leaver, Year).IsOver(new(2027, 4, 2)).ShouldBeTrue();
    }

    [Fact]
    public void Without_a_period_nothing_is_ever_over()
    {
        var plan = RetentionRules.PlanOf(Leaver, Sample.Directory);
        plan.Lines.ShouldHaveSingleItem().Reason.ShouldBe(RetentionReason.PeriodMissing);
        plan.EraseOn.ShouldBeNull();
        plan.IsOver(DateOnly.MaxValue).ShouldBeFalse();
    }

    [Fact]
    public void A_contract_in_force_keeps_everything_under_its_policy()
    {
        var again = Sample.AfterAt(Ended, Leaver, Sample.Emana, new CustomerCommand.RecordContract("K2", "EMANA", ContractState.Active));
        RetentionRules.PlanOf(again, Year).Lines.ShouldHaveSingleItem().Reason.ShouldBe(RetentionReason.ContractInForce);
        RetentionRules.PlanOf(again, Year).EraseOn.ShouldBeNull();
    }

    [Fact]
    public void A_retention_date_of_a_contract_stands_in_place_of_the_period()
    {
        var dated = Sample.AfterAt(
            Ended, Leaver, Sample.Emana, new CustomerCommand.RecordContract("K1", "EMANA", ContractState.Ended, RetainUntil: new(2026, 9, 30)));
        var line = RetentionRules.PlanOf(dated, Year).Lines.ShouldHaveSingleItem();
        (line.Reason, line.Until).ShouldBe((RetentionReason.ContractDate, new(2026, 9, 30)));
        RetentionRules.PlanOf(dated, Sample.Directory).EraseOn.ShouldBe(new DateOnly(2026, 10, 1));
    }

    [Fact]
    public void A_hold_keeps_what_it_names_until_its_day_and_no_longer_once_it_is_lifted()
    {
        var held = Sample.AfterAt(Ended, Leaver, Sample.Emana, new CustomerCommand.PlaceHold(new(2033, 3, 31), "法人税法施行規則59条", ["EMANA-1/name"]));
        var line = RetentionRules.PlanOf(held, Year).Lines.ShouldHaveSingleItem();
        (line.Reason, line.Until).ShouldBe((RetentionReason.Hold, new(2033, 3, 31)));
        RetentionRules.PlanOf(Sample.AfterAt(Ended, held, Sample.Emana, new CustomerCommand.LiftHold("法人税法施行規則59条")), Year)
            .EraseOn.ShouldBe(new DateOnly(2027, 4, 2));
    }

    [Fact]
    public void A_hold_on_items_of_one_collection_keeps_no_other()
    {
        var customer = Sample.AfterAt(
            Ended, Sample.Customer, Sample.Els, new CustomerCommand.RecordContract("K1", "ELS-EL", ContractState.Ended),
            new CustomerCommand.PlaceHold(new(2033, 3, 31), "法人税法", ["ELS-EL-3/name"]));
        var directory = Sample.After(
            Sample.Directory, new DirectoryCommand.SetRetention("els", "ELS-EL", null, 12, "規程"), new DirectoryCommand.SetRetention("els", "ELS-TEL", null, 6, "規程"),
            new DirectoryCommand.SetRetention("els", "ELS-TEL", "ELS-TEL-1.1", 3, "規程"));
        var lines = RetentionRules.PlanOf(customer, directory).Lines;
        lines.Where(l => l.Reason == RetentionReason.Hold).Select(l => l.Collection).ShouldBe(["ELS-EL-3"]);
        lines.Single(l => l.Collection == "ELS-TEL-1.1").Until.ShouldBe(new DateOnly(2026, 7, 1));
        lines.Where(l => l.Policy == "ELS-TEL" && l.Collection != "ELS-TEL-1.1").ShouldAllBe(l => l.Until == new DateOnly(2026, 10, 1));
        RetentionRules.PlanOf(customer, directory).EraseOn.ShouldBe(new DateOnly(2033, 4, 1));
    }

    [Fact]
    public void Two_holds_of_one_law_keep_what_either_names_until_the_later_day()
    {
        var hold = Sample.AfterAt(
            Ended, Leaver, Sample.Emana, new CustomerCommand.PlaceHold(new(2033, 3, 31), "法", ["EMANA-1/name"]),
            new CustomerCommand.PlaceHold(new(2030, 3, 31), "法", ["EMANA-1/phone"])).Holds.ShouldHaveSingleItem();
        (hold.Until, string.Join(' ', hold.Items!)).ShouldBe((new DateOnly(2033, 3, 31), "EMANA-1/name EMANA-1/phone"));
        Sample.AfterAt(Ended, Leaver, Sample.Emana, new CustomerCommand.PlaceHold(new(2033, 3, 31), "法", ["EMANA-1/name"]), new CustomerCommand.PlaceHold(new(2030, 3, 31), "法"))
            .Holds.ShouldHaveSingleItem().Items.ShouldBeNull();
    }

    [Fact]
    public void Whoever_is_due_is_erased_and_whoever_is_not_stays_as_he_is()
    {
        var due = new CustomerCommand.EraseDue();
        CustomerRules.Decide(Leaver, Sample.Emana, due, Year, Sample.At("2027-04-02T00:00:00+09:00")).Events.ShouldHaveSingleItem().ShouldBeOfType<CustomerEvent.Erased>();
        CustomerRules.Decide(Leaver, Sample.Emana, due, Year, Sample.At("2027-04-01T23:59:59+09:00")).ShouldBe(Decided<CustomerEvent>.Nothing);
        CustomerRules.Decide(Leaver, Sample.Emana, due, Sample.Directory, Sample.At("2099-01-01T00:00:00+09:00")).ShouldBe(Decided<CustomerEvent>.Nothing);
        CustomerRules.Decide(CustomerState.Unknown, Sample.Emana, due, Year, Sample.Now).ShouldBe(Decided<CustomerEvent>.Nothing);
    }

    [Fact]
    public void A_period_taken_back_is_missing_again_and_one_beyond_the_calendar_never_ends()
    {
        RetentionRules.PlanOf(Leaver, Sample.After(Year, new DirectoryCommand.SetRetention("emana", "EMANA", null, null, "廃止"))).EraseOn.ShouldBeNull();
        var late = Sample.AfterAt(Sample.At("9990-01-01T00:00:00+09:00"), CustomerState.Unknown, Sample.Emana, new CustomerCommand.Enrol("EMANA"));
        RetentionRules.PlanOf(late, Sample.After(Year, new DirectoryCommand.SetRetention("emana", "EMANA", null, 1_200, "規程"))).EraseOn.ShouldBeNull();
    }
}
