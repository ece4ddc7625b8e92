using System.Text;
using ConsentGrains.Core.Codec;
using ConsentGrains.Grains.SupplyPoints;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Tests.SupplyPoints;

/// <summary>What a supply point's stream holds of a customer leads to nobody once he is erased.</summary>
public sealed class SealedNamesTests
{
    readonly TestTime time = new();

    public static TheoryData<string> Kinds => Rig.Kinds;

    [Theory, MemberData(nameof(Kinds))]
    public async Task On_the_disk_a_point_names_nobody_and_whoever_reads_it_is_told_the_number(string kind)
    {
        await using var rig = await RegisteredAsync(kind);
        (await SecretsAsync(rig.Journal)).ShouldNotContain(Meter.OfEls.Number);
        (await SecretsAsync(new PointJournal(rig.Journal))).ShouldContain(Meter.OfEls.ToString());
        (await rig.Grains.ReadPointAsync()).State.HolderAt(time.Now)!.Value.Customer.ShouldBe(Meter.OfEls);
        await rig.RestartAsync();
        (await rig.Grains.ReadPointAsync()).State.HolderAt(time.Now)!.Value.Customer.ShouldBe(Meter.OfEls);
    }

    [Theory, MemberData(nameof(Kinds))]
    public async Task An_erased_holder_is_a_reference_that_leads_nowhere_and_the_point_goes_on(string kind)
    {
        await using var rig = await RegisteredAsync(kind);
        await rig.Grains.AcceptedAsync(Say.Erase(Meter.OfEls.Number));
        await rig.RestartAsync();
        (await SecretsAsync(new PointJournal(rig.Journal))).ShouldNotContain(Meter.OfEls.Number);
        var holder = (await rig.Grains.ReadPointAsync()).State.HolderAt(time.Now)!.Value.Customer;
        (holder.Operator, holder.Referred is not null).ShouldBe(("els", true));
    }

    async Task<Rig> RegisteredAsync(string kind)
    {
        var rig = await Rig.OpenAsync(kind, time);
        await Meter.MakeAsync(rig.Grains, time.Now.Day, Meter.OfEls);
        await rig.Grains.AcceptedAsync(Meter.Apply(Meter.OfEls, Meter.OfRival));
        return rig;
    }

    /// <summary>Everything sealed in the streams of supply points, opened as far as the journal alone can.</summary>
    static async Task<string> SecretsAsync(IJournal journal)
    {
        var all = new StringBuilder();
        for (var area = 1; area <= PartitionId.Areas; area++)
            await foreach (var e in journal.ReadPartitionAsync(new(area), 0, CancellationToken.None))
                if (EventTypes.IsOfPoint(e.Type)) all.AppendLine(Encoding.UTF8.GetString(e.Secret!.Value.Span));
        return all.ToString();
    }
}
