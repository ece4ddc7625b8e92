using System.Text.Json;
using ConsentGrains.Core.Policies;
using ConsentGrains.Policies;
using Xunit;

namespace ConsentGrains.Core.Tests.Policies;

/// <summary>Every entry of the policy files quotes its own clause, not a neighbour's.</summary>
public sealed class QuotationTests
{
    static readonly Dictionary<string, (string Quote, int Line)> Catalogue = JsonDocument.Parse(PolicyFiles.Resource("catalogue.json")).RootElement
        .EnumerateArray().ToDictionary(r => r.GetProperty("id").GetString()!, r => (r.GetProperty("quote").GetString()!, r.GetProperty("line").GetInt32()));

    [Fact]
    public void Every_quotation_stands_in_the_clause_it_is_given_for()
    {
        var wrong = Wrong(PolicyFiles.BuiltIn().SelectMany(f => f.Mentions)).ToList();
        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public void A_neighbours_words_are_noticed() =>
        Assert.NotEmpty(Wrong([new Mention("ELS-EL-2-PU7", MentionKind.Purpose, Catalogue["ELS-EL-2-PU6"].Quote, Catalogue["ELS-EL-2-PU7"].Line, "x", 1, null)]));

    static IEnumerable<string> Wrong(IEnumerable<Mention> mentions) =>
        from mention in mentions
        where Catalogue.ContainsKey(mention.Clause)
        let clause = Catalogue[mention.Clause]
        where !Flat(clause.Quote).Contains(Flat(mention.Quote), StringComparison.Ordinal) || clause.Line != mention.SourceLine
        select $"{mention.File}:{mention.Line}: {mention.Clause} is quoted as 「{mention.Quote}」 (line {mention.SourceLine}); the catalogue says 「{clause.Quote}」 (line {clause.Line})";

    static string Flat(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c)));
}
