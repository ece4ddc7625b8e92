using ConsentGrains.Policies;
using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.Policies;

/// <summary>A malformed file is refused with file, line and column.</summary>
public sealed class PolicyProblemTests
{
    const string Good = """
        policy: T
        version: "1"
        from: 2026-04-01
        operator: op
        title: 方針
        limits:
          - clause: T-LIM1
            quote: 制限
            line: 1
            effect: Something follows.
        consent:
          use: [T-LIM1]
        collections:
          - id: T-1
            rules:
              - clause: T-DI1
                quote: 氏名、電話
                line: 2
                items:
                  name: 氏名
                  phone: 電話
        purposes:
          - id: T-PU1
            quote: 目的
            line: 3
            collections: [T-1]
            items: [T-1/name]
        exceptions:
          - circumstances: [warrant]
            clause: T-EX1
            quote: 例外
            line: 4
            purposes: [T-PU1]
        entrustment:
          clauses:
            - clause: T-ENT1
              quote: 委託
              line: 5
        post-contract:
          mode: goes-on
          clauses:
            - clause: T-POST1
              quote: 終了後
              line: 6
        """;

    [Fact]
    public void The_file_the_rows_start_from_is_good() => PolicyFiles.Load(Good, "t.yaml").ShouldBeOfType<PolicyLoad.Loaded>();

    /// <summary>What is replaced by what; `«` marks the place the problem is found at and is not part of the file.</summary>
    public static TheoryData<string, string, string> Rows => new()
    {
        { "not-yaml", "from: 2026-04-01", "from: «\"2026" },
        { "several-documents", "title: 方針", "title: 方針\n«---" },
        { "anchor-not-allowed", "title: 方針", "title: «&a 方針" },
        { "anchor-not-allowed", "title: 方針", "title: «*a" },
        { "anchor-not-allowed", "title: 方針", "title: «!!str 方針" },
        { "too-deep", "title: 方針", "title: [[[[[[[[[[[[[[[«[1]]]]]]]]]]]]]]]]" },
        { "duplicate-key", "title: 方針", "title: 方針\n«title: 方針" },
        { "unknown-key", "operator: op", "operator: op\n«opperator: op" },
        { "unknown-key", "    line: 3", "    line: 3\n    «win-bakc: true" },
        { "missing-key", "    line: 3\n", "" },
        { "wrong-type", "title: 方針", "title: «[方針]" },
        { "wrong-type", "[T-LIM1]", "«T-LIM1" },
        { "wrong-type", "    line: 3", "    line: 3\n    «transmission: yes" },
        { "empty-value", "quote: 目的", "«quote: ''" },
        { "empty-value", "name: 氏名", "name: «''" },
        { "bad-id", "id: T-PU1", "id: «T PU1" },
        { "bad-id", "id: T-PU1", "id: «U-PU1" },
        { "bad-date", "2026-04-01", "«2026-4-1" },
        { "bad-number", "line: 3", "line: «three" },
        { "bad-number", "line: 3", "line: «0" },
        { "bad-value", "mode: goes-on", "mode: «goes-off" },
        { "bad-value", "[warrant]", "[«arrest]" },
        { "duplicate-id", "    items: [T-1/name]", "  - id: «T-PU1\n    quote: 目的\n    line: 3\n    collections: [T-1]" },
        { "unknown-collection", "[T-1]", "[«T-2]" },
        { "unknown-item", "[T-1/name]", "[T-1/name, «T-1/shoe-size]" },
        { "unknown-item", "[T-1/name]", "[«T-1/point.*]" },
        { "unknown-purpose", "[T-PU1]", "[«T-PU9]" },
        { "clause-not-quoted", "[T-LIM1]", "[T-LIM1, «T-LIM2]" },
        { "interpretation-missing", "    line: 3", "    line: 3\n    «marketing: true" },
        { "interpretation-astray", "    line: 3", "    line: 3\n    interpretation:\n      «marketing: because" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_problem_is_named_with_its_place(string code, string old, string marked)
    {
        Good.ShouldContain(old);
        var text = Good.Replace(old, marked, StringComparison.Ordinal);
        var problem = Problems(text.Replace("«", "", StringComparison.Ordinal)).First(p => Wire.Name(p.Code) == code);
        problem.File.ShouldBe("t.yaml");
        problem.What.ShouldNotBeEmpty();
        problem.Change.ShouldNotBeEmpty();
        if (marked.Contains('«')) (problem.Line, problem.Column).ShouldBe(PlaceOf(text));
    }

    [Fact]
    public void A_missing_key_is_found_at_the_entry_that_lacks_it()
    {
        var problem = Problems(Good.Replace("    line: 3\n", "")).ShouldHaveSingleItem();
        problem.ToString().ShouldBe("t.yaml:23:5: missing-key: A purpose has no 'line'. Add 'line'.");
    }

    [Fact]
    public void Every_problem_of_a_file_is_found_at_once() =>
        Problems(Good.Replace("line: 3", "line: x").Replace("[T-1]", "[T-2]").Replace("goes-on", "on")).Select(p => Wire.Name(p.Code))
            .ShouldBe(["bad-number", "unknown-collection", "bad-value"]);

    [Fact]
    public void More_items_than_a_mask_holds_are_too_many()
    {
        string Items(int count) => Good.Replace("phone: 電話", string.Join("\n          ", Enumerable.Range(2, count - 1).Select(n => $"item-{n}: 項目{n}")));
        PolicyFiles.Load(Items(128), "t.yaml").ShouldBeOfType<PolicyLoad.Loaded>();
        Problems(Items(129)).ShouldHaveSingleItem().Code.ShouldBe(PolicyProblemCode.TooManyItems);
    }

    [Fact]
    public void A_file_too_large_is_not_even_parsed()
    {
        var problem = Problems(Good + new string('\n', ConsentGrains.Policies.Limits.FileCharacters)).ShouldHaveSingleItem();
        problem.Code.ShouldBe(PolicyProblemCode.TooLarge);
    }

    [Fact]
    public void An_empty_file_is_a_problem() => Problems("").ShouldHaveSingleItem().Code.ShouldBe(PolicyProblemCode.EmptyValue);

    [Fact]
    public void A_file_that_is_not_there_is_a_problem() =>
        PolicyFiles.LoadFile("/nowhere/policy.yaml").ShouldBeOfType<PolicyLoad.Refused>().Problems.ShouldHaveSingleItem()
            .Code.ShouldBe(PolicyProblemCode.FileUnreadable);

    [Fact]
    public void Every_code_has_a_row_and_a_line_in_the_documentation()
    {
        string[] alone = ["file-unreadable", "too-large", "too-many-items"];
        var documented = House.Repository.Read("docs/policy-files.md");
        foreach (var code in Enum.GetValues<PolicyProblemCode>().Select(Wire.Name))
        {
            Rows.Select(r => (string)r[0]).Concat(alone).ShouldContain(code);
            documented.ShouldContain($"| `{code}` |");
        }
    }

    static IReadOnlyList<PolicyProblem> Problems(string text) =>
        PolicyFiles.Load(text, "t.yaml").ShouldBeOfType<PolicyLoad.Refused>().Problems;

    static (int Line, int Column) PlaceOf(string marked)
    {
        var before = marked[..marked.IndexOf('«', StringComparison.Ordinal)];
        return (before.Count(c => c == '\n') + 1, before.Length - before.LastIndexOf('\n'));
    }
}
