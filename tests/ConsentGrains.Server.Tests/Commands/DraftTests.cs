using System.Text;
using ConsentGrains.Policies;
using ConsentGrains.Server.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Server.Tests.Commands;

/// <summary>`consent policy draft` against a real server on a SQLite file.</summary>
public sealed class DraftTests
{
    [Fact]
    public async Task A_draft_goes_from_a_file_to_a_version_in_force_over_a_restart()
    {
        using var folder = new Folder();
        await Ended.OfAsync("keys", "master", folder["master.key"]);
        string[] serve = ["serve", "--data", folder["data"], "--master-key-file", folder["master.key"]];
        string admin;
        await using (var server = await ServerProcess.StartAsync(folder, serve))
        {
            admin = folder.Write("admin", Printed.AdminKey(server.Output));
            await EnrolAsync(server, File.ReadAllText(admin), 3);
            await RefusedAsync(server, folder, admin);
            (await DraftAsync(server, admin, "put", "ELS-EL", folder.Write("next.yaml", Later()))).Exit.ShouldBe(0);
            var diff = await DraftAsync(server, admin, "diff", "ELS-EL", "2");
            diff.Output.ShouldContain("removed  narrower  purpose  ELS-EL-2-PU12");
            diff.Output.ShouldContain("notice  before  joint-use-change  ELS-EL-5-JU2-U8  APPI 27(6)");
            var impact = await DraftAsync(server, admin, "impact", "ELS-EL", "2");
            impact.Output.ShouldStartWith("3 of 3 customers would be answered otherwise.");
            impact.Output.ShouldContain("lost  3  els  use  ELS-EL-2-PU12");
            impact.Output.ShouldNotContain("C-0001");
        }

        await using (var server = await ServerProcess.StartAsync(folder, serve))
        {
            var line = (await DraftAsync(server, admin, "list", "ELS-EL")).Output;
            line.ShouldStartWith("2  -  ");
            var revision = line.Split("  ")[2];
            (await DraftAsync(server, admin, "publish", "ELS-EL", "2", "--from", "2020-01-01", "--revision", revision)).Error.ShouldContain("day-in-past");
            (await DraftAsync(server, admin, "publish", "ELS-EL", "2", "--from", "2999-01-01", "--revision", revision)).Exit.ShouldBe(0);
            (await DraftAsync(server, admin, "list", "ELS-EL")).Output.ShouldBeEmpty();
            (await DraftAsync(server, admin, "withdraw", "ELS-EL", "2")).Error.ShouldContain("draft-unknown");
        }

        await using (var server = await ServerProcess.StartAsync(folder, serve))
            (await DraftAsync(server, admin, "put", "ELS-EL", folder["next.yaml"])).Error.ShouldContain("version-exists");
    }

    static async Task RefusedAsync(ServerProcess server, Folder folder, string admin)
    {
        var lines = Later().Split('\n');
        var at = Array.FindIndex(lines, line => line.StartsWith("operator:", StringComparison.Ordinal));
        lines[at] = lines[at].Replace("operator", "operater", StringComparison.Ordinal);
        var refused = await DraftAsync(server, admin, "put", "ELS-EL", folder.Write("bad.yaml", string.Join('\n', lines)));
        refused.Exit.ShouldBe(5);
        refused.Error.ShouldContain($"{at + 1}:1: unknown-key: ");
    }

    static Task<Ended> DraftAsync(ServerProcess server, string key, params string[] args) =>
        Ended.OfAsync(["policy", "draft", .. args, "--url", server.Url, "--key", $"@{key}"]);

    static async Task EnrolAsync(ServerProcess server, string key, int count)
    {
        using var http = server.Client(key);
        for (var i = 0; i < count; i++)
        {
            var path = $"/v1/customers/els/C-0001{i}/enrolments";
            using var reply = await http.SendPatientlyAsync(() => new(HttpMethod.Post, path) { Content = new StringContent("""{"policy":"ELS-EL"}""", Encoding.UTF8, "application/json") });
            reply.EnsureSuccessStatusCode();
        }
    }

    /// <summary>Without a day: it is given with the publication.</summary>
    static string Later()
    {
        var earlier = PolicyFiles.BuiltIn().Single(f => f.Policy.Id == "ELS-EL").Text;
        var load = PolicyFiles.Amend(earlier, "policy: ELS-EL\nversion: \"2\"\nfrom: 2027-04-01\nremove: [ELS-EL-2-PU12, ELS-EL-5-JU2-U8]", "changes");
        return string.Join('\n', load.ShouldBeOfType<PolicyLoad.Loaded>().File.Text.Split('\n').Where(line => !line.StartsWith("from:", StringComparison.Ordinal)));
    }
}
