using ConsentGrains.Core.Customers;
using ConsentGrains.Core.SupplyPoints;
using Shouldly;
using Xunit;
using static ConsentGrains.Core.Customers.CustomerCommand;

namespace ConsentGrains.Core.Tests.Customers;

public sealed class CustomerRulesTests
{
    [Fact]
    public void An_enrolment_records_the_version_in_force_unless_one_is_named()
    {
        var enrolled = Sample.After(CustomerState.Unknown, new CustomerId("ens", "1"), new Enrol("ENS")).Enrolments.Single();
        (enrolled.Policy, enrolled.Version, enrolled.Since).ShouldBe(("ENS", "2024-06-10", Sample.Now));
    }

    [Fact]
    public void A_second_enrolment_replaces_the_snapshot_and_keeps_what_it_does_not_say()
    {
        var state = Sample.After(
            CustomerState.Unknown, new CustomerId("ens", "1"),
            new Enrol("ENS", Provenance: Provenance.Written, Purposes: ["ENS-3-PU1"], MinorUntil: new(2027, 1, 1), Ward: true),
            new Enrol("ENS"));
        state.Enrolments.Single().Provenance.ShouldBe(Provenance.Other);
        state.Enrolments.Single().Purposes.ShouldBeEmpty();
        (state.MinorUntil, state.Ward, state.Version).ShouldBe((new DateOnly(2027, 1, 1), true, 2));
    }

    [Fact]
    public void A_contract_may_come_before_the_enrolment() =>
        Sample.After(CustomerState.Unknown, Sample.Els, new RecordContract("K1", "ELS-EL", ContractState.Applied)).Enrolments.ShouldBeEmpty();

    [Fact]
    public void What_a_contract_command_leaves_out_stays()
    {
        var contract = Sample.After(
            Sample.Customer, Sample.Els,
            new RecordContract("K1", "ELS-EL", ContractState.Active, "03-0000-0000-0000-0000-0001", ["hikari-collabo"], "partner-a", new(2030, 1, 1)),
            new Relocate("K1", true),
            new RecordContract("K1", "ELS-EL", ContractState.Ended)).Contracts.Single();
        contract.Features.ShouldBe(["hikari-collabo"]);
        (contract.User, contract.RetainUntil, contract.OutOfArea, contract.IsEnded(Sample.Now)).ShouldBe(("partner-a", new DateOnly(2030, 1, 1), true, true));
        Sample.After(Sample.Customer, Sample.Els, new RecordContract("K1", "ELS-EL", ContractState.Active, Features: [])).Contracts.Single()
            .Features.ShouldBeEmpty();
    }

    [Fact]
    public void A_contract_ended_when_it_first_ended_and_anew_after_a_correction()
    {
        var (first, second, third) = (Sample.At("2026-05-01T00:00:00+09:00"), Sample.At("2026-05-02T00:00:00+09:00"), Sample.At("2026-05-03T00:00:00+09:00"));
        var ended = Sample.AfterAt(first, Sample.Customer, Sample.Els, new RecordContract("K1", "ELS-EL", ContractState.Ended));
        var cancelled = Sample.AfterAt(second, ended, Sample.Els, new RecordContract("K1", "ELS-EL", ContractState.Cancelled));
        cancelled.Contracts.Single().EndedAt.ShouldBe(first);
        var corrected = Sample.AfterAt(second, ended, Sample.Els, new RecordContract("K1", "ELS-EL", ContractState.Active));
        Sample.AfterAt(third, corrected, Sample.Els, new RecordContract("K1", "ELS-EL", ContractState.Ended)).Contracts.Single().EndedAt.ShouldBe(third);
    }

    [Theory]
    [InlineData("0312345678901234567890", "0312345678901234567890")]
    [InlineData("03-1234-5678-9012-3456-7890", "0312345678901234567890")]
    [InlineData("０３ー１２３４　５６７８−９０１２‐３４５６－７８９０", "0312345678901234567890")]
    [InlineData("1000000000000000000000", "1000000000000000000000")]
    [InlineData("0000000000000000000000", null)]
    [InlineData("1100000000000000000000", null)]
    [InlineData("031234567890123456789", null)]
    [InlineData("03123456789012345678901", null)]
    [InlineData("03123456789012345678X0", null)]
    [InlineData("", null)]
    public void A_supply_points_number_is_kept_as_its_22_digits(string typed, string? kept) => SupplyPointNumber.Normalize(typed).ShouldBe(kept);

