using System.Diagnostics;
using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Grains;
using ConsentGrains.Web.Http;

namespace ConsentGrains.Web.Registry;

/// <summary>What happened to a customer: who, when, on what evidence, through which channel, and what.</summary>
static class HistoryJson
{
    public static void Write(Utf8JsonWriter json, CustomerHistoryEntry entry)
    {
        json.WriteNumber("revision", entry.Version);
        json.Moment("recordedAt", entry.Recorded);
        json.Moment("firstRecordedAt", entry.Envelope.First);
        json.Text("type", entry.Type);
        Sender(json, entry.Envelope);
        json.WritePropertyName("data");
        json.Object(entry.Event, Data);
    }

    static void Sender(Utf8JsonWriter json, Envelope envelope)
    {
        json.Text("actor", envelope.Actor);
        json.Text("key", envelope.Credential);
        json.Text("via", envelope.Via);
        json.Text("desk", envelope.Desk);
        json.Text("evidence", envelope.Evidence);
        json.Text("cause", envelope.Cause);
    }

    public static void Data(Utf8JsonWriter json, CustomerEvent happened)
    {
        switch (happened)
        {
            case CustomerEvent.Enrolled e: Enrolled(json, e); break;
            case CustomerEvent.ContractRecorded e: Contract(json, e); break;
            case CustomerEvent.Relocated e: json.Text("contract", e.Contract); json.Flag("outOfArea", e.OutOfArea); break;
            case CustomerEvent.ConsentGiven e: Consent(json, e); break;
            case CustomerEvent.ConsentWithdrawn e: Withdrawn(json, e); break;
            case CustomerEvent.StopOrdered e: CustomerJson.Stop(json, e.Scope); break;
            case CustomerEvent.StopLifted e: CustomerJson.Stop(json, e.Scope); break;
            case CustomerEvent.EntrustmentObjected: json.Text("to", "entrustment"); break;
            case CustomerEvent.EntrustmentObjectionLifted: json.Text("to", "entrustment"); break;
            case CustomerEvent.HoldPlaced e: json.Day("until", e.Until); json.Text("law", e.Law); json.Texts("items", e.Items); break;
            case CustomerEvent.HoldLifted e: json.Text("law", e.Law); break;
            case CustomerEvent.Named: break;
            case CustomerEvent.NoticeRecorded e: json.Text("clause", e.Clause); break;
            case CustomerEvent.SwitchAwayOpened e: json.Text("supplyPoint", e.Point); break;
            case CustomerEvent.SwitchAwayClosed e: json.Text("supplyPoint", e.Point); json.Moment("from", e.From); break;
            case CustomerEvent.ContractEnded e: json.Text("supplyPoint", e.Point); json.Moment("from", e.From); json.Word("why", e.Why); break;
            case CustomerEvent.ContractActivated e: json.Text("supplyPoint", e.Point); json.Moment("from", e.From); break;
            case CustomerEvent.Erased: break;
            default: throw new UnreachableException($"{happened.GetType().Name} has no place in the history's answer.");
        }
    }

    static void Enrolled(Utf8JsonWriter json, CustomerEvent.Enrolled e)
    {
        json.Text("policy", e.Policy);
        json.Text("version", e.Version);
        json.Word("kind", e.Kind);
        json.Word("provenance", e.Provenance);
        json.Texts("purposes", e.Purposes);
        json.Day("minorUntil", e.MinorUntil);
        json.Flag("ward", e.Ward);
    }

    static void Contract(Utf8JsonWriter json, CustomerEvent.ContractRecorded e)
    {
        json.Text("id", e.Id);
        json.Text("policy", e.Policy);
        json.Word("state", e.State);
        json.Text("supplyPoint", e.SupplyPoint);
        json.Texts("features", e.Features);
        json.Text("user", e.User);
        json.Day("retainUntil", e.RetainUntil);
    }

    static void Consent(Utf8JsonWriter json, CustomerEvent.ConsentGiven e)
    {
        json.Text("purpose", e.Purpose);
        json.Text("recipient", e.Recipient);
        json.Texts("items", e.Items);
        json.Flag("secrecy", e.Secrecy);
        json.Day("until", e.Until);
        json.Text("country", e.Country);
        json.Word("by", e.By);
    }

    static void Withdrawn(Utf8JsonWriter json, CustomerEvent.ConsentWithdrawn e)
    {
        json.Text("purpose", e.Purpose);
        json.Text("recipient", e.Recipient);
        json.Texts("items", e.Items);
    }
}
