using ConsentGrains.Server.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Server.Tests.Commands;

public sealed class PolicyTests
{
    static string BuiltIn(string name) => Path.Combine(Repository.Root, "src", "ConsentGrains.Policies", "Data", name);

    [Fact]
    public async Task Every_rule_of_the_catalogue_is_carried_somewhere()
    {
        var ended = await Ended.OfAsync("policy", "coverage");
        ended.Exit.ShouldBe(0);
        ended.Output.ShouldContain("387 rules");
    }

    [Fact]
    public async Task A_policy_is_shown_with_its_clauses()
    {
        var ended = await Ended.OfAsync("policy", "show", "els-el");
        ended.Exit.ShouldBe(0);
        ended.Output.ShouldContain("ELS-EL-2-PU7");
    }

    [Fact]
    public async Task A_sound_file_passes() => (await Ended.OfAsync("policy", "check", BuiltIn("EMANA.yaml"))).Exit.ShouldBe(0);

    [Fact]
    public async Task A_malformed_file_is_refused_by_line_and_column()
    {
        using var folder = new Folder();
        var lines = File.ReadAllLines(BuiltIn("EMANA.yaml"));
        var at = Array.FindIndex(lines, line => line.StartsWith("operator:", StringComparison.Ordinal));
        lines[at] = lines[at].Replace("operator", "operater", StringComparison.Ordinal);
        var file = folder.Write("bad.yaml", string.Join('\n', lines));
        var ended = await Ended.OfAsync("policy", "check", file);
        ended.Exit.ShouldBe(1);
        ended.Output.ShouldContain($"{file}:{at + 1}:1: unknown-key: ");
    }

    [Fact]
    public async Task A_server_does_not_start_with_a_malformed_file()
    {
        using var folder = new Folder();
        folder.Write("bad.yaml", "policy: ]");
        var ended = await Ended.OfAsync("serve", "--memory", "--policies", folder.Root);
        ended.Exit.ShouldBe(3);
        ended.Error.ShouldStartWith($"consent: policy-file-malformed: {folder["bad.yaml"]}:1:");
    }

    [Fact]
    public async Task A_version_is_not_read_twice()
    {
        using var folder = new Folder();
        File.Copy(BuiltIn("ENS.yaml"), folder["again.yaml"]);
        var ended = await Ended.OfAsync("serve", "--memory", "--policies", folder.Root);
        (ended.Exit, ended.Error.Contains("ENS.yaml is already", StringComparison.Ordinal)).ShouldBe((3, true));
    }
}
