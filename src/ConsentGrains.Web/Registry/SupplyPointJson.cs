using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains.Index;
using ConsentGrains.Web.Http;

namespace ConsentGrains.Web.Registry;

/// <summary>A supply point as a party to it reads it.</summary>
static class SupplyPointJson
{
    public static void Write(Utf8JsonWriter json, SupplyPointNumber point, PointView view)
    {
        json.WriteStartObject();
        json.WriteString("number", point.Digits);
        json.WriteNumber("area", point.Area);
        json.WriteString("gtdo", point.Gtdo);
        if (view.SeesPoint) Point(json, view);
        if (view.SeesSwitch)
        {
            json.WritePropertyName("switch");
            json.Object(view, Switch);
        }

        json.WriteEndObject();
    }

    /// <summary>The present and coming holders alone.</summary>
    public static void Holders(Utf8JsonWriter json, SupplyPointNumber point, PointView view)
    {
        json.WriteStartObject();
        json.WriteBoolean("held", view.State.HolderAt(view.AsOf) is not null);
        Holders(json, "results", view);
        json.WriteEndObject();
    }

    public static void Row(Utf8JsonWriter json, ListedPoint row)
    {
        json.WriteString("number", row.Number.Digits);
        json.WriteString("gtdo", row.Number.Gtdo);
        json.WriteNumber("revision", row.Version);
        json.Moment("recorded", row.Recorded);
        json.Word("kind", row.Kind);
        if (row.Voltage is { } voltage) json.Word("voltage", voltage);
        json.Text("retailer", row.Retailer);
        json.WriteBoolean("held", row.Held);
        if (row.Switch is { } stage) json.Word("switch", stage);
    }

    static void Point(Utf8JsonWriter json, PointView view)
    {
        var state = view.State;
        json.WriteNumber("revision", state.Version);
        json.Moment("recordedAt", state.Recorded);
        json.Word("kind", state.Kind);
        if (state.Voltage is { } voltage) json.Word("voltage", voltage);
        json.WriteBoolean("held", state.HolderAt(view.AsOf) is not null);
        json.Objects("suppliers", view.Suppliers, (j, supply) =>
        {
            j.WriteString("retailer", supply.Retailer);
            Interval(j, supply.From, supply.Until);
        });
        Holders(json, "holders", view);
        json.Objects("lookUpPasswords", view.LookUps, (j, password) =>
        {
            j.Text("customer", view.Shown(password.Customer));
            j.WriteString("retailer", password.Retailer);
            Interval(j, password.Given, password.Until);
        });
    }

    static void Holders(Utf8JsonWriter json, string name, PointView view) => json.Objects(name, view.Holders, (j, holding) =>
    {
        j.Text("customer", view.Shown(holding.Customer));
        Interval(j, holding.From, holding.Until);
    });

    /// <summary>The fields of the application that the view's state has.</summary>
    public static void Switch(Utf8JsonWriter json, PointView view)
    {
        var newest = view.State.Switch!;
        json.WriteNumber("number", newest.Number);
        json.Word("stage", newest.Stage);
        json.WriteString("by", newest.By);
        json.WriteString("losing", newest.Losing);
        json.Text("customer", view.Shown(newest.Customer));
        json.Text("losingCustomer", view.Shown(newest.LosingCustomer));
        json.Day("on", newest.On);
        json.WriteBoolean("meterWork", newest.MeterWork);
        json.Day("matchBy", newest.MatchBy);
        if (newest.Reasons.Length > 0) json.Texts("reasons", newest.Reasons);
        json.Moment("matched", newest.Matched);
        json.Moment("effective", newest.Effective);
    }

    static void Interval(Utf8JsonWriter json, Instant from, Instant? until)
    {
        json.Moment("from", from);
        json.Moment("until", until);
    }
}
