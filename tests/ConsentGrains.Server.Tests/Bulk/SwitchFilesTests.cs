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
    public async Task The_keys_of_the_documentation_are_compared_and_what_comes_of_it_is_carried_to_the_new_retailer()
    {
        using var folder = await StartAsync();
        await RunAsync(folder, "switch", "import", folder["applications.csv"], "--party", "ens", "--exchange", folder["exchange"]);
        string[] compare = ["switch", "compare", folder["keys.csv"], folder["compared.csv"], "--party", "els", "--exchange", folder["exchange"], "--answer"];
        var compared = await RunAsync(folder, compare);
        compared.Output.ShouldContain("2 compared, 1 可, 1 否.");
        compared.Output.ShouldContain("2 judgements put into the exchange folder.");
        File.ReadAllLines(folder["compared.csv"]).Skip(1).ShouldBe(["2,0700000000000000001001,ens,,可,", "2,0700000000000000001002,ens,,否,name-mismatch;address-mismatch"]);
        (await RunAsync(folder, compare)).Error.ShouldContain("file-exists");
        string[] relay = ["switch", "relay", "--party", "ens", "--exchange", folder["exchange"]];
        for (var i = 0; i < 2; i++) (await RunAsync(folder, relay)).Output.ShouldContain("2 results received: 2 are in the registry, 0 are about switches that are over or not known here.");
        (await RunAsync(folder, "switch", "export", "results", folder["judged.csv"], "--party", "ens")).Output.ShouldContain("2 results for ens.");
        (await RunAsync(folder, "switch", "import", folder["compared.csv"], "--party", "els")).Output.ShouldContain("2 judgements: 2 recorded, 0 recorded before, 0 refused.");
        File.Delete(folder["compared.csv"]);
        (await RunAsync(folder, compare)).Output.ShouldContain("0 compared, 0 可, 0 否.");
    }

    [Fact]
    public async Task Keys_that_can_not_all_be_read_are_compared_with_nothing()
    {
        using var folder = await StartAsync();
        await RunAsync(folder, "switch", "import", folder["applications.csv"], "--party", "ens", "--exchange", folder["exchange"]);
        folder.Write("twice.csv", File.ReadAllText(folder["keys.csv"]) + "0700000000000000001001,X,Y,Z\n");
        folder.Write("short.csv", File.ReadAllText(folder["keys.csv"]) + "0700000000000000001004,X,Y\n");
        foreach (var (file, told) in new[] { ("twice.csv", "line 5, column 供給地点特定番号: field-duplicate"), ("short.csv", "line 5: line-malformed"), ("none.csv", "There is no file") })
        {
            var ended = await RunAsync(folder, "switch", "compare", folder[file], folder["out.csv"], "--party", "els", "--exchange", folder["exchange"]);
            (ended.Exit, ended.Error).ShouldSatisfyAllConditions(e => e.Exit.ShouldBe(2), e => e.Error.ShouldContain(told), e => e.Error.ShouldNotContain("1001,"));
        }

        (await RunAsync(folder, "switch", "relay", "--party", "ens", "--exchange", folder["nowhere"])).Exit.ShouldBe(2);
        (await RunAsync(folder, "switch", "relay", "--party", "nobody", "--exchange", folder["exchange"])).Exit.ShouldBe(5);
        File.Exists(folder["out.csv"]).ShouldBeFalse();
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
