using ConsentGrains.Server.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Server.Tests.Commands;

/// <summary>How commands end that need no data.</summary>
public sealed class ExitTests
{
    [Theory]
    [InlineData(2, "usage-wrong", "surve")]
    [InlineData(2, "usage-wrong", "policy")]
    [InlineData(2, "usage-wrong", "policy", "show", "ELS")]
    [InlineData(2, "usage-wrong", "keys", "list", "--url", "http://localhost:1")]
    [InlineData(2, "usage-wrong", "keys", "rotate", "key-1", "--grace-hours", "721")]
    [InlineData(2, "setting-wrong", "serve", "--urls", "https://localhost:5080")]
    [InlineData(2, "setting-wrong", "serve", "--urls", "http://example.org:5080")]
    [InlineData(2, "setting-wrong", "serve", "--shutdown-seconds", "soon")]
    [InlineData(3, "folder-unusable", "keys", "list", "--url", "http://127.0.0.1:1", "--key", "@nowhere")]
    [InlineData(3, "address-unusable", "serve", "--memory", "--urls", "http://192.0.2.1:5080")]
    [InlineData(2, "scenario-malformed", "scenario", "run", "nowhere.yaml")]
    [InlineData(3, "journal-missing", "keys", "list", "--data", "nowhere")]
    [InlineData(3, "journal-missing", "journal", "verify", "--data", "nowhere")]
    [InlineData(3, "journal-missing", "rebuild", "--data", "nowhere")]
    [InlineData(3, "folder-unusable", "serve", "--memory", "--policies", "nowhere")]
    [InlineData(5, "server-unreachable", "keys", "list", "--url", "http://127.0.0.1:1", "--key", "cg_x")]
    public async Task A_command_that_cannot_go_on_says_why_in_one_line(int exit, string code, params string[] args)
    {
        var ended = await Ended.OfAsync(args);
        ended.Exit.ShouldBe(exit, ended.Error);
        ended.Error.ShouldStartWith($"consent: {code}: ");
    }

    [Fact]
    public async Task Without_a_master_key_nothing_starts_and_the_way_out_is_told()
    {
        using var folder = new Folder();
        var ended = await Ended.OfAsync("serve", "--data", folder["data"]);
        ended.Exit.ShouldBe(3);
        ended.Error.ShouldContain("consent keys master");
        Directory.Exists(folder["data"]).ShouldBeFalse();
    }

    [Fact]
    public async Task A_master_key_is_made_once_and_for_its_owner_only()
    {
        using var folder = new Folder();
        (await Ended.OfAsync("keys", "master", folder["master.key"])).Exit.ShouldBe(0);
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(folder["master.key"]).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        var again = await Ended.OfAsync("keys", "master", folder["master.key"]);
        (again.Exit, again.Error).ShouldBe((3, $"consent: file-exists: {folder["master.key"]} exists; a master key is never overwritten.{Environment.NewLine}"));
    }

    [Fact]
    public async Task The_version_is_printed() => (await Ended.OfAsync("version")).Output.ShouldStartWith("consent 0.");

    [Fact]
    public async Task An_unknown_setting_in_the_environment_is_refused()
    {
        using var folder = new Folder();
        await using var process = ServerProcess.Launch(folder, ["serve", "--memory"], ("CONSENTGRAINS_MASTERKEY", "x"));
        var ended = await process.EndedAsync();
        ended.Exit.ShouldBe(2);
        ended.Error.ShouldContain("setting-unknown: There is no setting for the environment variable CONSENTGRAINS_MASTERKEY");
    }
}
