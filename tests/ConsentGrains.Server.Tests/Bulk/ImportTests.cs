using System.Text.Json;
using ConsentGrains.Server.Bulk;
using ConsentGrains.Server.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Server.Tests.Bulk;

/// <summary>`consent town`, `import` and `export`, as an operator runs them.</summary>
public sealed class ImportTests
{
    [Fact]
    public async Task What_is_exported_imports_again_to_the_same_commands()
    {
        using var folder = new Folder();
        await TownAsync(folder, 300);
        (await ImportAsync(folder, "town.ndjson", "first")).Exit.ShouldBe(0);
        (await ExportAsync(folder, "first", "first.ndjson")).Exit.ShouldBe(0);
        (await ImportAsync(folder, "first.ndjson", "second")).Exit.ShouldBe(0);
        (await ExportAsync(folder, "second", "second.ndjson")).Exit.ShouldBe(0);
        ByCustomer(folder["second.ndjson"]).ShouldBe(ByCustomer(folder["first.ndjson"]));
        Lines(folder["first.ndjson"]).Length.ShouldBe(Lines(folder["town.ndjson"]).Length);
    }

    [Fact]
    public async Task Importing_twice_records_nothing_twice()
    {
        using var folder = new Folder();
        await TownAsync(folder, 50);
        (await ImportAsync(folder, "town.ndjson", "data")).Output.ShouldContain(", 0 recorded before, 0 refused");
        (await ImportAsync(folder, "town.ndjson", "data")).Output.ShouldContain("is in already");
        File.Delete(ImportMark.PathOf(folder["town.ndjson"]));
        (await ImportAsync(folder, "town.ndjson", "data")).Output.ShouldContain(": 0 recorded,");
        await ExportAsync(folder, "data", "out.ndjson");
        Lines(folder["out.ndjson"]).Length.ShouldBe(Lines(folder["town.ndjson"]).Length);
    }

    [Fact]
    public async Task An_import_goes_on_behind_what_was_decided()
    {
        using var folder = new Folder();
        await TownAsync(folder, 50);
        var file = folder["town.ndjson"];
        var lines = Lines(file);
        var half = lines.Length / 2;
        var offset = lines.Take(half).Sum(line => System.Text.Encoding.UTF8.GetByteCount(line) + 1);
        new ImportMark(await ImportMark.IdOfAsync(file, CancellationToken.None), new(half, offset, half, 0, 0), Done: false).Write(file);
        var ended = await ImportAsync(folder, "town.ndjson", "data");
        ended.Output.ShouldContain($"Going on behind line {half}.");
        // The first half was never told to this registry: whoever needed it is refused, and nothing before the mark was read.
        JsonDocument.Parse(File.ReadLines(file + ".refused.ndjson").First()).RootElement.GetProperty("line").GetInt64().ShouldBeGreaterThan(half);
    }

    [Fact]
    public async Task Every_refused_line_is_reported_with_its_code_and_the_others_go_in()
    {
        using var folder = new Folder();
        var lines = new[]
        {
            """{"enrol":{"customer":"els/Z","policy":"NOPE"}}""",
            "rubbish",
            "",
            """{"enrol":{"customer":"els/Z","policy":"ELS-EL"}}""",
            """{"a":1,"b":2}""",
            """{"sell":{"customer":"els/Z"}}""",
            """{"stop":{"customer":"els/NOBODY","act":"use"}}""",
            new string('x', (1 << 20) + 1),
            """{"consent":{"customer":"els/Z","purpose":"ELS-EL-2-PU9","evidence":"e","until":"31.12.2027"}}""",
        };
        folder.Write("bad.ndjson", string.Join('\n', lines));
        var ended = await ImportAsync(folder, "bad.ndjson", "data");
        ended.Exit.ShouldBe(1);
        ended.Output.ShouldContain("9 lines: 1 recorded, 0 recorded before, 7 refused.");
        File.ReadLines(folder["bad.ndjson.refused.ndjson"]).Select(Code).Order(StringComparer.Ordinal).ShouldBe(
        [
            "1 policy-unknown", "2 line-malformed", "5 line-malformed", "6 command-unknown", "7 customer-unknown", "8 line-too-long", "9 date-malformed",
        ]);
    }

