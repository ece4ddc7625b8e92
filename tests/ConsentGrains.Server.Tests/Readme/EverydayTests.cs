using System.Diagnostics;
using System.Text;
using ConsentGrains.Server.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Server.Tests.Readme;

/// <summary>Runs the pages of docs/everyday, command by command, on a registry of their own, and compares what is printed with what they say.</summary>
public sealed class EverydayTests
{
    const string Folders = "docs/everyday";
    const string Mark = "----8<----";
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>What an operator has before the page begins: a running registry, its administrator's key, one customer.</summary>
    const string Before = """
        consent() { dotnet "$CONSENT" "$@"; }
        start() {
          : > serve.log
          dotnet "$CONSENT" serve --data data --master-key-file master.key --policies policies --urls http://127.0.0.1:0 > serve.log 2>&1 &
          SERVER=$!
          until grep -q '^Stop with' serve.log; do kill -0 $SERVER || { cat serve.log; exit 1; }; sleep 0.1; done
          URL=$(grep -om1 'http://127.0.0.1:[0-9]*' serve.log)
        }
        stop() { kill -TERM $SERVER; wait $SERVER || true; }
        trap 'kill -KILL $SERVER 2>/dev/null || true' EXIT
        mkdir policies
        consent keys master master.key > /dev/null
        start
        grep -om1 'cg_[A-Za-z0-9_-]*' serve.log > admin.key
        """;

    const string Customer = """
        curl -sf $URL/v1/commands -H "Authorization: Bearer $(cat admin.key)" -H 'Content-Type: application/json' -d '{"enrol":{"customer":"els/C-1","policy":"ELS-EL"}}' > /dev/null
        """;

    public static TheoryData<string, bool> Pages => new() { { "backup-and-restore.md", true }, { "keys.md", false }, { "master-key.md", true }, { "partner.md", false }, { "operator-and-policy.md", false } };

    [Fact]
    public void Every_page_is_run_but_the_one_that_changes_the_machine() =>
        Directory.EnumerateFiles(Repository.PathOf(Folders)).Select(Path.GetFileName).Order(StringComparer.Ordinal)
            .ShouldBe(Pages.Select(page => (string)page[0]).Append("upgrade.md").Order(StringComparer.Ordinal));

    [Theory, MemberData(nameof(Pages))]
    public async Task A_page_does_what_it_says(string page, bool customer)
    {
        using var folder = new Folder();
        var turns = Turn.Read(Repository.Read($"{Folders}/{page}"));
        turns.Count.ShouldBeGreaterThan(2);
        var script = string.Join($"\necho '{Mark}'\n", [customer ? $"{Before}\n{Customer}" : Before, .. turns.Select(turn => turn.Commands)]);
        var printed = (await RunAsync(script.Replace("http://localhost:5080", "$URL", StringComparison.Ordinal), folder)).Split($"{Mark}\n")[1..];
        foreach (var (turn, text) in turns.Zip(printed))
        {
            var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            lines.Length.ShouldBe(turn.Answers.Count, $"{turn.Commands}\nprinted\n{text}");
            foreach (var (said, line) in turn.Answers.Zip(lines)) Turn.Matches(said, line).ShouldBeTrue($"{turn.Commands}\n{page} says {said}\nprinted {line}");
        }
    }

    static async Task<string> RunAsync(string script, Folder folder)
    {
        var start = new ProcessStartInfo("bash", ["-euo", "pipefail"])
        {
            WorkingDirectory = folder.Root,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["CONSENT"] = typeof(CommandLine).Assembly.Location;
        using var bash = Process.Start(start) ?? throw new InvalidOperationException("bash cannot be started");
        var (printed, faults) = (bash.StandardOutput.ReadToEndAsync(), bash.StandardError.ReadToEndAsync());
        await bash.StandardInput.WriteAsync(script);
        bash.StandardInput.Close();
        await bash.WaitForExitAsync().WaitAsync(Patience);
        bash.ExitCode.ShouldBe(0, $"{await printed}\n{await faults}");
        return await printed;
    }
}
