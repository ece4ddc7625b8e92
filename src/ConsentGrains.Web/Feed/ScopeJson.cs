using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Feed;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains.Feed;
using ConsentGrains.Grains.Index;
using ConsentGrains.Web.Http;

namespace ConsentGrains.Web.Feed;

/// <summary>A customer or point of an export, thin as a change is: what the viewer would be told of it and no more.</summary>
static class ScopeJson
{
    public static void Write(Utf8JsonWriter json, ScopeEntry entry, Entitlement viewer, Instant now)
    {
        switch (entry)
        {
            case ScopeEntry.OfCustomer of: Write(json, of, viewer, viewer.SeesAll || of.Customer.Operator == viewer.Party); break;
            case ScopeEntry.OfPoint of: Write(json, of, viewer, now); break;
        }
    }

    /// <param name="own">The viewer is the customer's operator, or sees all.</param>
    static void Write(Utf8JsonWriter json, ScopeEntry.OfCustomer of, Entitlement viewer, bool own)
    {
        var named = of.State.Consents.Any(c => c.Recipient == viewer.Party);
        Head(json, of, of.Customer.ToString(), of.State.Version);
        json.Objects("enrolments", of.State.Enrolments.Where(e => own || viewer.SeesPolicy(e.Policy)), static (to, e) =>
        {
            to.Text("policy", e.Policy);
            to.Text("version", e.Version);
            to.Word("kind", e.Kind);
        });
        json.Objects("contracts", of.State.Contracts.Where(c => own || viewer.SeesPolicy(c.Policy)), (to, c) =>
        {
            to.Text("contract", own ? c.Id : null);
            to.Text("policy", c.Policy);
            to.Word("state", c.State);
            to.Text("supplyPoint", own ? c.SupplyPoint : null);
        });
        json.Objects("consents", of.Consents.Where(c => own || viewer.SeesConsent(c.Entry.Purpose, c.Entry.Recipient)), (to, c) => Consent(to, c.Entry, c.Standing));
        json.Objects("stops", of.State.Stops.Where(s => own || viewer.SeesStop(s, named)), Stop);
        if (of.State.ObjectsToEntrustment && (own || viewer.SeesObjection)) json.WriteBoolean("objectsToEntrustment", true);
    }

    static void Write(Utf8JsonWriter json, ScopeEntry.OfPoint of, Entitlement viewer, Instant now)
    {
        Head(json, of, of.Point.Digits, of.State.Version);
        json.WriteNumber("area", of.State.Area);
        json.Word("kind", of.State.Kind);
        json.Text("retailer", of.State.RetailerAt(now));
        if (of.State.HolderAt(now) is { } holding && (viewer.SeesAll || holding.Customer.Operator == viewer.Party)) json.Text("customer", holding.Customer.ToString());
        if (of.State.OpenSwitchAt(now) is not { } open) return;
        json.WriteStartObject("switch");
        json.WriteNumber("switch", open.Number);
        json.Word("stage", open.Stage);
        json.WriteEndObject();
    }

    static void Head(Utf8JsonWriter json, ScopeEntry entry, string subject, int revision)
    {
        json.WriteString("subject", subject);
        json.WriteString("ref", entry.Ref.ToString());
        json.WriteNumber("revision", revision);
    }

    static void Consent(Utf8JsonWriter json, in ConsentEntry consent, ConsentStanding standing)
    {
        json.Text("purpose", consent.Purpose);
        json.Text("recipient", consent.Recipient);
        json.Texts("items", consent.Items);
        if (consent.Secrecy) json.WriteBoolean("secrecy", true);
        json.Day("until", consent.Until);
        json.Text("country", consent.Country);
        json.Word("state", standing);
    }

    static void Stop(Utf8JsonWriter json, StopScope stop)
    {
        json.Text("policy", stop.Policy);
        json.Text("act", stop.Act);
        json.Text("purpose", stop.Purpose);
        json.Text("channel", stop.Channel);
        json.Text("recipient", stop.Recipient);
    }
}
