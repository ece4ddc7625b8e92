using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.House;

/// <summary>Whoever watches the log can rely on its numbers: each message has its own for ever, and a line that says what to do.</summary>
public sealed class LogEventTests
{
    const string Baseline = "tests/ConsentGrains.Core.Tests/House/log-events.txt";
    const string Page = "docs/logs.md";

    /// <summary>The thousand that a project takes its numbers from.</summary>
    static readonly Dictionary<string, int> Thousands = new(StringComparer.Ordinal)
    {
        ["ConsentGrains.Journal"] = 1,
        ["ConsentGrains.Grains"] = 2,
        ["ConsentGrains.Web"] = 3,
        ["ConsentGrains.Server"] = 4,
        ["ConsentGrains.Silo"] = 5,
    };

    static IReadOnlyList<LogEvent> All => [.. Repository.Sources.SelectMany(LogEvent.In).OrderBy(e => e.Id)];

    [Fact]
    public void Nothing_is_logged_but_declared_messages() => Repository.Sources.SelectMany(LogEvent.Undeclared).ShouldBeEmpty();

    [Fact]
    public void Every_message_has_a_number_of_its_project_and_a_name_and_shares_neither() => Faults(All).ShouldBeEmpty();

    [Fact]
    public void No_number_means_anything_else_than_it_did() => All.Select(e => e.Promise).ShouldBe(
        Repository.Read(Baseline).Split('\n', StringSplitOptions.RemoveEmptyEntries), $"add a line for a new message to {Baseline}; never change, reuse or remove one");

    [Fact]
    public void The_page_lists_every_message_as_it_is_and_what_to_do()
    {
        var rows = Repository.Read(Page).Split('\n').Where(line => line.StartsWith("| ", StringComparison.Ordinal) && char.IsDigit(line[2])).Select(line => line.Trim('|').Split('|')).ToList();
        rows.Select(row => string.Join('|', row[..4].Select(cell => cell.Trim())))
            .ShouldBe(All.Select(e => $"{LogEvent.Line(e.Id)}|{e.Level}|{e.Name}|{e.Message}"), $"{Page} lists the messages in the order of their numbers");
        rows.ShouldAllBe(row => row.Length == 5 && row[4].Trim().Length > 10);
    }

    [Theory]
    [InlineData("log.LogWarning(\"late\");", 1)]
    [InlineData("log.Log(LogLevel.Error, \"late\");", 1)]
    [InlineData("var late = LoggerMessage.Define(LogLevel.Error, default, \"late\");", 1)]
    [InlineData("LogLate(log); Math.Log(2); log.IsEnabled(LogLevel.Error);", 0)]
    public void A_call_without_a_number_is_found(string text, int found) => LogEvent.Undeclared(SourceFile.Sample(text)).Count().ShouldBe(found);

    [Theory]
    [InlineData("EventId = 3001, EventName = \"Look\"", 0)]
    [InlineData("EventName = \"Look\"", 1)]
    [InlineData("EventId = 3001", 1)]
    [InlineData("EventId = 4001, EventName = \"Look\"", 1)]
    [InlineData("EventId = 3002, EventName = \"Look\"", 1)]
    [InlineData("EventId = 3003, EventName = \"Other\"", 1)]
    public void A_wrong_number_or_name_is_found(string arguments, int found) => Faults(
    [
        .. LogEvent.In(new("src/ConsentGrains.Web/A.cs", $"sealed partial class A {{ [LoggerMessage({arguments}, Level = LogLevel.Error, Message = \"late\")] partial void Late(); }}")),
        .. arguments.Contains("3002", StringComparison.Ordinal) || arguments.Contains("3003", StringComparison.Ordinal)
            ? LogEvent.In(new("src/ConsentGrains.Web/B.cs", "sealed partial class B { [LoggerMessage(EventId = 3003, EventName = \"Look\", Level = LogLevel.Error, Message = \"b\")] partial void Late(); }")) : [],
    ]).Count().ShouldBe(found);

    [Fact]
    public void What_is_promised_of_a_message_are_number_name_level_and_fields() => LogEvent.In(SourceFile.Sample(
        "sealed partial class A { [LoggerMessage(EventId = 3001, EventName = \"Look\", Level = LogLevel.Information, Message = \"{Shown} of {Whom}\")] partial void L(); }"))
        .ShouldHaveSingleItem().Promise.ShouldBe("3001 Look Information {Shown} {Whom}");

    static IEnumerable<string> Faults(IReadOnlyList<LogEvent> all) => all
        .Where(e => e.Id is not { } id || e.Name is null || !Thousands.TryGetValue(e.Where.Split('/')[1], out var thousand) || id / 1_000 != thousand)
        .Select(e => $"{e.Where}: give it a name and a number of its project's thousand ({Page})")
        .Concat(all.Where(e => e.Id is not null).GroupBy(e => e.Id).Where(g => g.Count() > 1).Select(g => $"{g.Last().Where}: number {g.Key} is taken by {g.First().Where}"))
        .Concat(all.Where(e => e.Name is not null).GroupBy(e => e.Name, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => $"{g.Last().Where}: name {g.Key} is taken by {g.First().Where}"));
}
