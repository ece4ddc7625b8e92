using ConsentGrains.Server.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Server.Tests.Bulk;

/// <summary>`consent switch import` and `export` on the files of docs/examples/switching, in the order of docs/switching.md.</summary>
public sealed class SwitchFilesTests
{
    [Fact]
    public async Task The_files_of_the_documentation_take_switches_to_their_end()
    {
        using var folder = await StartAsync();
        var applied = await RunAsync(folder, "switch", "import", folder["applications.csv"], "--party", "ens", "--exchange", folder["exchange"]);
        applied.Exit.ShouldBe(1);
        applied.Output.ShouldContain("4 applications: 2 recorded, 0 recorded before, 2 refused.");
        Refused(folder, "applications.csv").ShouldBe(["4 現お客さま番号 customer-not-holder", "5 供給地点特定番号 supply-point-malformed"]);
        File.ReadLines(folder["exchange/000001.csv"]).Count().ShouldBe(3);
        (await RunAsync(folder, "switch", "export", "judgements", folder["inquiries.csv"], "--party", "els")).Output.ShouldContain("2 judgements for els.");
        File.ReadAllText(folder["inquiries.csv"]).ShouldContain("2,0700000000000000001001,ens,C-1001,,,");
        (await RunAsync(folder, "switch", "import", folder["judgements.csv"], "--party", "els")).Output.ShouldContain("2 judgements: 2 recorded, 0 recorded before, 0 refused.");
        (await RunAsync(folder, "switch", "import", folder["results.csv"])).Output.ShouldContain("3 results: 2 recorded, 0 recorded before, 1 refused.");
        Refused(folder, "results.csv").ShouldBe(["4 供給地点特定番号 switch-not-open"]);
        (await RunAsync(folder, "switch", "export", "results", folder["done.csv"], "--party", "ens")).Output.ShouldContain("2 results for ens.");
        var done = File.ReadAllText(folder["done.csv"]);
        done.ShouldContain("2,0700000000000000001001,切替日確定,2026-12-15,");
        done.ShouldContain("2,0700000000000000001002,否,,name-mismatch;address-mismatch");
    }

    [Fact]
    public async Task A_file_is_brought_in_once_however_often_it_is_run()
    {
        using var folder = await StartAsync();
        string[] import = ["switch", "import", folder["applications.csv"], "--party", "ens", "--exchange", folder["exchange"]];
        await RunAsync(folder, import);
        (await RunAsync(folder, import)).Output.ShouldContain("is in already (4 rows)");
        File.Delete(folder["applications.csv.import"]);
        (await RunAsync(folder, import)).Output.ShouldContain("4 applications: 0 recorded, 2 recorded before, 2 refused.");
        Refused(folder, "applications.csv").Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_broken_file_brings_nothing_in()
    {
        using var folder = await StartAsync();
        folder.Write("broken.csv", File.ReadAllText(folder["applications.csv"]) + "\"07");
        var ended = await RunAsync(folder, "switch", "import", folder["broken.csv"]);
        ended.Exit.ShouldBe(2);
        ended.Error.ShouldContain("switch-file-malformed");
        ended.Error.ShouldContain("line 6, column 1");
        (await RunAsync(folder, "switch", "export", "judgements", folder["none.csv"], "--party", "els")).Output.ShouldContain("0 judgements");
    }

    [Fact]
    public async Task An_export_is_for_one_party_and_overwrites_nothing()
    {
        using var folder = await StartAsync();
        await RunAsync(folder, "switch", "import", folder["applications.csv"]);
        (await RunAsync(folder, "switch", "export", "judgements", folder["ens.csv"], "--party", "ens")).Output.ShouldContain("0 judgements for ens.");
        (await RunAsync(folder, "switch", "export", "judgements", folder["ens.csv"], "--party", "els")).Error.ShouldContain("file-exists");
        (await RunAsync(folder, "switch", "export", "judgements", folder["nobody.csv"], "--party", "nobody")).Exit.ShouldBe(5);
        File.Exists(folder["nobody.csv"]).ShouldBeFalse();
    }

    static string[] Refused(Folder folder, string file) =>
        [.. File.ReadAllLines(folder[file + ".refused.csv"]).Skip(1).Select(line => string.Join(' ', line.Split(',')[..3])).Order(StringComparer.Ordinal)];

    static async Task<Folder> StartAsync()
    {
        var folder = new Folder();
        foreach (var example in Directory.GetFiles(Path.Combine(Repository.Root, "docs", "examples", "switching")))
            File.Copy(example, folder[Path.GetFileName(example)]);
        (await Ended.OfAsync("keys", "master", folder["master.key"])).Exit.ShouldBe(0);
        (await RunAsync(folder, "import", folder["registry.ndjson"])).Exit.ShouldBe(0);
        return folder;
    }

    static Task<Ended> RunAsync(Folder folder, params string[] args) =>
        Ended.OfAsync([.. args, "--data", folder["data"], "--master-key-file", folder["master.key"]]);
}
