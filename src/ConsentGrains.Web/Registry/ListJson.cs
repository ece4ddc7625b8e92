using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Grains.Index;
using ConsentGrains.Web.Http;

namespace ConsentGrains.Web.Registry;

/// <summary>Rows of the index as they are answered.</summary>
static class ListJson
{
    public static void Customer(Utf8JsonWriter json, ListedCustomer row)
    {
        json.WriteString("customer", row.Id.ToString());
        json.WriteNumber("revision", row.Version);
        json.Moment("recorded", row.Recorded);
        json.Objects("enrolments", row.Enrolments, Enrolment);
        json.Objects("contracts", row.Contracts, Contract);
        json.Objects("stops", row.Stops, Stop);
    }

    public static void Consent(Utf8JsonWriter json, ListedConsent row)
    {
        json.WriteString("customer", row.Customer.ToString());
        json.Moment("given", row.Given);
        json.Text("purpose", row.Purpose);
        json.Text("recipient", row.Recipient);
        json.Texts("items", row.Items);
        json.WriteBoolean("secrecy", row.Secrecy);
        json.WriteBoolean("valid", row.Valid);
        json.Text("country", row.Country);
        json.Day("until", row.Until);
        json.Word("state", row.Standing);
    }

    public static void Due(Utf8JsonWriter json, ListedDue row)
    {
        json.Moment("due", row.Due);
        json.Word("kind", row.Kind);
        json.WriteString("party", row.Party);
        json.Text("other", row.Other);
        json.Text("customer", row.Customer?.ToString());
        json.WriteString("subject", row.Subject);
        json.WriteString("state", row.Noticed is null ? "coming" : "noticed");
        json.Moment("noticed", row.Noticed);
    }

    static void Enrolment(Utf8JsonWriter json, ListedEnrolment row)
    {
        json.WriteString("policy", row.Policy);
        json.WriteString("version", row.Version);
        json.Word("kind", row.Kind);
        json.Moment("since", row.Since);
    }

    static void Contract(Utf8JsonWriter json, ListedContract row)
    {
        json.WriteString("policy", row.Policy);
        json.Word("state", row.State);
    }

    static void Stop(Utf8JsonWriter json, StopScope row)
    {
        json.Text("policy", row.Policy);
        json.Text("act", row.Act);
        json.Text("purpose", row.Purpose);
        json.Text("channel", row.Channel);
        json.Text("recipient", row.Recipient);
    }
}
