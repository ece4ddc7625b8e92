using System.Globalization;
using ConsentGrains.Web.Http.Pages;

namespace ConsentGrains.Web.Retention;

/// <summary>The certificate as a page to hand over or to print.</summary>
static class ErasurePage
{
    public static Markup Of(ErasureCertificate of)
    {
        var page = PrintPage.Begin("消去証明書", "Certificate of erasure");
        page.Add($"<p>下記のお客さまの情報を、次のとおり消去したことを証明します。<span class=\"en\" lang=\"en\">The data of the customer below were erased as follows.</span></p><dl>\n")
            .Fact("お客さま", "Customer", of.Customer.ToString())
            .Fact("消去日時", "Erased", of.Proof.Erased.ToString())
            .Fact("参照番号", "Reference", of.Proof.Ref.ToString())
            .Fact("発行日時", "Issued", of.Issued.ToString()).Add($"</dl>\n");
        Lines(page.Part("消去したもの", "Destroyed"), ErasureCertificate.Destroyed);
        Lines(page.Part("残るものとその理由", "What stays, and why"), ErasureCertificate.Kept);
        page.Part("証明", "Proof").Add($"<dl>\n")
            .Fact("消去台帳の番号", "Number in the ledger", of.Proof.Number.ToString(CultureInfo.InvariantCulture))
            .Fact("番号の鍵付きハッシュ", "Keyed hash of the number", of.Proof.Name)
            .Fact("署名済み検査点", "Signed checkpoint", of.Proof.Checkpoint?.Text ?? "次の検査点で署名されます / signed with the next checkpoint")
            .Fact("署名", "Signature", of.Proof.Checkpoint is { } signed ? Convert.ToBase64String(signed.Signature) : null);
        return page.Add($"</dl>\n");
    }

    static void Lines(Markup page, IReadOnlyList<(string Code, string Japanese, string English)> lines)
    {
        page.Add($"<ul>\n");
        foreach (var (_, japanese, english) in lines) page.Add($"<li>{japanese} <span class=\"en\" lang=\"en\">{english}</span></li>\n");
        page.Add($"</ul>\n");
    }
}
