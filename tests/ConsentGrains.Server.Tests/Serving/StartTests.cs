using System.Net;
using System.Net.Sockets;
using ConsentGrains.Server.Tests.Harness;
using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;

namespace ConsentGrains.Server.Tests.Serving;

/// <summary>Starts that succeed and starts that must not.</summary>
public sealed class StartTests : IDisposable
{
    readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_first_start_prints_an_administrators_key_and_the_second_none()
    {
        var args = await RealAsync();
        await using var first = await ServerProcess.StartAsync(folder, args);
        using var client = first.Client(Printed.AdminKey(first.Output));
        (await client.GetAsync("/v1/keys")).StatusCode.ShouldBe(HttpStatusCode.OK);
        ShouldBeOwn(folder["data"]);
        await first.KillAsync();
        await using var second = await ServerProcess.StartAsync(folder, args);
        second.Output.ShouldNotContain("administrator's key");
    }

    [Fact]
    public async Task A_second_server_on_the_same_data_is_refused()
    {
        var args = await RealAsync();
        await using var first = await ServerProcess.StartAsync(folder, args);
        var second = await ServerProcess.RunAsync(folder, args);
        second.Exit.ShouldBe(3);
        second.Error.ShouldStartWith("consent: journal-in-use: ");
        second.Error.ShouldContain($"process {first.Id} ");
    }

    [Fact]
    public async Task Another_master_key_is_refused()
    {
        var args = await RealAsync();
        await using (var first = await ServerProcess.StartAsync(folder, args)) await first.KillAsync();
        File.Delete(folder["master.key"]);
        var second = await ServerProcess.RunAsync(folder, await RealAsync());
        (second.Exit, second.Error.Split(':')[1].Trim()).ShouldBe((3, "master-key-wrong"));
    }

    [Fact]
    public async Task A_taken_port_is_named()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var ended = await ServerProcess.RunAsync(folder, "serve", "--memory", "--urls", $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
        (ended.Exit, ended.Error.Split(':')[1].Trim()).ShouldBe((3, "port-in-use"));
    }

    [Fact]
    public async Task A_changed_row_is_refused_with_its_position_and_verify_says_the_same()
    {
        var args = await RealAsync();
        await using (var first = await ServerProcess.StartAsync(folder, args))
        {
            await first.TerminateAsync();
            (await first.EndedAsync()).Exit.ShouldBe(0);
        }

        (await Ended.OfAsync(["journal", "verify", .. args[1..]])).Exit.ShouldBe(0);
        Change("update event set clear = x'00' where position = 1");
        var verify = await Ended.OfAsync(["journal", "verify", .. args[1..]]);
        (verify.Exit, verify.Error).ShouldSatisfyAllConditions(() => verify.Exit.ShouldBe(4), () => verify.Error.ShouldContain("at position 1"));
        var start = await ServerProcess.RunAsync(folder, args);
        start.Exit.ShouldBe(4);
        start.Error.ShouldContain("at position 1");
    }

    [Fact]
    public async Task An_anchor_that_cannot_be_written_is_found_at_the_start()
    {
        folder.Write("file", "");
        var ended = await Ended.OfAsync([.. await RealAsync(), "--anchor-file", folder["file/anchor.log"]]);
        (ended.Exit, ended.Error.Split(':')[1].Trim()).ShouldBe((3, "folder-unusable"));
    }

    [Fact]
    public async Task A_demo_key_cut_short_is_refused()
    {
        await using (var first = await ServerProcess.StartAsync(folder, "--demo")) await first.KillAsync();
        foreach (var made in new[] { "data/demo", "data/demo/keys", "data/demo/secrets" }) ShouldBeOwn(folder[made]);
        folder.Write("data/demo/keys/els", "");
        var ended = await ServerProcess.RunAsync(folder, "--demo", "--urls", "http://127.0.0.1:0");
        ended.Exit.ShouldBe(3);
        ended.Error.ShouldContain("keys/els holds no key");
    }

    [Fact]
    public async Task A_file_that_is_no_journal_is_refused()
    {
        var args = await RealAsync();
        Directory.CreateDirectory(folder["data"]);
        folder.Write("data/journal.db", new string('x', 8192));
        var ended = await ServerProcess.RunAsync(folder, args);
        (ended.Exit, ended.Error.Split(':')[1].Trim()).ShouldBe((4, "journal-damaged"));
    }

    async Task<string[]> RealAsync()
    {
        if (!File.Exists(folder["master.key"])) (await Ended.OfAsync("keys", "master", folder["master.key"])).Exit.ShouldBe(0);
        return ["serve", "--data", folder["data"], "--master-key-file", folder["master.key"]];
    }

    static void ShouldBeOwn(string path)
    {
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    void Change(string sql)
    {
        using var db = new SqliteConnection($"Data Source={folder["data/journal.db"]};Pooling=False");
        db.Open();
        using var command = db.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery().ShouldBeGreaterThan(0);
    }
}
