using ConsentGrains.Core.Codec;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains.Importing;

namespace ConsentGrains.Grains.Tests.Importing;

/// <summary>Lines that touch the same customer keep their order, also where none of them says so.</summary>
public sealed class LinkedLinesTests
{
    const int Customers = 200;

    [Fact]
    public async Task A_contract_recorded_before_a_move_out_ends_with_it_though_neither_names_the_other()
    {
        await using var rig = await Rig.OpenAsync("memory");
        await ImportAsync(rig, "before", Range(i => $$$"""{"enrol":{"customer":"els/C-{{{i}}}","policy":"ELS-EL"}}"""), Range(i => Contract(i, $"\"supplyPoint\":\"{Point(i)}\",")),
            Range(i => $$$"""{"supply-point":{"number":"{{{Point(i)}}}","customer":"els/C-{{{i}}}","since":"2025-01-01"}}"""));
        // All move-outs stand last: they would be told side by side with the contracts, were they not known to be of the same customers.
        await ImportAsync(rig, "after", Range(i => Contract(i, "")), Range(i => $$$"""{"move-out":{"point":"{{{Point(i)}}}","on":"2026-01-01"}}"""));
        for (var i = 0; i < Customers; i++)
            (await rig.Grains.HistoryAsync($"C-{i}"))[^1].Event.ShouldBeOfType<CustomerEvent.ContractEnded>($"C-{i}");
    }

    static string Point(int i) => $"03{i:00000000000000000000}";

    static string Contract(int i, string point) => $$$"""{"contract":{"customer":"els/C-{{{i}}}","id":"K",{{{point}}}"policy":"ELS-EL","state":"active"}}""";

    static IEnumerable<string> Range(Func<int, string> line) => Enumerable.Range(0, Customers).Select(line);

    static async Task ImportAsync(Rig rig, string id, params IEnumerable<string>[] lines)
    {
        using var stream = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(string.Join('\n', lines.SelectMany(each => each))));
        var importer = new Importer(rig.Grains, new CommandReader(), Say.FromEls, new Issuer("els", Unrestricted: true), id);
        (await importer.RunAsync(ImportLine.ReadAsync(stream), ImportProgress.Start, line => throw new InvalidOperationException($"{line}"), _ => ValueTask.CompletedTask, default))
            .Accepted.ShouldBe(lines.Length * Customers);
    }
}
