using System.Globalization;
using System.Text.Json;
using ConsentGrains.Core.Customers;
using ConsentGrains.Grains.Receipts;

namespace ConsentGrains.Web.Receipts;

/// <summary>Names of the registry's things as IRIs, and the two ways JSON-LD writes a value that is more than a text.</summary>
static class Iris
{
    public const string Prefix = "urn:consentgrains:";

    public static string Party(string id) => Of("party", id);

    public static string Purpose(string id) => Of("purpose", id);

    public static string Item(string id) => Of("item", id);

    public static string Notice(string name) => Of("policy", name);

    public static string Customer(CustomerId customer) => Of("customer", customer.ToString());

    public static string Receipt(ConsentReceipt receipt) => Of("receipt", string.Create(CultureInfo.InvariantCulture, $"{receipt.Customer}@{receipt.Revision}"));

    public static string Record(CustomerId customer, GivenConsent consent) => Of("record", string.Create(CultureInfo.InvariantCulture, $"{customer}@{consent.Given.Revision}"));

    /// <summary>Another thing by its IRI.</summary>
    public static void Reference(this Utf8JsonWriter json, string name, string iri)
    {
        json.WriteStartObject(name);
        json.WriteString("@id", iri);
        json.WriteEndObject();
    }

    public static void Typed(this Utf8JsonWriter json, string name, string type, string value)
    {
        json.WriteStartObject(name);
        json.WriteString("@type", type);
        json.WriteString("@value", value);
        json.WriteEndObject();
    }

    static string Of(string kind, string id) => $"{Prefix}{kind}:{Uri.EscapeDataString(id)}";
}
