using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace ConsentGrains.Core.Tests.House;

/// <summary>One C# file as the guards see it: its path from the root of the repository, its text, its syntax.</summary>
sealed class SourceFile(string path, string text)
{
    static readonly CSharpParseOptions Newest = new(LanguageVersion.Preview, DocumentationMode.Parse);

    readonly Lazy<SyntaxNode> syntax = new(() => CSharpSyntaxTree.ParseText(text, Newest, path).GetRoot());

    public string Path { get; } = path;

    public string Text { get; } = text;

    public SyntaxNode Syntax => syntax.Value;

    public int Lines { get; } = CountLines(text);

    /// <summary>For samples written in a test: a file that exists nowhere.</summary>
    public static SourceFile Sample(string text) => new("src/Sample.cs", text);

    public static int LinesOf(SyntaxNode node) => LineOf(node, node.Span.End) - LineOf(node, node.SpanStart) + 1;

    public string At(SyntaxNode node) => $"{Path}({LineOf(node, node.SpanStart) + 1})";

    static int LineOf(SyntaxNode node, int position) => node.SyntaxTree.GetText().Lines.IndexOf(position);

    static int CountLines(string text) => text.Length == 0 ? 0 : text.AsSpan().TrimEnd('\n').Count('\n') + 1;
}
