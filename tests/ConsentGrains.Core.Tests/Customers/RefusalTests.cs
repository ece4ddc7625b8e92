using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;
using ConsentGrains.Core.Tests.Provisions;
using ConsentGrains.Core.Tests.Requests;
using ConsentGrains.Core.Tests.Subscriptions;
using ConsentGrains.Core.Tests.SupplyPoints;
using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.Customers;

public sealed class RefusalTests
{
    /// <summary>Codes no row can show, with the test that shows them.</summary>
    static readonly RefusalCode[] ShownElsewhere =
    [
        RefusalCode.CalendarUnknown, // A_day_beyond_the_calendar_is_refused
        RefusalCode.SwitchingDayTooSoon, // A_day_before_the_standard_period_is_refused
        RefusalCode.VersionNotInForce, // A_version_that_has_not_begun_can_not_be_shown
        RefusalCode.DayInPast, // A_draft_is_not_published_from_a_day_that_is_over
        RefusalCode.DayDiffers, // A_version_has_one_day
        RefusalCode.DraftChanged, // What_was_looked_at_is_published_or_nothing
        RefusalCode.EntrustmentTooDeep, // Re_entrustment_goes_eight_levels_deep_and_no_further
    ];

    public static TheoryData<int, string> CustomerRows => Rows(RefusalRows.Customers.Select(r => $"{Wire.Name(r.Code)} {r.Command}"));

    public static TheoryData<int, string> DirectoryRows => Rows(RefusalRows.Directory.Select(r => $"{Wire.Name(r.Code)} {r.Command.GetType().Name}"));

    [Theory, MemberData(nameof(CustomerRows))]
    public void A_command_to_a_customer_is_refused_by_name(int row, string about)
    {
        var (code, field, command, state) = RefusalRows.Customers[row];
        var refusal = CustomerRules.Decide(state ?? Sample.Customer, Sample.Els, command, Sample.Directory, Sample.Now).Refusal;
        (refusal?.Code, refusal?.Field).ShouldBe((code, field), about);
    }

    [Theory, MemberData(nameof(DirectoryRows))]
    public void A_command_to_the_directory_is_refused_by_name(int row, string about)
    {
        var (code, field, command) = RefusalRows.Directory[row];
        var refusal = DirectoryRules.Decide(Sample.Directory, command, Sample.Now).Refusal;
        (refusal?.Code, refusal?.Field).ShouldBe((code, field), about);
    }

    [Fact]
    public void Rows_stand_in_the_order_of_the_codes()
    {
        RefusalRows.Customers.Select(r => r.Code).ShouldBeInOrder();
        RefusalRows.Directory.Select(r => r.Code).ShouldBeInOrder();
    }

    [Fact]
    public void Every_code_has_a_row() => Enum.GetValues<RefusalCode>()
        .Except(RefusalRows.Customers.Select(r => r.Code)).Except(RefusalRows.Directory.Select(r => r.Code))
        .Except(PointRefusalRows.All.Select(r => r.Code)).Except(SubscriptionRefusalTests.All.Select(r => r.Code)).Except(RequestRefusalRows.All.Select(r => r.Code)).Except(ProvisionRulesTests.Rows.Select(r => r.Code)).Except(Incidents.IncidentRulesTests.Rows.Select(r => r.Code)).Except(ShownElsewhere)
        .ShouldBeEmpty();

    [Fact]
    public void Of_several_broken_rules_the_first_in_the_order_of_the_codes_is_the_answer() =>
        CustomerRules.Decide(
                Sample.Customer, Sample.Els, new CustomerCommand.GiveConsent("X", "nobody", ["X/y"], Country: "japan"), Sample.Directory, Sample.Now)
            .Refusal!.Code.ShouldBe(RefusalCode.CountryMalformed);

    [Fact]
    public void An_operator_that_is_no_party_has_no_customers() =>
        CustomerRules.Decide(
                CustomerState.Unknown, new CustomerId("nobody", "1"), new CustomerCommand.Enrol("ELS-EL"), Sample.Directory, Sample.Now)
            .Refusal!.Code.ShouldBe(RefusalCode.OperatorUnknown);

    [Theory]
    [InlineData("later", RefusalCode.VersionNotInForce)]
    [InlineData("1", null)]
    [InlineData(null, null)]
    public void A_version_that_has_not_begun_can_not_be_shown(string? version, RefusalCode? expected)
    {
        var later = Sample.Policies.Family("ELS-EL")!.Versions[0] with { Version = "later", From = Sample.Today.AddDays(1) };
        var directory = Sample.After(Sample.Directory, new DirectoryCommand.PublishPolicy(later, "…"));
        var refusal = CustomerRules.Decide(CustomerState.Unknown, Sample.Els, new CustomerCommand.Enrol("ELS-EL", Version: version), directory, Sample.Now).Refusal;
        (refusal?.Code).ShouldBe(expected);
        CustomerRules.Decide(
                CustomerState.Unknown, Sample.Els, new CustomerCommand.Enrol("ELS-EL", Version: version), directory, Instant.StartOf(later.From!.Value))
            .Refusal.ShouldBeNull();
    }

    [Fact]
    public void Every_refusal_is_told_in_two_languages_with_its_value()
    {
        foreach (var code in Enum.GetValues<RefusalCode>())
        {
            var (ja, en) = Refusals.Message(new Refusal(code, "field", "the value"));
            ja.ShouldContain(c => c > 0x3000);
            en.ShouldAllBe(c => c < 0x3000);
            en.ShouldEndWith(".");
        }
    }

    [Fact]
    public void A_message_shows_no_whole_number_of_a_customer_or_a_point()
    {
        var unknown = CustomerRules.Decide(CustomerState.Unknown, Sample.Els, new CustomerCommand.Erase(), Sample.Directory, Sample.Now).Refusal!;
        Refusals.Message(unknown).En.ShouldBe("The customer els/…23 is not known. Send enrol or contract first.");
        var malformed = CustomerRules.Decide(
            Sample.Customer, Sample.Els, new CustomerCommand.RecordContract("K2", "ELS-EL", ContractState.Active, "9900000000000000000001"),
            Sample.Directory, Sample.Now).Refusal!;
        malformed.Value.ShouldBe("99…01");
    }

    static TheoryData<int, string> Rows(IEnumerable<string> about)
    {
        var rows = new TheoryData<int, string>();
        foreach (var (row, text) in about.Index()) rows.Add(row, text);
        return rows;
    }
}
