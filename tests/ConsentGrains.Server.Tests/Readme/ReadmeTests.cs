using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;
using ConsentGrains.Server.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Server.Tests.Readme;

/// <summary>Runs README.md's own commands against the real program and compares what they print with what it says.</summary>
public sealed class ReadmeTests
{
    static readonly IReadOnlyList<Turn> Transcript = Turn.Read(Repository.Read("README.md"));

    [Fact]
    public async Task The_transcript_holds_and_the_withdrawal_outlives_a_kill()
    {
        using var folder = new Folder();
        string keys;
        await using (var server = await ServerProcess.StartAsync(folder, "--demo"))
        {
            keys = Printed.DemoKeys(server.Output);
            await ShouldHoldAsync(Transcript, await RunAsync(Transcript, folder, server));
            await server.KillAsync();
        }

        await using var again = await ServerProcess.StartAsync(folder, "--demo");
        Printed.DemoKeys(again.Output).ShouldBe(keys);
        var printed = await RunAsync([.. Transcript.Where(turn => turn.Answers.Count == 0 || turn.Commands.Contains("()", StringComparison.Ordinal)), AskAgain], folder, again);
        printed[^1].ShouldContain("consent-withdrawn");
    }

    /// <summary>By default a web project is started in its own folder, and `cat data/demo/keys/els` would find nothing.</summary>
    [Fact]
    public async Task Dotnet_run_starts_it_in_the_folder_it_was_typed_in()
    {
        var start = new ProcessStartInfo("dotnet", ["msbuild", "src/ConsentGrains.Server", "-nologo", "-getProperty:RunWorkingDirectory"])
        {
            WorkingDirectory = Repository.Root,
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        using var msbuild = Process.Start(start) ?? throw new InvalidOperationException("dotnet cannot be started");
        (await msbuild.StandardOutput.ReadToEndAsync()).Trim().ShouldBeEmpty();
        await msbuild.WaitForExitAsync();
        msbuild.ExitCode.ShouldBe(0);
    }

    [Fact]
    public void There_are_five_questions_and_a_withdrawal() => Transcript.Count(turn => turn.Answers.Count > 0).ShouldBe(6);

    [Theory]
    [InlineData("{\"a\":…}", "{\"a\":1}", true)]
    [InlineData("{\"a\":…", "{\"a\":1,\"b\":[2]}", true)]
    [InlineData("{\"a\":…}", "{\"b\":1}", false)]
    [InlineData("{\"a\":1}", "{\"a\":12}", false)]
    public void An_ellipsis_stands_for_whatever_is_there(string said, string printed, bool holds) => Turn.Matches(said, printed).ShouldBe(holds);

    static Turn AskAgain { get; } = new("provide els/C-000123", ["…"]);

    static Task ShouldHoldAsync(IReadOnlyList<Turn> turns, IReadOnlyList<string> printed)
    {
        foreach (var (turn, text) in turns.Zip(printed))
        {
            var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            lines.Length.ShouldBe(turn.Answers.Count, $"{turn.Commands}\nprinted\n{text}");
            foreach (var (said, line) in turn.Answers.Zip(lines)) Turn.Matches(said, line).ShouldBeTrue($"{turn.Commands}\nREADME says {said}\nprinted     {line}");
        }

        return Task.CompletedTask;
    }

    /// <returns>What each turn printed.</returns>
    static async Task<IReadOnlyList<string>> RunAsync(IReadOnlyList<Turn> turns, Folder folder, ServerProcess server)
    {
        const string Mark = "----8<----";
        var script = string.Join($"\necho '{Mark}'\n", turns.Select(turn => turn.Commands)).Replace("http://localhost:5080", server.Url, StringComparison.Ordinal);
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail"])
        {
            WorkingDirectory = folder.Root,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        using var bash = Process.Start(start) ?? throw new InvalidOperationException("bash cannot be started");
        await bash.StandardInput.WriteAsync(script);
        bash.StandardInput.Close();
        var printed = await bash.StandardOutput.ReadToEndAsync();
        await bash.WaitForExitAsync();
        bash.ExitCode.ShouldBe(0, printed);
        return printed.Split($"{Mark}\n");
    }
}

/// <summary>A block of commands and the lines README.md says they print.</summary>
sealed partial record Turn(string Commands, IReadOnlyList<string> Answers)
{
    public static IReadOnlyList<Turn> Read(string readme)
    {
        var transcript = readme[readme.IndexOf("<!-- transcript -->", StringComparison.Ordinal)..readme.IndexOf("<!-- /transcript -->", StringComparison.Ordinal)];
        return [.. Block().Matches(transcript).Select(block => new Turn(
            block.Groups["commands"].Value, block.Groups["answers"].Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)))];
    }

    public static bool Matches(string said, string printed) =>
        Regex.IsMatch(printed, $"^{string.Join(".*", said.Split('…').Select(Regex.Escape))}$", RegexOptions.CultureInvariant, TimeSpan.FromMinutes(1));

    [GeneratedRegex("```sh\n(?<commands>.*?)\n```(\n```(json|text)\n(?<answers>.*?)\n```)?", RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Block();
}
