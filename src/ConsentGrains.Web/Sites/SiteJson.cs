using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Sites;
using ConsentGrains.Web.Http;

namespace ConsentGrains.Web.Sites;

/// <summary>What a site is answered, and its notice, as JSON.</summary>
static class SiteJson
{
    public static void Answer(Utf8JsonWriter json, Site site, VisitorState visitor, IReadOnlyList<SiteDesk.Verdict> verdicts)
    {
        json.WriteStartObject();
        json.WriteString("site", site.Id);
        json.WriteString("notice", NoticeOf(site));
        json.Texts("out", visitor.Out);
        json.Objects("services", verdicts, Write);
        json.WriteEndObject();
    }

    public static void Notice(Utf8JsonWriter json, SiteNotice notice)
    {
        json.WriteStartObject();
        json.WriteString("site", notice.Site.Id);
        json.WriteString("operator", notice.Operator);
        json.Text("policy", notice.Policy?.Name);
        json.WriteBoolean("underArticle27_12", notice.Site.UnderArticle27_12);
        json.WriteBoolean("complete", notice.Complete);
        json.Objects("transmissions", notice.Transmissions, Write);
        json.WriteEndObject();
    }

    public static string NoticeOf(Site site) => $"/transmit/{Uri.EscapeDataString(site.Id)}/notice";

    static void Write(Utf8JsonWriter json, SiteDesk.Verdict verdict)
    {
        json.WriteString("recipient", verdict.Transmission.Service.Party);
        json.WriteString("name", verdict.Transmission.Name);
        json.WriteBoolean("decision", verdict.Permitted);
        json.Text("reason", verdict.Reason is { } reason ? Wire.Name(reason) : null);
    }

    static void Write(Utf8JsonWriter json, SiteTransmission transmission)
    {
        json.WriteString("recipient", transmission.Service.Party);
        json.WriteString("name", transmission.Name);
        json.Text("country", transmission.Country);
        json.WriteString("clause", transmission.Service.Clause);
        json.WriteString("policyOfRecipient", transmission.Service.Quote);
        json.Text("sent", transmission.Said?.Sent);
        json.Texts("items", [.. transmission.Items.Select(item => item.Id)]);
        json.Text("purpose", transmission.Purpose?.Id);
        json.Text("purposeText", transmission.Purpose?.Quote);
        json.Text("use", transmission.Said?.Use);
        json.WriteBoolean("complete", transmission.Complete);
    }
}
