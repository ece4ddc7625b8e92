using ConsentGrains.Core;
using ConsentGrains.Server.Serving;
using ConsentGrains.Server.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Server.Tests.Serving;

/// <summary>docs/operations.md says what the code does.</summary>
public sealed class OperationsTests
{
    const string Begin = "<!-- settings -->\n";
    const string End = "<!-- /settings -->";
    static readonly string Page = Repository.Read("docs/operations.md");

    [Fact]
    public void The_table_of_settings_is_that_of_the_code()
    {
        var table = Page[(Page.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)..Page.IndexOf(End, StringComparison.Ordinal)];
        var expected = "| setting | environment | default | |\n|---|---|---|---|\n" + string.Join("", Setting.All.Select(Row));
        table.ShouldBe(expected);
    }

    [Fact]
    public void Every_code_of_an_end_has_a_line() =>
        Enum.GetValues<StopCode>().Select(code => $"| `{Wire.Name(code)}` |").Where(line => !Page.Contains(line, StringComparison.Ordinal)).ShouldBeEmpty();

    [Fact]
    public void Every_exit_code_has_a_line() =>
        Enum.GetValues<ExitCode>().Select(code => $"\n| {(int)code} | ").Where(line => !Page.Contains(line, StringComparison.Ordinal)).ShouldBeEmpty();

    static string Row(Setting setting) =>
        $"| {(setting.Secret ? $"`{setting.Key}`" : $"`--{setting.Name}`")} | `{setting.Environment}` | {setting.Default} | {setting.Meaning} |\n";
}
