using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.House;

/// <summary>Types are closed and named after what they are; comments are neither regions nor promises.</summary>
public sealed class ShapesTests
{
    static readonly string[] EmptyWords = ["Manager", "Helper", "Helpers", "Util", "Utils", "Base", "Impl"];
    static readonly string[] Promises = ["TODO", "FIXME", "HACK"];

    /// <summary>Classes that must stay open, each with its reason.</summary>
    static readonly string[] Open =
    [
        "DecisionBenchmarks", // BenchmarkDotNet derives the class that it runs from it.
    ];

    static IEnumerable<SourceFile> All => Repository.Sources.Concat(Repository.Tests);

    [Fact]
    public void Every_class_is_sealed_static_or_abstract() => OpenClasses(All, Open).ShouldBeEmpty();

    [Fact]
    public void Every_open_class_on_the_list_is_one() =>
        Open.Except(OpenClasses(All, []).Select(finding => finding.Split(' ')[1]), StringComparer.Ordinal).ShouldBeEmpty();

    [Fact]
    public void No_type_is_named_after_nothing() => All.SelectMany(EmptyNames).ShouldBeEmpty();

    [Fact]
    public void No_regions_and_no_promises() => All.SelectMany(RegionsAndPromises).ShouldBeEmpty();

    [Theory]
    [InlineData("class C;", 1)]
    [InlineData("record C;", 1)]
    [InlineData("static class S { class C; record D; }", 2)]
    [InlineData("sealed class C; static class D; abstract class E; sealed record F; record struct G; interface I;", 0)]
    [InlineData("partial class C; sealed partial class C;", 0)]
    [InlineData("class C(int x) { int[] Y => [x, ..Z]; }", 1)]
    public void An_open_class_is_found(string text, int found) =>
        OpenClasses([SourceFile.Sample(text)], []).Count().ShouldBe(found);

    [Fact]
    public void An_open_class_on_the_list_is_let_be() => OpenClasses([SourceFile.Sample("class C;")], ["C"]).ShouldBeEmpty();

    [Theory]
    [InlineData("sealed class ConsentManager;", 1)]
    [InlineData("static class DateHelpers;", 1)]
    [InlineData("static class Utils;", 1)]
    [InlineData("interface IStoreBase;", 1)]
    [InlineData("record struct StoreImpl;", 1)]
    [InlineData("enum KindUtil { A }", 1)]
    [InlineData("sealed class Database;", 0)]
    [InlineData("sealed class HelperOfNobodyButItself;", 0)]
    public void An_empty_name_is_found(string text, int found) => EmptyNames(SourceFile.Sample(text)).Count().ShouldBe(found);

    [Theory]
    [InlineData("#region X\n#endregion", 1)]
    [InlineData("// TODO: later", 1)]
    [InlineData("/* FIXME */", 1)]
    [InlineData("/// <summary>HACK</summary>\nsealed class C;", 1)]
    [InlineData("sealed class C { string S => \"TODO\"; }", 0)]
    [InlineData("// Shackled.", 0)]
    public void A_region_or_a_promise_is_found(string text, int found) =>
        RegionsAndPromises(SourceFile.Sample(text)).Count().ShouldBe(found);

    /// <summary>A partial class is closed where any of its parts says so.</summary>
    static IEnumerable<string> OpenClasses(IEnumerable<SourceFile> files, string[] listed)
    {
        var classes = files.SelectMany(file => Classes(file).Select(type => (File: file, Type: type))).ToList();
        var closed = classes.Where(each => IsClosed(each.Type)).Select(each => NameOf(each.Type)).ToHashSet(StringComparer.Ordinal);
        return classes
            .Where(each => !IsClosed(each.Type) && !listed.Contains(NameOf(each.Type), StringComparer.Ordinal))
            .Where(each => !(each.Type.Modifiers.Any(SyntaxKind.PartialKeyword) && closed.Contains(NameOf(each.Type))))
            .Select(each => $"{each.File.At(each.Type)}: {NameOf(each.Type)} is open: make it sealed, static or abstract");
    }

    static IEnumerable<TypeDeclarationSyntax> Classes(SourceFile file) => file.Syntax.DescendantNodes().OfType<TypeDeclarationSyntax>()
        .Where(type => type.Kind() is SyntaxKind.ClassDeclaration or SyntaxKind.RecordDeclaration);

    static bool IsClosed(TypeDeclarationSyntax type) => type.Modifiers.Any(modifier =>
        modifier.Kind() is SyntaxKind.SealedKeyword or SyntaxKind.StaticKeyword or SyntaxKind.AbstractKeyword);

    static string NameOf(TypeDeclarationSyntax type) => string.Join('.', type.AncestorsAndSelf().OfType<TypeDeclarationSyntax>()
        .Reverse().Select(each => each.Identifier.Text));

    static IEnumerable<string> EmptyNames(SourceFile file) => file.Syntax.DescendantNodes().OfType<BaseTypeDeclarationSyntax>()
        .Where(type => EmptyWords.Any(word => type.Identifier.Text.EndsWith(word, StringComparison.Ordinal)))
        .Select(type => $"{file.At(type)}: {type.Identifier.Text}: name it after what it is, in the field's own words");

    static IEnumerable<string> RegionsAndPromises(SourceFile file) => file.Syntax.DescendantTrivia()
        .Where(trivia => trivia.IsKind(SyntaxKind.RegionDirectiveTrivia) || Words(trivia).Intersect(Promises, StringComparer.Ordinal).Any())
        .Select(trivia => $"{file.Path}: {trivia.ToString().Trim()}: do it, or write down in docs why not; regions hide what should be split");

    static string[] Words(SyntaxTrivia trivia) => trivia.Kind() switch
    {
        SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
            or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia
            => trivia.ToFullString().Split([.. trivia.ToFullString().Where(letter => !char.IsLetterOrDigit(letter)).Distinct()]),
        _ => [],
    };
}
