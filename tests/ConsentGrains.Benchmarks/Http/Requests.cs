using ConsentGrains.Benchmarks.Load;
using ConsentGrains.Core.Decisions;

namespace ConsentGrains.Benchmarks.Http;

/// <summary>What is sent to the server.</summary>
static class Requests
{
    const string Subject = """{"type":"party","id":"els"}""";
    const string Action = """{"name":"use","properties":{"purpose":"ELS-EL-2-PU3","form":"individual"}}""";
    static readonly string Items = $"[\"{string.Join("\",\"", Stage.Items)}\"]";

    /// <summary>May els use three items of a customer for a stated purpose?</summary>
    /// <param name="path">Of the decision, or of an endpoint it is measured against.</param>
    public static IReadOnlyList<LoadRequest> One(int customers, string path = "/access/v1/evaluation") =>
        [.. Enumerable.Range(0, customers).Select(c => new LoadRequest(path, $$"""{"subject":{{Subject}},"action":{{Action}},"resource":{{Resource(c)}},"context":{} }"""))];

    /// <summary>May the transmission operator use three items of a customer at the concrete supply point (共同利用①)?</summary>
    public static IReadOnlyList<LoadRequest> AtPoint(int customers) =>
        [.. Enumerable.Range(0, customers).Select(c => new LoadRequest("/access/v1/evaluation", AtPoint(Stage.AtPoint(c))))];

    static string AtPoint(Question asked) =>
        $$$"""{"subject":{"type":"party","id":"{{{asked.Party}}}"},"action":{"name":"joint-use","properties":{"purpose":"{{{asked.Purpose}}}"}},"resource":{"type":"customer","id":"{{{asked.Customer}}}","properties":{"items":["{{{string.Join("\",\"", asked.Items)}}}"],"supplyPoint":"{{{asked.SupplyPoint}}}"} } }""";

    /// <summary>Batches that name subject and action once, as defaults, and each customer with its items.</summary>
    public static IReadOnlyList<LoadRequest> Many(int customers, int each, string path = "/access/v1/evaluations") =>
        [.. Enumerable.Range(0, customers / each).Select(b => new LoadRequest(path, $$"""{"subject":{{Subject}},"action":{{Action}},"evaluations":[{{Evaluations(b * each, each)}}]}"""))];

    /// <summary>A consent of each customer, to be recorded.</summary>
    public static IReadOnlyList<LoadRequest> Consents(int customers) =>
        [.. Enumerable.Range(0, customers).Select(c => new LoadRequest(
            $"/v1/customers/{Stage.Id(c)}/consents",
            $$"""{"purpose":"{{Stage.Purpose}}","recipient":"{{Stage.Partner}}","items":{{Items}},"evidence":"form-0001","via":"web"}"""))];

    static string Evaluations(int from, int count) => string.Join(',', Enumerable.Range(from, count).Select(c => $$"""{"resource":{{Resource(c)}}}"""));

    static string Resource(int customer) =>
        $$"""{"type":"customer","id":"{{Stage.Id(customer)}}","properties":{"items":{{Items}} } }""";
}
