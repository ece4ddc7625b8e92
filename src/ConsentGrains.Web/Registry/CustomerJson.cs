using System.Text.Json;
using ConsentGrains.Core.Customers;
using ConsentGrains.Web.Http;

namespace ConsentGrains.Web.Registry;

/// <summary>A customer's state as its operator reads it.</summary>
static class CustomerJson
{
    public static void Write(Utf8JsonWriter json, CustomerId customer, CustomerState state)
    {
        json.WriteStartObject();
        json.Text("customer", customer.ToString());
        json.WriteNumber("revision", state.Version);
        json.Moment("recordedAt", state.Recorded);
        json.Flag("erased", state.Erased);
        json.Objects("enrolments", state.Enrolments, Enrolment);
        json.Objects("contracts", state.Contracts, Contract);
        json.Objects("consents", state.Consents, Consent);
        json.Objects("stops", state.Stops, Stop);
        json.Texts("objections", state.ObjectsToEntrustment ? ["entrustment"] : []);
        json.Objects("holds", state.Holds, Hold);
        json.Texts("notices", state.Notices);
        json.Day("minorUntil", state.MinorUntil);
        json.Flag("ward", state.Ward);
        json.WriteNumber("openSwitchesAway", state.SwitchesAway.Count(s => s.Until is null));
        json.WriteEndObject();
    }

    static void Enrolment(Utf8JsonWriter json, Enrolment enrolment)
    {
        json.Text("policy", enrolment.Policy);
        json.Text("version", enrolment.Version);
        json.Word("kind", enrolment.Kind);
        json.Word("provenance", enrolment.Provenance);
        json.Texts("purposes", enrolment.Purposes);
        json.Moment("since", enrolment.Since);
    }

    static void Contract(Utf8JsonWriter json, Contract contract)
    {
        json.Text("id", contract.Id);
        json.Text("policy", contract.Policy);
        json.Word("state", contract.State);
        json.Text("supplyPoint", contract.SupplyPoint);
        json.Texts("features", contract.Features);
        json.Text("user", contract.User);
        json.Day("retainUntil", contract.RetainUntil);
        json.Flag("outOfArea", contract.OutOfArea);
        if (contract.State is ContractState.Ended or ContractState.Cancelled) json.Moment("endedAt", contract.EndedAt);
        if (contract.Next is not { } next) return;
        json.Word("next", next);
        json.Moment("nextFrom", contract.NextFrom);
    }

    static void Consent(Utf8JsonWriter json, ConsentEntry entry)
    {
        json.Text("kind", entry.IsWithdrawal ? "withdrawal" : "consent");
        json.Text("purpose", entry.Purpose);
        json.Text("recipient", entry.Recipient);
        json.Texts("items", entry.Items);
        json.Moment("since", entry.Given);
        if (entry.IsWithdrawal) return;
        json.Flag("secrecy", entry.Secrecy);
        json.Flag("valid", entry.Valid);
        json.Text("country", entry.Country);
        json.Day("until", entry.Until);
    }

    public static void Stop(Utf8JsonWriter json, StopScope scope)
    {
        json.Text("policy", scope.Policy);
        json.Text("act", scope.Act);
        json.Text("purpose", scope.Purpose);
        json.Text("channel", scope.Channel);
        json.Text("recipient", scope.Recipient);
    }

    public static void Hold(Utf8JsonWriter json, Hold hold)
    {
        json.Day("until", hold.Until);
        json.Text("law", hold.Law);
        json.Texts("items", hold.Items);
    }
}
