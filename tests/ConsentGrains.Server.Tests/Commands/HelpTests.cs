using System.CommandLine;
using ConsentGrains.Server.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Server.Tests.Commands;

/// <summary>The help texts are reviewed: a change of one is a change of help.txt beside this file.</summary>
public sealed class HelpTests
{
    static readonly string Baseline = Path.Combine(Repository.Root, "tests", "ConsentGrains.Server.Tests", "Commands", "help.txt");

    [Fact]
    public async Task The_help_of_every_command_is_the_reviewed_one()
    {
        var texts = await Task.WhenAll(Paths(CommandLine.Root(), []).Select(HelpOfAsync));
        var actual = string.Join("", texts).ReplaceLineEndings("\n");
        var accepted = File.Exists(Baseline) ? await File.ReadAllTextAsync(Baseline) : "";
        if (string.Equals(actual, accepted, StringComparison.Ordinal)) return;
        var proposed = Path.Combine(AppContext.BaseDirectory, "help.txt");
        await File.WriteAllTextAsync(proposed, actual);
        Assert.Fail($"The help has changed. See: diff {Baseline} {proposed}\nIf the change is right: cp {proposed} {Baseline}");
    }

    static IEnumerable<string[]> Paths(Command command, string[] path) =>
        [path, .. command.Subcommands.SelectMany(each => Paths(each, [.. path, each.Name]))];

    static async Task<string> HelpOfAsync(string[] path)
    {
        var ended = await Ended.OfAsync([.. path, "--help"]);
        ended.Exit.ShouldBe(0);
        var lines = ended.Output.Split(Environment.NewLine).Select(line => line.TrimEnd());
        return $"$ {string.Join(' ', path.Prepend("consent"))} --help\n{string.Join('\n', lines).TrimEnd()}\n\n";
    }
}
