using System.Text.Json;
using ConsentGrains.Core.Directory;
using ConsentGrains.Web.Http;

namespace ConsentGrains.Web.Registry;

/// <summary>Entries of the directory as they are read.</summary>
static class DirectoryJson
{
    public static void Party(Utf8JsonWriter json, PartyEntry party)
    {
        json.Text("id", party.Id);
        json.Text("name", party.Name);
        json.Text("country", party.Country);
    }

    public static void Role(Utf8JsonWriter json, RosterLine line)
    {
        json.Text("party", line.Party);
        json.Text("role", line.Entry.Role);
        json.Day("from", line.Entry.From);
        json.Day("until", line.Entry.Until);
        json.Texts("purposes", line.Entry.Purposes);
        json.Texts("items", line.Entry.Items);
    }

    public static void Purpose(Utf8JsonWriter json, RegisteredPurpose purpose)
    {
        json.Text("id", purpose.Id);
        json.Text("operator", purpose.Operator);
        json.Text("policy", purpose.Policy);
        json.Text("text", purpose.Text);
        json.Texts("items", purpose.Items);
        json.Flag("marketing", purpose.Marketing);
        json.Moment("since", purpose.Since);
    }

    public static void Entrustment(Utf8JsonWriter json, Entrustment entry)
    {
        json.Text("id", entry.Id);
        json.Text("operator", entry.Operator);
        json.Text("recipient", entry.Recipient);
        json.Texts("work", entry.Work);
        json.Texts("purposes", entry.Purposes);
        json.Texts("items", entry.Items);
        json.Day("from", entry.From);
        json.Day("until", entry.Until);
        json.Text("under", entry.Under);
        json.Flag("safety", entry.Safety);
        json.Flag("confidentiality", entry.Confidentiality);
        json.Flag("reentrustment", entry.Reentrustment);
        json.Flag("supervision", entry.Supervision);
        json.Flag("finding", entry.Finding);
        json.Texts("transferMethods", entry.TransferMethods);
        json.Flag("complete", entry.Complete);
    }

    public static void Supervision(Utf8JsonWriter json, SupervisionEntry entry)
    {
        json.Day("on", entry.On);
        json.Text("what", entry.What);
        json.Text("result", entry.Result);
        json.Day("next", entry.Next);
        json.Text("note", entry.Note);
    }

    public static void Terms(Utf8JsonWriter json, TermsEntry entry)
    {
        json.Text("operator", entry.Operator);
        json.Text("policy", entry.Policy);
        json.Text("recipient", entry.Recipient);
    }

    public static void Desk(Utf8JsonWriter json, string policy, Core.Requests.DeskSettings settings)
    {
        json.WriteString("policy", policy);
        json.WriteNumber("targetDays", settings.TargetDays);
        json.WriteNumber("cureDays", settings.CureDays);
        json.WriteNumber("disposalDays", settings.DisposalDays);
        json.WriteBoolean("feeOnRefusedItems", settings.FeeOnRefusedItems);
    }

    public static void Site(Utf8JsonWriter json, Site site)
    {
        json.Text("id", site.Id);
        json.Text("operator", site.Operator);
        json.Text("policy", site.Policy);
        json.Flag("underArticle27_12", site.UnderArticle27_12);
        json.Flag("noticeComplete", site.NoticeComplete);
        json.Texts("origins", site.Origins);
        json.Objects("services", site.Services, Service);
    }

    static void Service(Utf8JsonWriter json, SiteService service)
    {
        json.Text("recipient", service.Recipient);
        json.Text("purpose", service.Purpose);
        json.Text("sent", service.Sent);
        json.Text("use", service.Use);
    }

    /// <summary>Everything but the secret's hash, which is nobody's business.</summary>
    public static void Key(Utf8JsonWriter json, Credential key)
    {
        json.Text("id", key.Id);
        json.Text("party", key.Party);
        json.Texts("roles", key.Roles);
        json.Text("label", key.Label);
        json.Day("until", key.Until);
        json.Flag("revoked", key.Revoked);
        json.Moment("since", key.Since);
        json.Moment("formerSecretUntil", key.OldUntil);
    }
}

/// <summary>One entry of a roster with its party.</summary>
readonly record struct RosterLine(string Party, RoleEntry Entry)
{
    public string Key => $"{Party} {Entry.Role} {Entry.From:yyyy-MM-dd} {Entry.Until:yyyy-MM-dd} {string.Join(',', Entry.Purposes ?? [])} {string.Join(',', Entry.Items ?? [])}";
}