    [Fact]
    public async Task Points_and_their_customers_import_again_to_the_same_commands_whatever_happened_between_them()
    {
        using var folder = new Folder();
        const string Point = "0100000000000000000001";
        folder.Write("life.ndjson", string.Join('\n',
        [
            """{"party":{"id":"denki","name":"denki"}}""",
            """{"enrol":{"customer":"els/A","policy":"ELS-EL"}}""",
            $$$"""{"contract":{"customer":"els/A","id":"K","policy":"ELS-EL","state":"active","supplyPoint":"{{{Point}}}"}}""",
            $$$"""{"supply-point":{"number":"{{{Point}}}","customer":"els/A","since":"2025-01-01"}}""",
            $$$"""{"switch-apply":{"point":"{{{Point}}}","by":"denki","customer":"denki/B","losingCustomer":"els/A"}}""",
            $$$"""{"switch-judge":{"point":"{{{Point}}}","result":"ok"}}""",
            $$$"""{"switch-match":{"point":"{{{Point}}}"}}""",
            $$$"""{"switch-complete":{"point":"{{{Point}}}","on":"2026-06-01"}}""",
            $$$"""{"move-out":{"point":"{{{Point}}}","on":"2026-07-01"}}""",
            $$$"""{"contract":{"customer":"els/A","id":"K2","policy":"ELS-EL","state":"active","supplyPoint":"{{{Point}}}"}}""",
        ]));
        foreach (var (file, data) in new[] { ("life.ndjson", "first"), ("first.ndjson", "second") })
        {
            var ended = await ImportAsync(folder, file, data);
            ended.Exit.ShouldBe(0, ended.Output);
            (await ExportAsync(folder, data, $"{data}.ndjson")).Exit.ShouldBe(0);
        }

        // The last contract moved its customer in, which has a line of its own.
        Lines(folder["first.ndjson"]).Length.ShouldBe(Lines(folder["life.ndjson"]).Length + 1);
        Lines(folder["second.ndjson"]).ShouldBe(Lines(folder["first.ndjson"]));
    }

    static string Code(string report)
    {
        using var json = JsonDocument.Parse(report);
        return $"{json.RootElement.GetProperty("line").GetInt64()} {json.RootElement.GetProperty("code").GetString()}";
    }

    /// <summary>The order of one customer's lines is kept; between customers there is none.</summary>
    static string[] ByCustomer(string file) => [.. Lines(file).OrderBy(CustomerOf, StringComparer.Ordinal)];

    static string CustomerOf(string line)
    {
        using var json = JsonDocument.Parse(line);
        var fields = json.RootElement.EnumerateObject().First().Value;
        foreach (var name in new[] { "customer", "number", "point" })
            if (fields.TryGetProperty(name, out var key)) return key.GetString()!;
        return "";
    }

    static string[] Lines(string file) => File.ReadAllLines(file);

    static async Task TownAsync(Folder folder, int customers)
    {
        (await Ended.OfAsync("keys", "master", folder["master.key"])).Exit.ShouldBe(0);
        (await Ended.OfAsync("town", folder["town.ndjson"], "--customers", customers.ToString(System.Globalization.CultureInfo.InvariantCulture))).Exit.ShouldBe(0);
    }

    static async Task<Ended> ImportAsync(Folder folder, string file, string data)
    {
        if (!File.Exists(folder["master.key"])) await Ended.OfAsync("keys", "master", folder["master.key"]);
        return await Ended.OfAsync("import", folder[file], "--data", folder[data], "--master-key-file", folder["master.key"]);
    }

    static Task<Ended> ExportAsync(Folder folder, string data, string file) =>
        Ended.OfAsync("export", folder[file], "--data", folder[data], "--master-key-file", folder["master.key"]);
}
