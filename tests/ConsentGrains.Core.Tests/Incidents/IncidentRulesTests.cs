using ConsentGrains.Core.Incidents;
using Shouldly;
using Xunit;
using static ConsentGrains.Core.Tests.Incidents.Incident;

namespace ConsentGrains.Core.Tests.Incidents;

public sealed class IncidentRulesTests
{
    static readonly IncidentState Emana = Opened("EMANA");
    static readonly IncidentState Electric = Opened("ELS-EL", Plain with { Cases = [LeakCase.Property] });
    static readonly IncidentState Telecom = Opened("ELS-TEL", Plain with { Cases = [LeakCase.Property] });
    static readonly IncidentReport Whole = Said with { Cause = "紛失", Prevention = "施錠" };

    /// <summary>A row per refusal, in the order of the codes.</summary>
    public static IReadOnlyList<(RefusalCode Code, string Field, IncidentState State, IncidentCommand Command)> Rows { get; } =
    [
        (RefusalCode.IncidentUnknown, "incident", IncidentState.Unknown, new IncidentCommand.Close()),
        (RefusalCode.IncidentExists, "incident", Emana, new IncidentCommand.Open("EMANA", Known, Plain, Said)),
        (RefusalCode.IncidentClosed, "incident", Emana with { Closed = Known }, new IncidentCommand.Close()),
        (RefusalCode.TextMissing, "overview", Emana, new IncidentCommand.Assess(Plain, new(" "))),
        (RefusalCode.ListEmpty, "customers", Emana, new IncidentCommand.NameCustomers([])),
        (RefusalCode.ListTooLong, "customers", Emana, new IncidentCommand.NameCustomers([.. Enumerable.Range(0, 1_001).Select(n => $"emana/{n}")])),
        (RefusalCode.DatesReversed, "on", Emana, new IncidentCommand.Done(ClockKind.ReportAtOnce, Known.AddDays(-1), "1")),
        (RefusalCode.DayInFuture, "known", IncidentState.Unknown, new IncidentCommand.Open("EMANA", Known.AddDays(1), Plain, Said)),
        (RefusalCode.DayInFuture, "on", Emana, new IncidentCommand.Done(ClockKind.ReportAtOnce, Known.AddDays(1), "1")),
        (RefusalCode.HeadcountOutOfRange, "headcount", Emana, new IncidentCommand.Assess(Plain with { Headcount = -1 }, Said)),
        (RefusalCode.PartyUnknown, "entrustor", Emana, new IncidentCommand.Assess(Plain with { Entrustor = "nobody" }, Said)),
        (RefusalCode.CustomerOfOtherRetailer, "customers", Emana, new IncidentCommand.NameCustomers(["els/C-1"])),
        (RefusalCode.PolicyUnknown, "policy", IncidentState.Unknown, new IncidentCommand.Open("GAS", Known, Plain, Said)),
        (RefusalCode.ItemUnknown, "items", Emana, new IncidentCommand.Assess(Plain with { Items = ["EMANA-1/shoe-size"] }, Said)),
        (RefusalCode.ItemNotOfPolicy, "items", Emana, new IncidentCommand.Assess(Plain with { Items = ["ELS-EL-3/name"] }, Said)),
        (RefusalCode.ClockNotRunning, "clock", Emana, new IncidentCommand.Done(ClockKind.FinalReport, Known, "1")),
        (RefusalCode.ClockNotRunning, "clock", Telecom, new IncidentCommand.Exempt("理由")),
        (RefusalCode.ClockNotExempt, "clock", Emana with { Policy = "EMANA-X" }, new IncidentCommand.Exempt("理由")),
        (RefusalCode.ClockOpen, "clock", Opened("EMANA", report: Whole), new IncidentCommand.Close()),
        (RefusalCode.ReportIncomplete, "cause", Opened("ELS-EL"), new IncidentCommand.Close()),
        (RefusalCode.ReportIncomplete, "prevention", Opened("ELS-EL", report: Said with { Cause = "紛失" }), new IncidentCommand.Close()),
    ];

