using ConsentGrains.Core.Decisions;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.House;

/// <summary>Whoever meets a code finds a page about it: docs/errors/CODE.md, laid out as docs/errors/README.md shows.</summary>
public sealed class CodePagesTests
{
    static readonly string[] Parts = ["## What it means", "## Where it comes from", "## What to change"];

    [Theory]
    [InlineData("public enum ReasonCode { ActUnknown, AtInFuture }", "act-unknown at-in-future")]
    [InlineData("public enum RefusalCode { LegalHold = 4 }", "legal-hold")]
    [InlineData("static class Problems { enum ProblemCode { BodyTooLarge } }", "body-too-large")]
    [InlineData("enum ExitCode { Refused }", "")]
    [InlineData("enum Basis { StatedPurpose }", "")]
    public void Codes_are_the_members_of_the_enums_of_codes(string text, string codes) =>
        string.Join(' ', CodesIn(SourceFile.Sample(text))).ShouldBe(codes);

    [Fact]
    public void Pages_are_named_as_codes_are_on_the_wire()
    {
        foreach (var code in Enum.GetValues<ReasonCode>())
            Kebab(code.ToString()).ShouldBe(Wire.Name(code));
    }

    [Fact]
    public void A_code_without_a_page_is_found() =>
        Faults(["act-unknown", "stopped"], Pages("stopped", Whole("stopped"))).ShouldHaveSingleItem().ShouldContain("act-unknown.md");

    [Fact]
    public void A_page_without_a_code_is_found() =>
        Faults([], Pages("gone", Whole("gone"))).ShouldHaveSingleItem().ShouldContain("gone");

    [Theory]
    [InlineData("# `stopped`", "# Stopped")]
    [InlineData("## What it means", "## Meaning")]
    [InlineData("## Where it comes from\n\nText.", "## Where it comes from\n")]
    [InlineData("## What to change\n\nText.\n", "## What to change\n")]
    public void A_page_that_lacks_a_part_is_found(string part, string instead) =>
        Faults(["stopped"], Pages("stopped", Whole("stopped").Replace(part, instead, StringComparison.Ordinal))).ShouldHaveSingleItem();

    [Fact]
    public void A_whole_page_passes() => Faults(["stopped"], Pages("stopped", Whole("stopped"))).ShouldBeEmpty();

    static IEnumerable<string> CodesIn(SourceFile file) => file.Syntax.DescendantNodes().OfType<EnumDeclarationSyntax>()
        .Where(type => type.Identifier.Text is "ReasonCode" or "RefusalCode" or "ProblemCode" or "FieldProblemCode")
        .SelectMany(type => type.Members).Select(member => Kebab(member.Identifier.Text));

    static string Kebab(string pascal) =>
        string.Concat(pascal.Select((letter, at) => char.IsUpper(letter) ? (at == 0 ? "" : "-") + char.ToLowerInvariant(letter) : letter.ToString()));

    static IEnumerable<string> Faults(IReadOnlyCollection<string> codes, Dictionary<string, string> pages)
    {
        string[] missing = [.. codes.Except(pages.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        if (missing.Length > 0)
            yield return $"{missing.Length} codes have no page; write, after docs/errors/README.md: {string.Join(' ', missing.Select(code => $"docs/errors/{code}.md"))}";

        foreach (string code in pages.Keys.Except(codes, StringComparer.Ordinal))
            yield return $"docs/errors/{code}.md is about a code that nothing gives: remove it, or say {code} where it belongs";

        foreach (var (code, text) in pages.Where(page => codes.Contains(page.Key, StringComparer.Ordinal)))
        {
            if (Lacks(code, text) is { } part)
                yield return $"docs/errors/{code}.md lacks: {part}";
        }
    }

    /// <summary>The first part that is not there or has nothing under it.</summary>
    static string? Lacks(string code, string text)
    {
        string[] lines = [.. text.Split('\n').Select(line => line.TrimEnd()).Where(line => line.Length > 0)];
        return Parts.Prepend($"# `{code}`").FirstOrDefault(part =>
            Array.IndexOf(lines, part) is var at && (at < 0 || at == lines.Length - 1 || lines[at + 1].StartsWith('#')));
    }

    static Dictionary<string, string> Pages(string code, string text) => new(StringComparer.Ordinal) { [code] = text };

    static string Whole(string code) => $"# `{code}`\n\nText.\n\n{string.Join("\n\n", Parts.Select(part => part + "\n\nText."))}\n";
}
