using ConsentGrains.Core.Codec;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains.Customers;
using ConsentGrains.Grains.Importing;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Tests.Importing;

/// <summary>Lines that touch the same customer keep their order, also where none of them says so.</summary>
public sealed class LinkedLinesTests
{
    const int Consents = 60;
    const string Point = "0300000000000000000001";

    [Fact]
    public async Task A_contract_recorded_before_a_move_out_ends_with_it_though_neither_names_the_other()
    {
        await using var rig = await Rig.OpenAsync("sqlite");
        await ImportAsync(rig, "before",
        [
            """{"enrol":{"customer":"els/C-1","policy":"ELS-EL"}}""",
            $$$"""{"contract":{"customer":"els/C-1","id":"K","policy":"ELS-EL","state":"active","supplyPoint":"{{{Point}}}"}}""",
            $$$"""{"supply-point":{"number":"{{{Point}}}","customer":"els/C-1","since":"2025-01-01"}}""",
        ]);
        // Beside so many lines the move-out would long be told, were it not known to be the same customer's.
        await ImportAsync(rig, "after",
        [
            .. Enumerable.Repeat("""{"consent":{"customer":"els/C-1","recipient":"partner","evidence":"form"}}""", Consents),
            """{"contract":{"customer":"els/C-1","id":"K","policy":"ELS-EL","state":"active"}}""",
            $$$"""{"move-out":{"point":"{{{Point}}}","on":"2026-01-01"}}""",
        ]);
        (await rig.Grains.HistoryAsync("C-1"))[^1].Event.ShouldBeOfType<CustomerEvent.ContractEnded>();
    }

    [Fact]
    public async Task Who_was_brought_in_with_some_lines_is_read_later_as_one_row()
    {
        await using var rig = await Rig.OpenAsync("sqlite");
        await ImportAsync(rig, "many",
        [
            """{"enrol":{"customer":"els/C-1","policy":"ELS-EL"}}""",
            """{"enrol":{"customer":"els/C-2","policy":"ELS-EL"}}""",
            .. Enumerable.Range(1, Limits.EventsAtRest).Select(i => $$$"""{"contract":{"customer":"els/C-1","id":"K-{{{i}}}","policy":"ELS-EL","state":"active"}}"""),
        ]);

        var (many, one) = (await LoadAsync(rig, "els/C-1"), await LoadAsync(rig, "els/C-2"));
        (many.Snapshot.HasValue, many.Version, many.Events.Count).ShouldBe((true, 1 + Limits.EventsAtRest, 0));
        (one.Snapshot.HasValue, one.Events.Count).ShouldBe((false, 1), "a single row is as good as a snapshot");
    }

    static ValueTask<StreamImage> LoadAsync(Rig rig, string customer) => rig.Journal.LoadAsync(CustomerStream.NameOf(customer), default);

    static async Task ImportAsync(Rig rig, string id, string[] lines)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        var importer = new Importer(rig.Grains, new CommandReader(), Say.FromEls, new Issuer("els", Unrestricted: true), id);
        var done = await importer.RunAsync(
            ImportLine.ReadAsync(stream), ImportProgress.Start, line => throw new InvalidOperationException($"{line}"), _ => ValueTask.CompletedTask, default);
        done.Accepted.ShouldBe(lines.Length);
    }
}
