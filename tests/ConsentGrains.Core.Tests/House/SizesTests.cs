using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.House;

/// <summary>Files and methods stay small enough to be read at once.</summary>
public sealed class SizesTests
{
    const int LongestSource = 400;
    const int LongestTest = 600;
    const int NineInTen = 250;
    const int MedianFile = 80;
    const int MedianMethod = 8;
    const int LongestMethod = 70;
    const int LinesAroundASwitch = 10;
    const int EnoughToJudge = 20;

    [Fact]
    public void No_file_is_too_long() =>
        TooLong(Repository.Sources, LongestSource).Concat(TooLong(Repository.Tests, LongestTest)).ShouldBeEmpty();

    [Fact]
    public void Most_files_are_short()
    {
        var sizes = Repository.Sources.Select(file => (file.Path, file.Lines)).ToList();
        TooLongMostly(sizes, 0.5, MedianFile).Concat(TooLongMostly(sizes, 0.9, NineInTen)).ShouldBeEmpty();
    }

    [Fact]
    public void No_method_is_too_long() =>
        Repository.Sources.Concat(Repository.Tests).SelectMany(TooLongMethods).ShouldBeEmpty();

    [Fact]
    public void Most_methods_are_short()
    {
        var sizes = Repository.Sources.SelectMany(file => Methods(file).Select(method => (file.At(method), SourceFile.LinesOf(method))));
        TooLongMostly([.. sizes], 0.5, MedianMethod).ShouldBeEmpty();
    }

    [Fact]
    public void A_file_of_one_line_too_many_is_found() =>
        TooLong([SourceFile.Sample(new string('\n', 399) + "class Last;\n"), SourceFile.Sample(new string('\n', 400) + "class Last;\n")], LongestSource)
            .ShouldHaveSingleItem().ShouldContain("401 lines");

    [Theory]
    [InlineData("void M()\n{{{0}}}", 68, 0)]
    [InlineData("void M()\n{{{0}}}", 69, 1)]
    [InlineData("C()\n{{{0}}}", 69, 1)]
    [InlineData("int P\n{{ get\n{{{0} return 1; }} }}", 69, 1)]
    [InlineData("void M() {{ void Local()\n{{{0}}} }}", 69, 2)]
    public void A_method_of_one_line_too_many_is_found(string member, int lines, int found) =>
        TooLongMethods(SourceFile.Sample($"sealed class C(int x) {{ {string.Format(null, member, new string('\n', lines))} }}"))
            .Count().ShouldBe(found);

    [Fact]
    public void Statements_without_a_method_count_as_one() =>
        TooLongMethods(SourceFile.Sample("Run();" + new string('\n', 70) + "Run();")).ShouldHaveSingleItem();

    [Theory]
    [InlineData("int M(int x) => x switch\n{{\n{0}\n}};", "{0} => {0},", 0)]
    [InlineData("int M(int x) => x switch\n{{\n{0}\n}};", "{0} =>\n {0},", 1)]
    [InlineData("int M(int x)\n{{\nswitch (x)\n{{\n{0}\n}}\n}}", "case {0}: return {0};", 0)]
    [InlineData("int M(int x)\n{{\nswitch (x)\n{{\n{0}\n}}\n}}", "case {0}:\n return {0};", 1)]
    public void A_long_switch_is_fine_while_its_arms_are_one_line_each(string member, string arm, int found)
    {
        string arms = string.Join('\n', Enumerable.Range(0, 100).Select(n => string.Format(null, arm, n)));
        TooLongMethods(SourceFile.Sample($"class C {{ {string.Format(null, member, arms)} }}")).Count().ShouldBe(found);
    }

    [Fact]
    public void A_switch_does_not_excuse_what_stands_around_it()
    {
        string arms = string.Join('\n', Enumerable.Range(0, 60).Select(n => $"{n} => {n},"));
        TooLongMethods(SourceFile.Sample($"class C {{ int M(int x)\n{{ {new string('\n', 20)} return x switch\n{{\n{arms}\n}}; }} }}"))
            .ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData(19, 250, 0)]
    [InlineData(20, 250, 1)]
    [InlineData(20, 13, 0)]
    [InlineData(20, 14, 1)]
    public void Too_many_long_ones_are_found_once_there_are_enough_to_judge(int count, int step, int found)
    {
        var sizes = Enumerable.Range(1, count).Select(n => ($"src/{n}.cs", n * step)).ToList();
        TooLongMostly(sizes, 0.9, NineInTen).Count().ShouldBe(found);
    }

    static IEnumerable<string> TooLong(IEnumerable<SourceFile> files, int limit) => files
        .Where(file => file.Lines > limit)
        .Select(file => $"{file.Path}: {file.Lines} lines, at most {limit}: split it by concept");

    static IEnumerable<string> TooLongMethods(SourceFile file) => Methods(file)
        .Where(method => SourceFile.LinesOf(method) > LongestMethod && !IsTable(method))
        .Select(method => $"{file.At(method)}: {SourceFile.LinesOf(method)} lines, at most {LongestMethod}: give its parts names of their own");

    /// <summary>Whatever has a body; statements outside every type count as one method.</summary>
    static IEnumerable<SyntaxNode> Methods(SourceFile file) => file.Syntax.DescendantNodes().Where(HasBody)
        .Concat(file.Syntax.ChildNodes().OfType<GlobalStatementSyntax>().Any() ? [file.Syntax] : []);

    static bool HasBody(SyntaxNode node) => node switch
    {
        BaseMethodDeclarationSyntax method => method.Body is not null || method.ExpressionBody is not null,
        AccessorDeclarationSyntax accessor => accessor.Body is not null || accessor.ExpressionBody is not null,
        PropertyDeclarationSyntax property => property.ExpressionBody is not null,
        IndexerDeclarationSyntax indexer => indexer.ExpressionBody is not null,
        LocalFunctionStatementSyntax => true,
        _ => false,
    };

    /// <summary>Hardly more than one switch, every arm of which is one line.</summary>
    static bool IsTable(SyntaxNode method)
    {
        var switches = method.DescendantNodes().Where(node => node is SwitchExpressionSyntax or SwitchStatementSyntax);
        return switches.MaxBy(SourceFile.LinesOf) is { } table
            && SourceFile.LinesOf(method) - SourceFile.LinesOf(table) <= LinesAroundASwitch
            && Arms(table).All(arm => SourceFile.LinesOf(arm) == 1);
    }

    static IEnumerable<SyntaxNode> Arms(SyntaxNode table) => table switch
    {
        SwitchExpressionSyntax expression => expression.Arms,
        SwitchStatementSyntax statement => statement.Sections,
        _ => [],
    };

    static IEnumerable<string> TooLongMostly(List<(string Place, int Lines)> sizes, double share, int limit)
    {
        var ordered = sizes.OrderBy(size => size.Lines).ToList();
        if (ordered.Count < EnoughToJudge || ordered[(int)Math.Ceiling(ordered.Count * share) - 1].Lines <= limit)
            yield break;

        string longest = string.Join(", ", ordered.TakeLast(5).Reverse().Select(size => $"{size.Place} {size.Lines}"));
        yield return $"{share:P0} should have at most {limit} lines: split by concept what is longest: {longest}";
    }
}
