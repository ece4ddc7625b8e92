using System.Globalization;
using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Grains.Receipts;
using ConsentGrains.Web.Http;

namespace ConsentGrains.Web.Receipts;

/// <summary>A receipt as JSON-LD: the record structure of ISO/IEC TS 27560 in the terms of the W3C Data Privacy Vocabulary, after the
/// community group's guide to it (https://w3id.org/dpv/guides/consent-27560). What neither has a term for stands under `cg:`.</summary>
static class ReceiptJson
{
    public const string ReceiptSchema = "https://w3id.org/dpv/schema/dpv-27560#receipt";
    public const string RecordSchema = "https://w3id.org/dpv/schema/dpv-27560#record";

    /// <summary>Prefixes only: the receipt can be read without fetching anything.</summary>
    static readonly (string Prefix, string Iri)[] Context =
    [
        ("dpv", "https://w3id.org/dpv#"),
        ("loc", "https://w3id.org/dpv/loc#"),
        ("dct", "http://purl.org/dc/terms/"),
        ("schema", "https://schema.org/"),
        ("xsd", "http://www.w3.org/2001/XMLSchema#"),
        ("cg", Iris.Prefix),
    ];

    public static void Write(Utf8JsonWriter json, ConsentReceipt receipt)
    {
        json.WriteStartObject();
        json.WriteStartObject("@context");
        foreach (var (prefix, iri) in Context) json.WriteString(prefix, iri);
        json.WriteEndObject();
        json.Text("@id", Iris.Receipt(receipt));
        json.Text("@type", "dpv:ConsentReceipt");
        json.Text("dct:identifier", string.Create(CultureInfo.InvariantCulture, $"{receipt.Customer}@{receipt.Revision}"));
        json.Reference("dct:conformsTo", ReceiptSchema);
        json.Typed("dct:created", "xsd:dateTime", receipt.Issued.ToString());
        json.Reference("dct:publisher", Iris.Party(receipt.Controller.Id));
        json.Reference("schema:recipient", "dpv:DataSubject");
        json.WriteNumber("cg:revision", receipt.Revision);
        json.WriteBoolean("cg:erased", receipt.Erased);
        Parties(json, receipt);
        json.Objects("dpv:hasNotice", receipt.Notices, Notice);
        json.Objects("dpv:hasRecordOfActivity", receipt.Consents, (fields, consent) => RecordJson.Write(fields, receipt, consent));
        json.Objects("cg:stops", receipt.Stops, Registry.CustomerJson.Stop);
        json.WriteBoolean("cg:objectsToEntrustment", receipt.ObjectsToEntrustment);
        json.WriteEndObject();
    }

    static void Parties(Utf8JsonWriter json, ConsentReceipt receipt)
    {
        json.WritePropertyName("dpv:hasDataSubject");
        json.Object(receipt, (fields, one) =>
        {
            fields.Text("@id", Iris.Customer(one.Customer));
            fields.Text("@type", "dpv:Customer");
        });
        json.WritePropertyName("dpv:hasDataController");
        json.Object(receipt.Controller, (fields, party) => Party(fields, party, "dpv:DataController"));
        json.Reference("dpv:hasJurisdiction", "loc:JP");
        json.WritePropertyName("dpv:hasApplicableLaw");
        json.Object("個人情報の保護に関する法律（平成15年法律第57号）", (fields, law) =>
        {
            fields.Text("@type", "dpv:Law");
            fields.Text("dct:title", law);
        });
    }

    public static void Party(Utf8JsonWriter json, NamedParty party, string type)
    {
        json.Text("@id", Iris.Party(party.Id));
        json.Text("@type", type);
        json.Text("dct:identifier", party.Id);
        json.Text("dpv:hasName", party.Name);
        if (party.Country is { } country) json.Reference("dpv:hasCountry", "loc:" + country);
    }

    static void Notice(Utf8JsonWriter json, ShownNotice notice)
    {
        json.Text("@id", Iris.Notice(notice.Name));
        json.Text("@type", "dpv:PrivacyNotice");
        json.Text("dct:identifier", notice.Name);
        json.Text("dct:title", notice.Title);
        json.Text("dct:hasVersion", notice.Version);
        json.Typed("dct:date", "xsd:dateTime", notice.Shown.At.ToString());
        json.Word("cg:customerKind", notice.Kind);
        json.Word("cg:provenance", notice.Provenance);
        if (notice.Purposes.Count > 0) json.Objects("dpv:hasPurpose", notice.Purposes, Purpose);
        json.Text("cg:recordedBy", notice.Shown.Actor);
        json.Text("cg:via", notice.Shown.Via);
        json.Text("cg:evidence", notice.Shown.Evidence);
    }

    public static void Purpose(Utf8JsonWriter json, NamedPurpose purpose)
    {
        json.Text("@id", Iris.Purpose(purpose.Id));
        json.Text("@type", "dpv:Purpose");
        json.Text("dct:identifier", purpose.Id);
        json.Text("dct:description", purpose.Text);
    }
}
