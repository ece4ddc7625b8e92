using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Tests.Customers;
using Shouldly;
using Xunit;
using static ConsentGrains.Core.Directory.DirectoryCommand;

namespace ConsentGrains.Core.Tests.Directory;

public sealed class EntrustmentTests
{
    [Fact]
    public void An_entry_without_an_id_gets_the_next_free_one()
    {
        var directory = Sample.After(Sample.Directory, RefusalRows.Entrust(), RefusalRows.Entrust(), RefusalRows.Entrust(id: "partner-a-partner-b-3"));
        directory.Entrustments.Keys.Order().ShouldBe(["ent-1", "partner-a-partner-b-1", "partner-a-partner-b-2", "partner-a-partner-b-3"]);
        var next = Sample.Accepted(DirectoryRules.Decide(directory, RefusalRows.Entrust(), Sample.Now));
        ((DirectoryEvent.EntrustmentRecorded)next).Entry.Id.ShouldBe("partner-a-partner-b-4");
        directory.EntrustmentsTo["partner-b"].Length.ShouldBe(3);
    }

    public static TheoryData<string, RecordEntrustment> Incomplete { get; } = new()
    {
        { "safety", RefusalRows.Entrust(id: "e") with { Safety = false } },
        { "confidentiality", RefusalRows.Entrust(id: "e") with { Confidentiality = false } },
        { "reentrustment", RefusalRows.Entrust(id: "e") with { Reentrustment = false } },
        { "supervision", RefusalRows.Entrust(id: "e") with { Supervision = false } },
        { "no finding", RefusalRows.Entrust(id: "e") with { Finding = null } },
        { "unfit", RefusalRows.Entrust(id: "e") with { Finding = false } },
    };

    [Theory, MemberData(nameof(Incomplete))]
    public void An_incomplete_entry_is_kept_and_can_carry_nothing(string lacks, RecordEntrustment entry)
    {
        Sample.After(Sample.Directory, entry).Entrustments["e"].Complete.ShouldBeFalse(lacks);
        Sample.After(Sample.Directory, entry with { Safety = true, Confidentiality = true, Reentrustment = true, Supervision = true, Finding = true }).Entrustments["e"].Complete.ShouldBeTrue();
    }

    [Fact]
    public void The_same_entry_told_again_is_accepted_in_whatever_order_its_lists_are() =>
        Sample.After(
                Sample.Directory,
                RefusalRows.Entrust(id: "e", purposes: ["ELS-EL-2-PU1", "ELS-EL-2-PU2"]),
                RefusalRows.Entrust(id: "e", purposes: ["ELS-EL-2-PU2", "ELS-EL-2-PU1"]))
            .EntrustmentsTo["partner-b"].Length.ShouldBe(1);

    [Fact]
    public void What_stands_under_an_entry_ends_with_it()
    {
        var directory = Sample.After(
            Sample.Directory,
            RefusalRows.Entrust(id: "below"),
            RefusalRows.Entrust(id: "lower", @operator: "partner-b", recipient: "partner-c", under: "below"),
            RefusalRows.Entrust(id: "over", until: new(2026, 2, 1)),
            new EndEntrustment("ent-1", new(2026, 6, 30)));
        directory.Entrustments.OrderBy(e => e.Key).Select(e => $"{e.Key} {e.Value.Until:MM-dd}")
            .ShouldBe(["below 06-30", "ent-1 06-30", "lower 06-30", "over 02-01"]);
        directory.EntrustmentsTo["partner-c"].Single().Until.ShouldBe(new DateOnly(2026, 6, 30));
    }

    [Fact]
    public void A_contractor_upstream_can_not_stand_below_again()
    {
        var directory = Sample.After(Sample.Directory, RefusalRows.Entrust(id: "below"));
        DirectoryRules.Decide(directory, RefusalRows.Entrust(@operator: "partner-b", recipient: "partner-a", under: "below"), Sample.Now)
            .Refusal!.Code.ShouldBe(RefusalCode.EntrustmentCircular);
    }

    [Fact]
    public void Re_entrustment_goes_eight_levels_deep_and_no_further()
    {
        var directory = Sample.Directory;
        var (above, upper) = ("partner-a", "ent-1");
        for (var level = 2; level <= Limits.EntrustmentDepth + 1; level++)
        {
            var (party, id) = ($"sub-{level}", $"level-{level}");
            directory = Sample.After(directory, new RegisterParty(party, party));
            var entry = RefusalRows.Entrust(id: id, @operator: above, recipient: party, under: upper);
            if (level > Limits.EntrustmentDepth)
                DirectoryRules.Decide(directory, entry, Sample.Now).Refusal!.Code.ShouldBe(RefusalCode.EntrustmentTooDeep);
            else
                directory = Sample.After(directory, entry);
            (above, upper) = (party, id);
        }
    }
}