    public static TheoryData<int, string> Refusals
    {
        get
        {
            var rows = new TheoryData<int, string>();
            foreach (var (row, one) in Rows.Index().Where(r => r.Item.Code != RefusalCode.ClockNotExempt)) rows.Add(row, $"{Wire.Name(one.Code)} {one.Command.GetType().Name}");
            return rows;
        }
    }

    [Theory, MemberData(nameof(Refusals))]
    public void A_command_to_an_incident_is_refused_by_name(int row, string about)
    {
        var (code, field, state, command) = Rows[row];
        var refusal = Decide(state, command).Refusal;
        (refusal?.Code, refusal?.Field).ShouldBe((code, field), about);
    }

    [Fact]
    public void Rows_stand_in_the_order_of_the_codes() => Rows.Select(r => r.Code).ShouldBeInOrder();

    [Fact]
    public void Only_publication_is_exempted_and_only_where_the_policy_says_so()
    {
        var exempted = After(Emana, new IncidentCommand.Exempt("捜査に支障"));
        exempted.Ends[ClockKind.Publish].Kind.ShouldBe(ClockEndKind.Exempted);
        var family = Registry.Policies.Family("EMANA")!;
        var without = family.Versions[0] with { Version = "2", From = Known, Incidents = family.Versions[0].Incidents! with { Duties = [.. family.Versions[0].Incidents!.Duties.Where(d => d.Kind != Core.Policies.IncidentDutyKind.PublicationExemption)] } };
        var later = Sample(new Core.Directory.DirectoryCommand.PublishPolicy(without, "…"));
        IncidentRules.Decide(Emana, new IncidentCommand.Exempt("理由"), later, Now).Refusal!.Code.ShouldBe(RefusalCode.ClockNotExempt);
    }

    [Fact]
    public void Nothing_closes_it_before_the_last_clock_has_ended()
    {
        var state = Opened("EMANA", Plain with { Cases = [LeakCase.Sensitive] }, Whole);
        foreach (var clock in Clocks(state))
        {
            Decide(state, new IncidentCommand.Close()).Refusal!.Code.ShouldBe(RefusalCode.ClockOpen);
            state = After(state, new IncidentCommand.Done(clock.Kind, Known, "文書1"));
            Decide(state, new IncidentCommand.Done(clock.Kind, Known, "文書1")).Refusal!.Code.ShouldBe(RefusalCode.ClockNotRunning);
        }

        After(state, new IncidentCommand.Close()).Closed.ShouldBe(Known);
    }

    [Fact]
    public void A_customer_named_twice_is_there_once_and_naming_nobody_new_records_nothing()
    {
        var state = After(Electric, new IncidentCommand.NameCustomers(["els/1", "els/2", "els/1"]), new IncidentCommand.NameCustomers(["els/2", "els/3"]));
        state.Customers.Keys.ShouldBe(["els/1", "els/2", "els/3"]);
        Decide(state, new IncidentCommand.NameCustomers(["els/3"])).Events.ShouldBeEmpty();
    }

    static Core.Directory.DirectoryState Sample(Core.Directory.DirectoryCommand command) => Customers.Sample.After(Registry, command);

    [Fact]
    public void A_customer_under_seal_is_the_same_however_often_he_was_sealed_and_nobody_can_send_a_bare_reference()
    {
        var reference = Core.Customers.CustomerId.Reference("els", new Guid("0123456789abcdef0123456789abcdef")).ToString();
        var state = After(Electric, new IncidentCommand.NameCustomers([reference + ".AAAA", reference + ".BBBB"]));
        state.Customers.Keys.ShouldBe([reference]);
        Decide(state, new IncidentCommand.NameCustomers([reference + ".CCCC"])).Events.ShouldBeEmpty();
        Decide(state, new IncidentCommand.NameCustomers([reference])).Refusal!.Code.ShouldBe(RefusalCode.CustomerOfOtherRetailer);
        Decide(state, new IncidentCommand.NameCustomers([Core.Customers.CustomerId.Reference("els", Guid.Empty).ToString()])).Refusal!.Code.ShouldBe(RefusalCode.CustomerErased);
    }
}
