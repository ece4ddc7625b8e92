using System.Globalization;
using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Grains.Receipts;
using ConsentGrains.Web.Http;

namespace ConsentGrains.Web.Receipts;

/// <summary>One consent as a `dpv:ConsentRecord`: what it is for, and every status it had, newest last.</summary>
static class RecordJson
{
    public static void Write(Utf8JsonWriter json, ConsentReceipt receipt, GivenConsent consent)
    {
        json.Text("@id", Iris.Record(receipt.Customer, consent));
        json.Text("@type", "dpv:ConsentRecord");
        json.Text("dct:identifier", string.Create(CultureInfo.InvariantCulture, $"{receipt.Customer}#{consent.Given.Revision}"));
        json.Reference("dct:conformsTo", ReceiptJson.RecordSchema);
        json.Typed("dct:created", "xsd:dateTime", consent.Given.At.ToString());
        json.Word("cg:standing", consent.Standing);
        json.Objects("dpv:hasNotice", consent.Notices, (fields, notice) => fields.Text("@id", Iris.Notice(notice)));
        json.Reference("dpv:hasLegalBasis", consent.Secrecy ? "dpv:ExplicitlyExpressedConsent" : "dpv:ExpressedConsent");
        json.WriteBoolean("cg:secrecy", consent.Secrecy);
        json.WritePropertyName("dpv:hasProcess");
        json.Object(consent, Process);
        Statuses(json, consent);
    }

    static void Process(Utf8JsonWriter json, GivenConsent consent)
    {
        json.Text("@type", "dpv:Process");
        if (consent.Purpose is { } purpose) Nested(json, "dpv:hasPurpose", purpose, ReceiptJson.Purpose);
        if (consent.Items is { } items) json.Objects("dpv:hasPersonalData", items, Item);
        if (consent.Recipient is { } recipient) Nested(json, "dpv:hasRecipient", recipient, (fields, party) => ReceiptJson.Party(fields, party, "dpv:ThirdParty"));
        if (consent.Country is { } country) json.Reference("dpv:hasThirdCountry", "loc:" + country);
    }

    static void Item(Utf8JsonWriter json, NamedItem item)
    {
        json.Text("@id", Iris.Item(item.Id));
        json.Text("@type", "dpv:PersonalData");
        json.Text("dct:identifier", item.Id);
        json.Text("dct:title", item.Japanese);
    }

    static void Statuses(Utf8JsonWriter json, GivenConsent consent)
    {
        json.WriteStartArray("dpv:hasConsentStatus");
        json.Object(consent, Given);
        foreach (var withdrawn in consent.Withdrawals) json.Object(withdrawn, Withdrawal);
        if (consent.Standing is ConsentStanding.Expired or ConsentStanding.NotValid)
            json.Object(consent, (fields, one) => fields.Text("@type", one.Standing == ConsentStanding.Expired ? "dpv:ConsentExpired" : "dpv:ConsentInvalidated"));
        json.WriteEndArray();
    }

    static void Given(Utf8JsonWriter json, GivenConsent consent)
    {
        json.Text("@type", "dpv:ConsentGiven");
        json.Reference("dpv:isIndicatedBy", consent.By == ConsentBy.StatutoryAgent ? "dpv:GuardianOfDataSubject" : "dpv:DataSubject");
        Indicated(json, consent.Given);
        if (consent.Until is not { } until) return;
        json.WritePropertyName("dpv:hasDuration");
        json.Object(until, (fields, day) =>
        {
            fields.Text("@type", "dpv:UntilTimeDuration");
            fields.Typed("schema:endDate", "xsd:date", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        });
    }

    static void Withdrawal(Utf8JsonWriter json, Withdrawn withdrawn)
    {
        json.Text("@type", "dpv:ConsentWithdrawn");
        json.Reference("dpv:isIndicatedBy", "dpv:DataSubject");
        Indicated(json, withdrawn.Indicated);
        json.Text("cg:purpose", withdrawn.Purpose);
        json.Text("cg:recipient", withdrawn.Recipient);
        json.Texts("cg:items", withdrawn.Items);
    }

    static void Indicated(Utf8JsonWriter json, Indication indication)
    {
        json.Typed("dpv:isIndicatedAtTime", "xsd:dateTime", indication.At.ToString());
        json.Text("dpv:hasIndicationMethod", indication.Via);
        json.Text("cg:evidence", indication.Evidence);
        json.Text("cg:recordedBy", indication.Actor);
        json.WriteNumber("cg:revision", indication.Revision);
    }

    static void Nested<T>(Utf8JsonWriter json, string name, T one, Action<Utf8JsonWriter, T> fields)
    {
        json.WritePropertyName(name);
        json.Object(one, fields);
    }
}
