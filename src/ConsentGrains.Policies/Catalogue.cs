using System.Text.Json;

namespace ConsentGrains.Policies;

/// <summary>One rule of the five published policies, as the catalogue lists it.</summary>
/// <param name="Doc">The policy.</param>
/// <param name="Type">`PURPOSE`, `ITEM`, `EXCEPTION` …; a star marks statistics only.</param>
/// <param name="Rule">What it says, in English.</param>
/// <param name="Quote">Its own words.</param>
/// <param name="Line">The line of the published text.</param>
public sealed record CatalogueRule(string Id, string Doc, string Section, string Type, string Rule, string Quote, int Line);

/// <summary>Every rule of the five published policies.</summary>
public static class Catalogue
{
    static readonly Lazy<IReadOnlyList<CatalogueRule>> All = new(Read);
    static readonly Lazy<Dictionary<string, CatalogueRule>> ById = new(() => Rules.ToDictionary(r => r.Id, StringComparer.Ordinal));

    /// <summary>In the order of the policies' texts.</summary>
    public static IReadOnlyList<CatalogueRule> Rules => All.Value;

    public static CatalogueRule? Find(string id) => ById.Value.GetValueOrDefault(id);

    static List<CatalogueRule> Read() =>
        JsonSerializer.Deserialize<List<CatalogueRule>>(PolicyFiles.Resource("catalogue.json"), JsonSerializerOptions.Web) ?? [];
}
