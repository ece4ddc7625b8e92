using System.Globalization;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains.Switching;
using ConsentGrains.Grains.Switching.Files;

namespace ConsentGrains.Server.Bulk;

/// <summary>Judgements as `consent switch import` takes them.</summary>
static class JudgedFile
{
    /// <summary>With a byte order mark, by which spreadsheets know UTF-8.</summary>
    public static string Of(IEnumerable<Compared> judged) =>
        "\uFEFF" + CsvRow.Write(Columns.Number, Columns.Point, Columns.By, Columns.On, Columns.Judgement, Columns.Reasons) + string.Concat(judged.Select(Row));

    static string Row(Compared each) => CsvRow.Write(
        each.Judged.Of.Number.ToString(CultureInfo.InvariantCulture), each.Judged.Of.Point.Digits, each.Asked.By,
        each.Asked.On?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "",
        each.Judged.Result == Judgement.Ok ? Columns.Ok : Columns.Ng, string.Join(Columns.Between, each.Judged.Reasons));
}
