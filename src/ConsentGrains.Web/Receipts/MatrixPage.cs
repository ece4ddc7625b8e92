using System.Globalization;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Grains.Matrices;
using ConsentGrains.Web.Http.Pages;

namespace ConsentGrains.Web.Receipts;

/// <summary>Who may see what, as a page to read or to print.</summary>
static class MatrixPage
{
    public static Markup Of(AccessMatrix matrix)
    {
        var page = PrintPage.Begin("情報の取扱い一覧（誰が何を取り扱えるか）", "Who may see what");
        page.Add($"<dl>\n").Fact("お客さま", "Customer", matrix.Customer.ToString()).Fact("時点", "As of", matrix.AsOf.ToString())
            .Fact("版", "Revision", string.Create(CultureInfo.InvariantCulture, $"{matrix.Revision}.{matrix.DirectoryRevision}")).Add($"</dl>\n");
        foreach (var policy in matrix.Policies) Policy(page, policy);
        return page;
    }

    static void Policy(Markup page, PolicyMatrix policy)
    {
        page.Part(policy.Title, policy.Policy);
        foreach (var row in policy.Parties) Row(page, policy, row);
        if (policy.PartiesLeftOut > 0) page.Add($"<p>ほか{policy.PartiesLeftOut}者 <span class=\"en\" lang=\"en\">further parties not shown</span></p>\n");
    }

    static void Row(Markup page, PolicyMatrix policy, PartyRow row)
    {
        page.Add($"<section><h3>{row.Name ?? row.Party} — {Standing(row.Standing)}</h3><table><thead><tr><th>項目 <span class=\"en\" lang=\"en\">Items</span></th>");
        page.Add($"<th>可否 <span class=\"en\" lang=\"en\">Permitted</span></th><th>根拠 <span class=\"en\" lang=\"en\">On which clause</span></th></tr></thead><tbody>\n");
        foreach (var (group, cell) in policy.Groups.Zip(row.Cells))
        {
            page.Add($"<tr><td>{group.Japanese}<br><span class=\"en\">{group.Clause}</span></td>");
            if (cell.Permitted) Permitted(page, group, cell);
            else Denied(page, cell);
        }

        page.Add($"</tbody></table></section>\n");
    }

    static void Permitted(Markup page, ItemGroup group, MatrixCell cell)
    {
        var whole = cell.Ways.Any(way => way.Items.Count == group.Items.Count);
        page.Add($"<td class=\"yes\">{(whole ? "可 / yes" : "一部可 / in part")}</td><td>");
        foreach (var way in cell.Ways) page.Add($"{way.Act} {way.Purpose}: {string.Join("、", way.Clauses)}<br>");
        page.Add($"</td></tr>\n");
    }

    static void Denied(Markup page, MatrixCell cell)
    {
        var text = cell.Reason is { } reason ? ReasonTexts.Of(reason) : null;
        page.Add($"<td class=\"no\">不可 / no</td><td>{text?.Ja}<br><span class=\"en\" lang=\"en\">{text?.En}</span> {cell.Clause}</td></tr>\n");
    }

    static string Standing(Standing standing) => standing switch
    {
        Grains.Matrices.Standing.Operator => "事業者 / operator",
        Grains.Matrices.Standing.JointUser => "共同利用者 / joint user",
        Grains.Matrices.Standing.Contractor => "委託先 / contractor",
        _ => "提供先 / recipient of a provision",
    };
}
