using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Tests.Customers;
using Shouldly;
using Xunit;
using static ConsentGrains.Core.Directory.DirectoryCommand;

namespace ConsentGrains.Core.Tests.Directory;

/// <summary>What ends by its date is found once, when its last day is over.</summary>
public sealed class GroundTests
{
    static readonly DateOnly Last = new(2026, 6, 30);

    [Fact]
    public void A_roles_entry_lapses_once_when_its_last_day_is_over()
    {
        var directory = Sample.After(Sample.Directory, new GrantRole("partner-b", "enex-group", new(2026, 1, 1), Last));
        Names(directory, Last).ShouldBe("");
        Names(directory, Last.AddDays(1)).ShouldBe("partner-b enex-group 06-30 ELS-EL-5-JU2");
        Names(Lapse(directory), Last.AddDays(90)).ShouldBe("");
    }

    [Fact]
    public void Nobody_lapses_whose_next_entry_begins_on_the_day_after()
    {
        var directory = Sample.After(
            Sample.Directory, new GrantRole("partner-b", "enex-group", new(2026, 1, 1), Last), new GrantRole("partner-b", "enex-group", Last.AddDays(1), Last.AddDays(9)));
        Names(directory, Last.AddDays(5)).ShouldBe("");
        Names(directory, Last.AddDays(10)).ShouldBe("partner-b enex-group 07-09 ELS-EL-5-JU2");
    }

    [Fact]
    public void What_somebody_ended_was_told_then_and_does_not_lapse()
    {
        var directory = Sample.After(
            Sample.Directory, new GrantRole("partner-b", "enex-group", new(2026, 1, 1)), new EndRole("partner-b", "enex-group", Last),
            RefusalRows.Entrust(id: "below"), new EndEntrustment("ent-1", Last));
        Names(directory, Last.AddDays(1)).ShouldBe("");
    }

    [Fact]
    public void Contractors_entries_lapse_unless_they_never_carried_anything()
    {
        var directory = Sample.After(
            Sample.Directory, RefusalRows.Entrust(id: "whole", until: Last), RefusalRows.Entrust(id: "lacking", until: Last) with { Safety = false });
        Names(directory, Last.AddDays(1)).ShouldBe("partner-b whole 06-30 ");
    }

    [Fact]
    public void A_version_without_a_scheme_ends_it_for_its_parties_the_day_before()
    {
        var policy = Sample.Policies.Family("ELS-EL")!.Versions[^1];
        var joined = Sample.After(Sample.Directory, new GrantRole("partner-b", "enex-group", new(2026, 1, 1)), new GrantRole("partner-c", "retailer", new(2026, 1, 1)));
        var without = policy with { Version = "9", From = Last.AddDays(1), Schemes = [.. policy.Schemes.Where(s => s.Id != "ELS-EL-5-JU2")] };
        var published = joined with { Policies = joined.Policies.With(without) };
        Names(published, Last).ShouldBe("");
        var lapsed = GroundRules.Lapsed(published, Last.AddDays(1));
        lapsed.Where(e => e.Party == "partner-b").ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            e => e.Policy.ShouldBe("ELS-EL"), e => e.Schemes.ShouldBe(["ELS-EL-5-JU2"]), e => e.Until.ShouldBe(Last));
        lapsed.ShouldNotContain(e => e.Party == "partner-c", "its scheme goes on");
        Names(Lapse(published), Last.AddDays(1)).ShouldBe("");
        GroundRules.Lapsed(joined with { Policies = joined.Policies.With(policy with { Version = "9", From = Last.AddDays(1) }) }, Last.AddDays(1)).ShouldBeEmpty();
    }

    static DirectoryState Lapse(DirectoryState directory)
    {
        foreach (var lapsed in DirectoryRules.Decide(directory, new LapseGrounds(), Instant.StartOf(Last.AddDays(1))).Events)
            directory = DirectoryRules.Evolve(directory, lapsed, Sample.Now);
        return directory;
    }

    static string Names(DirectoryState directory, DateOnly today) => string.Join(", ", GroundRules.Lapsed(directory, today)
        .Select(e => $"{e.Party} {e.Role ?? e.Entrustment ?? e.Policy} {e.Until:MM-dd} {string.Join(' ', e.Schemes)}"));
}
