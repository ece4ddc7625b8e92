using ConsentGrains.Grains;
using ConsentGrains.Web.Http.Pages;

namespace ConsentGrains.Web.Receipts;

/// <summary>The history as a page: the same rows as the JSON answer of the same query.</summary>
static class HistoryPage
{
    public static Markup Of(string customer, IReadOnlyList<CustomerHistoryEntry> entries, string? next)
    {
        var page = PrintPage.Begin("登録の履歴", "History");
        page.Add($"<dl>\n").Fact("お客さま", "Customer", customer).Add($"</dl>\n<table><thead><tr><th>版 <span class=\"en\" lang=\"en\">Revision</span></th>");
        page.Add($"<th>日時 <span class=\"en\" lang=\"en\">When</span></th><th>内容 <span class=\"en\" lang=\"en\">What</span></th><th>誰が <span class=\"en\" lang=\"en\">Who</span></th>");
        page.Add($"<th>経路 <span class=\"en\" lang=\"en\">Channel</span></th><th>根拠 <span class=\"en\" lang=\"en\">Evidence</span></th></tr></thead><tbody>\n");
        foreach (var entry in entries) Row(page, entry);
        page.Add($"</tbody></table>\n");
        return next is null ? page : page.Add($"<p>続きがあります。<span class=\"en\" lang=\"en\">There is more: after={next}</span></p>\n");
    }

    static void Row(Markup page, CustomerHistoryEntry entry)
    {
        var by = entry.Envelope;
        page.Add($"<tr><td>{entry.Version}</td><td>{entry.Recorded.ToString()}</td><td>{entry.Type}<br><span class=\"en\">{EventText.Of(entry.Event)}</span></td>");
        page.Add($"<td>{by.Actor} {by.Credential} {by.Desk}</td><td>{by.Via}</td><td>{by.Evidence}</td></tr>\n");
    }
}
