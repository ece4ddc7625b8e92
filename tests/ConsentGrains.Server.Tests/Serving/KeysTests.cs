using System.Net;
using ConsentGrains.Server.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Server.Tests.Serving;

/// <summary>`consent keys` on the data of a stopped server and on a running one.</summary>
public sealed class KeysTests
{
    [Fact]
    public async Task A_key_is_issued_rotated_and_revoked_here_and_there()
    {
        using var folder = new Folder();
        await Ended.OfAsync("keys", "master", folder["master.key"]);
        string[] store = ["--data", folder["data"], "--master-key-file", folder["master.key"]];
        string admin;
        await using (var server = await ServerProcess.StartAsync(folder, ["serve", .. store]))
        {
            admin = folder.Write("admin.key", Printed.AdminKey(server.Output));
            var issued = await KeysAsync(["issue", "--party", "els", "--role", "decide", "register", "--label", "卓上", "--until", "2036-03-31", "--url", server.Url, "--key", $"@{admin}"]);
            (await StatusAsync(server, issued[1])).ShouldBe(HttpStatusCode.NotFound);
            (await Ended.OfAsync("keys", "list", "--url", server.Url, "--key", $"@{admin}")).Output.ShouldContain($"{issued[0]}  els                   decide,register                   until 2036-03-31  卓上");
            var rotated = await KeysAsync(["rotate", issued[0], "--grace-hours", "0", "--url", server.Url, "--key", $"@{admin}"]);
            (await StatusAsync(server, issued[1])).ShouldBe(HttpStatusCode.Unauthorized);
            (await StatusAsync(server, rotated[1])).ShouldBe(HttpStatusCode.NotFound);
            (await Ended.OfAsync("keys", "revoke", issued[0], "--url", server.Url, "--key", $"@{admin}")).Exit.ShouldBe(0);
            (await StatusAsync(server, rotated[1])).ShouldBe(HttpStatusCode.Unauthorized);
            await server.KillAsync();
        }

        var lost = await KeysAsync(["issue", "--party", "admin", "--role", "admin", .. store]);
        (await Ended.OfAsync(["keys", "list", .. store])).Output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(3);
        var unknown = await Ended.OfAsync(["keys", "revoke", "key-0", .. store]);
        (unknown.Exit, unknown.Error.Split(':')[1..3]).ShouldSatisfyAllConditions(() => unknown.Exit.ShouldBe(5), () => unknown.Error.ShouldContain("credential-unknown"));
        await using var again = await ServerProcess.StartAsync(folder, ["serve", .. store]);
        (await StatusAsync(again, lost[1])).ShouldBe(HttpStatusCode.NotFound);
    }

    static async Task<string[]> KeysAsync(string[] args)
    {
        var ended = await Ended.OfAsync(["keys", .. args]);
        ended.Exit.ShouldBe(0, ended.Error);
        return ended.Output.Trim().Split("  ");
    }

    /// <summary>Of a read that any good key may try.</summary>
    static async Task<HttpStatusCode> StatusAsync(ServerProcess server, string key)
    {
        using var client = server.Client(key);
        using var reply = await client.GetAsync("/v1/customers/els/NOBODY");
        return reply.StatusCode;
    }
}
