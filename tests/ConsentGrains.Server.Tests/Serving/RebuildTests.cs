using ConsentGrains.Server.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Server.Tests.Serving;

/// <summary>`consent rebuild` on the files of a real server.</summary>
public sealed class RebuildTests
{
    [Fact]
    public async Task The_index_is_made_again_while_the_server_is_stopped_and_not_under_it()
    {
        using var folder = new Folder();
        (await Ended.OfAsync("keys", "master", folder["master.key"])).Exit.ShouldBe(0);
        string[] store = ["--data", folder["data"], "--master-key-file", folder["master.key"]];
        await using (var server = await ServerProcess.StartAsync(folder, ["serve", .. store]))
        {
            var refused = await Ended.OfAsync(["rebuild", .. store]);
            (refused.Exit, refused.Error.StartsWith("consent: journal-in-use: ", StringComparison.Ordinal)).ShouldBe((3, true), refused.Error);
            refused.Error.ShouldContain("index.db");
            await server.TerminateAsync();
            (await server.EndedAsync()).Exit.ShouldBe(0);
        }

        var ended = await Ended.OfAsync(["rebuild", .. store]);
        ended.Exit.ShouldBe(0, ended.Error);
        ended.Output.ShouldMatch("^The index is made again from [1-9][0-9]* events");
        File.Exists(Path.Combine(folder["data"], "index.db")).ShouldBeTrue();
    }
}
