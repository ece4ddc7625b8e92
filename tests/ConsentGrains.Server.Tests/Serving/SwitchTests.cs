using System.Net.Http.Json;
using ConsentGrains.Core;
using ConsentGrains.Server.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Server.Tests.Serving;

/// <summary>`consent switch` on a running server: one switch from its application to its day, and again after a restart.</summary>
public sealed class SwitchTests
{
    const string Point = "03-0000-0000-0000-0000-0042";

    [Fact]
    public async Task A_switch_is_carried_through_step_by_step()
    {
        using var folder = new Folder();
        (await Ended.OfAsync("keys", "master", folder["master.key"])).Exit.ShouldBe(0);
        string[] store = ["--data", folder["data"], "--master-key-file", folder["master.key"]];
        string key;
        string[] apply = ["apply", Point, "--by", "denki", "--customer", "denki/D-1", "--losing-customer", "els/C-1", "--idempotency-key", "one"];
        await using (var server = await ServerProcess.StartAsync(folder, ["serve", .. store]))
        {
            key = Printed.AdminKey(server.Output);
            await TellAsync(server, key, "party", new { id = "denki", name = "denki" });
            await TellAsync(server, key, "supply-point", new { number = Point, customer = "els/C-1", since = "2025-01-01" });
            (await SwitchAsync(server, key, apply)).Output.ShouldContain("03-****-…-0042: done, revision 3");
            (await SwitchAsync(server, key, ["match", Point])).Error.ShouldContain("switch-not-judged");
            (await SwitchAsync(server, key, ["judge", Point, "ok"])).Exit.ShouldBe(0);
            await server.KillAsync();
        }

        await using var again = await ServerProcess.StartAsync(folder, ["serve", .. store]);
        (await SwitchAsync(again, key, apply)).Output.ShouldContain("revision 3");
        (await SwitchAsync(again, key, ["match", Point])).Exit.ShouldBe(0);
        (await SwitchAsync(again, key, ["cancel", Point])).Error.ShouldContain("switch-locked");
        var today = Instant.From(DateTimeOffset.UtcNow).Day.ToString("yyyy-MM-dd", null);
        (await SwitchAsync(again, key, ["complete", Point, "--on", today])).Exit.ShouldBe(0);
        var shown = (await SwitchAsync(again, key, ["show", Point])).Output;
        shown.ShouldContain("switch.stage: completed");
        shown.ShouldContain("suppliers.retailer: denki");
        (await SwitchAsync(again, key, ["show", "4711"])).Exit.ShouldBe(2);
        (await PointsAsync(again, key, "switches", Point)).Output.ShouldStartWith("number: 2  stage: completed  by: denki  losing: els");
        (await PointsAsync(again, key, "holders", Point)).Output.ShouldStartWith("customer: denki/D-1  from: ");
    }

    [Fact]
    public async Task A_transmission_operator_lists_and_searches_its_own_area()
    {
        using var folder = new Folder();
        (await Ended.OfAsync("keys", "master", folder["master.key"])).Exit.ShouldBe(0);
        await using var server = await ServerProcess.StartAsync(folder, ["serve", "--data", folder["data"], "--master-key-file", folder["master.key"]]);
        var admin = Printed.AdminKey(server.Output);
        for (var i = 0; i < 105; i++) await TellAsync(server, admin, "supply-point", new { number = $"03{i:00000000000000000000}", retailer = "els", voltage = "low" });
        await TellAsync(server, admin, "supply-point", new { number = "0400000000000000000000", customer = "els/C-1" });
        var issued = await Ended.OfAsync("keys", "issue", "--party", "gtdo-03", "--role", "register", "--url", server.Url, "--key", admin);
        var key = Printed.Key(issued.Output);
        var all = (await PointsAsync(server, key, "list")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        all.Length.ShouldBe(105);
        all[0].ShouldBe("03-0000-0000-0000-0000-0000  supply  low  els  free");
        (await PointsAsync(server, key, "list", "--begins", "03-0000-0000-0000-0000-010", "--held", "false")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(5);
        (await PointsAsync(server, key, "list", "--area", "4")).Error.ShouldContain("not-yours");
        (await PointsAsync(server, admin, "list", "--area", "4")).Output.ShouldContain("04-0000-0000-0000-0000-0000  supply  -  els  held");
        (await PointsAsync(server, key, "holders", "04-0000-0000-0000-0000-0000")).Error.ShouldContain("not-found");
        (await PointsAsync(server, key, "list", "--switch", "half")).Error.ShouldContain("query-invalid");
    }

    static Task<Ended> PointsAsync(ServerProcess server, string key, params string[] args) => Ended.OfAsync(["points", .. args, "--url", server.Url, "--key", key]);

    static async Task TellAsync(ServerProcess server, string key, string command, object fields)
    {
        using var client = server.Client(key);
        using var reply = await client.PostAsJsonAsync("/v1/commands", new Dictionary<string, object>(StringComparer.Ordinal) { [command] = fields });
        reply.IsSuccessStatusCode.ShouldBeTrue(await reply.Content.ReadAsStringAsync());
    }

    static Task<Ended> SwitchAsync(ServerProcess server, string key, string[] args) => Ended.OfAsync(["switch", .. args, "--url", server.Url, "--key", key]);
}