    [Theory]
    [InlineData(ConsentBy.Principal, null, false, true)]
    [InlineData(ConsentBy.StatutoryAgent, null, false, false)]
    [InlineData(ConsentBy.Principal, "2026-04-01", false, false)]
    [InlineData(ConsentBy.StatutoryAgent, "2026-04-01", false, true)]
    [InlineData(ConsentBy.Principal, "2026-03-31", false, true)]
    [InlineData(ConsentBy.StatutoryAgent, null, true, true)]
    public void A_consent_is_valid_when_the_right_one_gave_it_on_that_day(ConsentBy by, string? minorUntil, bool ward, bool valid)
    {
        var minor = minorUntil is null ? default(DateOnly?) : DateOnly.Parse(minorUntil, null);
        var state = Sample.After(Sample.Customer, Sample.Els, new Enrol("ELS-EL", MinorUntil: minor, Ward: ward), new GiveConsent("ELS-EL-NEW", By: by));
        state.Consents.Single().Valid.ShouldBe(valid);
    }

    [Fact]
    public void A_consent_keeps_its_validity_when_the_customer_comes_of_age()
    {
        var minor = Sample.After(Sample.Customer, Sample.Els, new Enrol("ELS-EL", MinorUntil: Sample.Today), new GiveConsent("ELS-EL-NEW"));
        Sample.AfterAt(Sample.At("2026-04-02T00:00:00+09:00"), minor, Sample.Els, new GiveConsent("ELS-EL-NEW"))
            .Consents.Select(c => c.Valid).ShouldBe([false, true]);
    }

    [Fact]
    public void A_purpose_named_by_an_alias_is_kept_by_its_own_name() =>
        Sample.After(Sample.After(CustomerState.Unknown, Sample.Emana, new Enrol("EMANA")), Sample.Emana, new GiveConsent("EMANA-2-PU2a"))
            .Consents.Single().Purpose.ShouldBe("EMANA-2-PU2");

    [Fact]
    public void Ordering_a_stop_twice_is_recorded_twice_and_holds_once()
    {
        var state = Sample.After(Sample.Customer, Sample.Els, new OrderStop(new StopScope(Act: "use")), new OrderStop(new StopScope(Act: "use")));
        state.Stops.ShouldBe([new StopScope(Act: "use")]);
        state.Version.ShouldBe(Sample.Customer.Version + 2);
        Sample.After(state, Sample.Els, new LiftStop(new StopScope(Act: "use"))).Stops.ShouldBeEmpty();
    }

    [Fact]
    public void An_objection_holds_until_it_is_taken_back()
    {
        var state = Sample.After(Sample.Customer, Sample.Els, new CustomerCommand.Object("entrustment"));
        state.ObjectsToEntrustment.ShouldBeTrue();
        Sample.After(state, Sample.Els, new CustomerCommand.Object("entrustment", Lifted: true)).ObjectsToEntrustment.ShouldBeFalse();
    }

    [Fact]
    public void A_hold_can_be_lengthened_and_not_shortened() =>
        Sample.After(
                Sample.Customer, Sample.Els, new PlaceHold(new(2033, 3, 31), "法人税法"), new PlaceHold(new(2030, 3, 31), "法人税法"),
                new PlaceHold(new(2031, 1, 1), "電気事業法"))
            .Holds.ShouldBe([new Hold(new(2033, 3, 31), "法人税法"), new Hold(new(2031, 1, 1), "電気事業法")]);

    [Fact]
    public void Erasing_waits_for_the_day_after_the_hold_and_leaves_nothing()
    {
        var held = Sample.After(Sample.Customer, Sample.Els, new PlaceHold(Sample.Today, "法人税法"));
        var dayAfter = Sample.At("2026-04-02T00:00:00+09:00");
        CustomerRules.Decide(held, Sample.Els, new Erase(), Sample.Directory, new Instant(dayAfter.Micros - 1)).Refusal!.Code.ShouldBe(RefusalCode.LegalHold);
        var erased = Sample.AfterAt(dayAfter, held, Sample.Els, new Erase());
        Sample.Text(erased).ShouldBe(Sample.Text(new CustomerState { Version = held.Version + 1, Recorded = dayAfter, Erased = true }));
    }

    [Fact]
    public void A_notice_that_the_policy_owes_is_kept_once() =>
        Sample.After(Sample.Customer, Sample.Els, new RecordNotice("ELS-TEL-3-EX6b"), new RecordNotice("ELS-TEL-3-EX6b")).Notices.ShouldBe(["ELS-TEL-3-EX6b"]);
}
