using System.Text.Json;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Incidents;
using ConsentGrains.Grains.Incidents;
using ConsentGrains.Grains.Index;
using ConsentGrains.Web.Http;

namespace ConsentGrains.Web.Incidents;

/// <summary>Incidents as they are answered.</summary>
static class IncidentJson
{
    public static void Write(Utf8JsonWriter json, string id, IncidentState state, DirectoryState directory, DateOnly today)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteNumber("revision", state.Version);
        json.WriteString("policy", state.Policy);
        json.Day("known", state.Known);
        Facts(json, state.Facts);
        Report(json, state.Report);
        json.WriteNumber("customers", state.Customers.Count);
        json.Objects("clocks", IncidentRules.ClocksOf(state, directory), (writer, clock) => Clock(writer, clock, state.Ends.GetValueOrDefault(clock.Kind), today));
        json.Day("closed", state.Closed);
        json.WriteEndObject();
    }

    public static void Row(Utf8JsonWriter json, ListedIncident row)
    {
        json.WriteString("id", row.Id);
        json.WriteString("operator", row.Operator);
        json.WriteString("policy", row.Policy);
        json.Day("known", row.Known);
        json.Day("due", row.Due);
        json.Day("closed", row.Closed);
        json.WriteNumber("customers", row.Customers);
        json.WriteNumber("revision", row.Version);
    }

    public static void History(Utf8JsonWriter json, IncidentHistoryEntry entry)
    {
        json.WriteNumber("revision", entry.Version);
        json.Moment("recorded", entry.Recorded);
        json.WriteString("type", entry.Type);
        json.WriteString("actor", entry.Envelope.Actor);
        json.Text("credential", entry.Envelope.Credential);
        json.Text("via", entry.Envelope.Via);
        json.Text("evidence", entry.Envelope.Evidence);
        json.Text("desk", entry.Envelope.Desk);
        switch (entry.Event)
        {
            case IncidentEvent.Opened e: json.WriteString("policy", e.Policy); json.Day("known", e.Known); Facts(json, e.Facts); Report(json, e.Report); break;
            case IncidentEvent.Assessed e: Facts(json, e.Facts); Report(json, e.Report); break;
            case IncidentEvent.CustomersNamed e: json.WriteNumber("count", e.Customers.Count); break;
            case IncidentEvent.ClockEnded e: json.Word("clock", e.Clock); End(json, e.End); break;
            case IncidentEvent.Closed e: json.Day("on", e.On); break;
        }
    }

    static void Facts(Utf8JsonWriter json, IncidentFacts facts)
    {
        json.Word("kind", facts.Kind);
        json.Texts("cases", [.. facts.Cases.Select(Core.Wire.Name)]);
        if (facts.Headcount is { } headcount) json.WriteNumber("headcount", headcount);
        json.WriteBoolean("secrecy", facts.Secrecy);
        json.WriteBoolean("encrypted", facts.Encrypted);
        json.Text("entrustor", facts.Entrustor);
        json.Texts("items", facts.Items);
    }

    static void Report(Utf8JsonWriter json, IncidentReport report)
    {
        json.WriteString("overview", report.Overview);
        json.Text("cause", report.Cause);
        json.Text("harm", report.Harm);
        json.Text("response", report.Response);
        json.Text("publication", report.Publication);
        json.Text("prevention", report.Prevention);
        json.Text("other", report.Other);
    }

    static void Clock(Utf8JsonWriter json, Clock clock, ClockEnd? end, DateOnly today)
    {
        json.Word("clock", clock.Kind);
        json.WriteString("authority", clock.Authority);
        json.Texts("sources", clock.Sources);
        json.Word("term", clock.Term);
        json.Day("target", clock.Target);
        json.Day("last", clock.Overdue);
        json.WriteString("state", end is not null ? Core.Wire.Name(end.Kind) : clock.Overdue < today ? "overdue" : clock.Target < today ? "late" : "open");
        if (end is not null) End(json, end);
    }

    static void End(Utf8JsonWriter json, ClockEnd end)
    {
        json.Day("on", end.On);
        json.Text("document", end.Document);
        json.Text("why", end.Why);
    }

    /// <param name="customer">Null: he was erased since.</param>
    public static void Customer(Utf8JsonWriter json, string? customer)
    {
        if (customer is null) json.WriteBoolean("erased", true);
        else json.WriteString("customer", customer);
    }
}
