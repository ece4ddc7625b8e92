using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using ConsentGrains.Server.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Server.Tests.Commands;

/// <summary>`consent decision list` on the files of a real server.</summary>
public sealed partial class DecisionListTests
{
    [Fact]
    public async Task Every_provision_that_was_answered_is_listed_after_the_server_was_killed()
    {
        using var folder = new Folder();
        (await Ended.OfAsync("keys", "master", folder["master.key"])).Exit.ShouldBe(0);
        string[] store = ["--data", folder["data"], "--master-key-file", folder["master.key"]];
        const int asked = 20;
        await using (var server = await ServerProcess.StartAsync(folder, ["serve", .. store]))
        {
            using var http = server.Client(Key().Match(server.Output).Value);
            (await http.PostAsJsonAsync("/v1/customers/els/C-1/enrolments", new { policy = "ELS-EL" })).EnsureSuccessStatusCode();
            for (var i = 0; i < asked; i++) await AskAsync(http);
            var refused = await Ended.OfAsync(["decision", "list", .. store]);
            (refused.Exit, refused.Error.StartsWith("consent: journal-in-use: ", StringComparison.Ordinal)).ShouldBe((3, true), refused.Error);
            await server.KillAsync();
        }

        var lines = await LinesAsync(store);
        lines.Count(line => line.Contains("\tels/C-1\tprovide\tELS-EL-2-PU3\temana\tdeny\tconsent-missing\t", StringComparison.Ordinal)).ShouldBe(asked);
        lines[^1].ShouldContain("\tlost\tuntil ", customMessage: "a kill may have taken what only waited");
        (await LinesAsync([.. store, "--customer", "els/C-1", "--party", "els", "--from", "2026-01-01"])).Count(line => line.Contains("\tdecision\t", StringComparison.Ordinal)).ShouldBe(asked);
        (await LinesAsync([.. store, "--to", "2026-01-01"])).Length.ShouldBe(1, "the names of the columns");
        foreach (var wrong in new[] { "--customer", "--from" }) (await Ended.OfAsync(["decision", "list", .. store, wrong, "x"])).Error.ShouldStartWith("consent: usage-wrong: ");
    }

    static async Task AskAsync(HttpClient http)
    {
        var reply = await http.PostAsJsonAsync("/access/v1/evaluation", new
        {
            subject = new { type = "party", id = "els" },
            action = new { name = "provide", properties = new { purpose = "ELS-EL-2-PU3" } },
            resource = new { type = "customer", id = "els/C-1", properties = new { items = new[] { "ELS-EL-3/name" } } },
            context = new { recipient = "emana" },
        });
        (await reply.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("decision").GetBoolean().ShouldBeFalse();
    }

    static async Task<string[]> LinesAsync(string[] arguments)
    {
        var ended = await Ended.OfAsync(["decision", "list", .. arguments]);
        ended.Exit.ShouldBe(0, ended.Error);
        return ended.Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
    }

    [GeneratedRegex("cg_[A-Za-z0-9_-]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Key();
}
