using ConsentGrains.Core.Sites;
using ConsentGrains.Web.Http.Pages;

namespace ConsentGrains.Web.Sites;

/// <summary>The notice of external transmission as a page: every transmission with the fields of 電気通信事業法27条の12, readable without a click more.</summary>
static class SiteNoticePage
{
    public static Markup Of(SiteNotice notice)
    {
        var page = PrintPage.Begin("外部送信（利用者情報の送信）について", "External transmission of visitors' information");
        page.Add($"<main><dl>").Fact("サイト", "Site", notice.Site.Id).Fact("事業者", "Operator", notice.Operator).Fact("方針", "Policy", notice.Policy?.Title);
        if (notice.Site.UnderArticle27_12) page.Fact("根拠", "Under", "電気通信事業法27条の12");
        page.Add($"</dl>\n");
        if (!notice.Complete) page.Add($"<p><strong>この公表には、下に「記載なし」とある事項が欠けています。</strong> <span class=\"en\" lang=\"en\">What is marked 記載なし is missing.</span></p>\n");
        if (notice.Transmissions.Count == 0) page.Add($"<p>方針に挙げられた外部送信先はありません。外部送信は行いません。 <span class=\"en\" lang=\"en\">The policy names no service: nothing is transmitted.</span></p>\n");
        foreach (var transmission in notice.Transmissions) Add(page, transmission);
        page.Part("送信の停止", "Opting out");
        return page.Add($"<p>サイトの「外部送信の設定」で、送信先ごとに、またはすべて停止できます。停止後は、そのブラウザーからは送信されません。ブラウザーに保存された情報を消すと、停止の設定も消えます。</p></main>\n");
    }

    static void Add(Markup page, SiteTransmission one)
    {
        page.Add($"<section><h2>{one.Name}</h2><dl>");
        page.Fact("送信される情報", "Sent", one.Said?.Sent ?? Missing).Fact("方針上の項目", "Items of the policy", Items(one));
        page.Fact("当社の利用目的", "What we use it for", one.Purpose is { } purpose ? $"{purpose.Quote}（{purpose.Id}）" : Missing);
        page.Fact("送信先の名称", "Recipient", Recipient(one)).Fact("送信先における利用目的", "What the recipient uses it for", one.Said?.Use ?? Missing);
        if (IsAddress(one.Service.Quote)) page.Add($"<dt>送信先の方針 <span class=\"en\" lang=\"en\">The recipient's policy</span></dt><dd><a href=\"{one.Service.Quote}\" rel=\"noopener noreferrer\">{one.Service.Quote}</a>（{one.Service.Clause}）</dd>\n");
        page.Add($"</dl></section>\n");
    }

    const string Missing = "記載なし";

    static string Items(SiteTransmission one) => one.Items.Count == 0 ? Missing : string.Join("、", one.Items.Select(item => item.Japanese));

    static string Recipient(SiteTransmission one) => one.Country is null or "JP" ? one.Name : $"{one.Name}（{one.Country}）";

    static bool IsAddress(string quote) => Uri.TryCreate(quote, UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps;
}
