using System.Globalization;

namespace ConsentGrains.Benchmarks.Scale;

/// <summary>Customers as N5 counts them: two contracts and four consents each, of els under ELS-EL, as NDJSON for `consent import`.</summary>
static class Population
{
    public const int LinesEach = 7;
    static readonly string[] Consents =
    [
        """{"consent":{"customer":"ID","purpose":"ELS-EL-2-PU3","recipient":"kazehaya-mobility","items":["ELS-EL-3/name","ELS-EL-3/address","ELS-EL-3/payment"],"evidence":"form-0001","via":"web"}}""",
        """{"consent":{"customer":"ID","purpose":"ELS-EL-2-PU9","recipient":"kazehaya-mobility","items":["ELS-EL-3/name","ELS-EL-3/phone"],"until":"2036-03-31","evidence":"form-0001","via":"web"}}""",
        """{"consent":{"customer":"ID","purpose":"ELS-EL-2-PU5","evidence":"form-0002","via":"phone"}}""",
        """{"consent":{"customer":"ID","purpose":"ELS-EL-2-PU4","items":["ELS-EL-3/usage"],"evidence":"form-0003","via":"web"}}""",
    ];

    public static string Id(int customer) => "els/" + customer.ToString("C-0000000", CultureInfo.InvariantCulture);

    public static async Task WriteAsync(string path, int customers)
    {
        await using var file = new StreamWriter(path);
        await file.WriteLineAsync("""{"party":{"id":"kazehaya-mobility","name":"kazehaya-mobility"}}""");
        for (var i = 0; i < customers; i++)
            foreach (var line in Lines(i)) await file.WriteLineAsync(line);
    }

    static IEnumerable<string> Lines(int customer)
    {
        var id = Id(customer);
        yield return $$$"""{"enrol":{"customer":"{{{id}}}","policy":"ELS-EL","evidence":"form-0001","via":"web"}}""";
        for (var contract = 1; contract <= 2; contract++)
            yield return $$$"""{"contract":{"customer":"{{{id}}}","id":"K-{{{customer}}}-{{{contract}}}","policy":"ELS-EL","state":"active","via":"web"}}""";
        foreach (var consent in Consents) yield return consent.Replace("\"ID\"", $"\"{id}\"", StringComparison.Ordinal);
    }
}
