using System.Text.Json;
using ConsentGrains.Grains.Logbook;
using ConsentGrains.Web.Access;
using ConsentGrains.Web.Access.Signing;
using ConsentGrains.Web.Http;

namespace ConsentGrains.Web.Logbook;

/// <summary>Entries of the decision log as they are answered.</summary>
static class LogJson
{
    public static void Entry(Utf8JsonWriter json, LoggedEntry entry)
    {
        json.Moment("time", entry.Time);
        json.Word("kind", entry.Kind);
        if (entry.Receipt is { } receipt) json.WriteString("id", DecisionId.Spelt(receipt));
        json.WriteString("by", entry.By);
        json.WriteString("key", entry.Key);
        json.Text("operator", entry.Operator);
        json.Text("customer", entry.Customer);
        json.Text("what", entry.What);
        json.Moment("at", entry.At);
        if (entry.Permitted is not { } permitted) return;
        Question(json, entry);
        Answer(json, entry, permitted);
    }

    public static void Lost(Utf8JsonWriter json, LostEntries lost)
    {
        json.Moment("from", lost.From);
        json.Moment("until", lost.Until);
        if (lost.Rows is { } rows) json.WriteNumber("entries", rows);
    }

    static void Question(Utf8JsonWriter json, LoggedEntry entry)
    {
        json.Text("party", entry.Party);
        json.Text("act", entry.Act);
        json.Text("purpose", entry.Purpose);
        json.Texts("items", entry.Items);
        json.Text("form", entry.Form);
        json.Text("recipient", entry.Recipient);
        json.Text("circumstance", entry.Circumstance);
        json.Text("documentRef", entry.DocumentRef);
        json.Text("supplyPoint", entry.SupplyPoint);
        json.Text("site", entry.Site);
        json.Text("channel", entry.Channel);
    }

    static void Answer(Utf8JsonWriter json, LoggedEntry entry, bool permitted)
    {
        json.WriteBoolean("decision", permitted);
        json.Text("basis", entry.Basis);
        json.Text("reason", entry.Reason);
        json.Texts("clauses", entry.Clauses);
        json.Text("policy", entry.Policy);
        json.Texts("law", entry.Law);
        json.WriteString("revision", $"{entry.CustomerVersion}.{entry.DirectoryVersion}");
    }
}
