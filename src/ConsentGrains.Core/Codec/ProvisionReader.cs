using System.Text.Json;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Provisions;

namespace ConsentGrains.Core.Codec;

/// <summary>What a body says of a provision; `question` beside it is read elsewhere.</summary>
public sealed record ProvisionFields(CustomerId Customer, Provision Provision, string? Evidence, string? Desk);

/// <summary>The one reader of provision records.</summary>
public static class ProvisionReader
{
    public static Parsed<ProvisionFields> Read(JsonElement body, ProvisionSide side, DateOnly today)
    {
        var fields = new FieldReader(body);
        var customer = fields.Customer("customer");
        var provision = side == ProvisionSide.Given ? Given(fields, today) : Received(fields, today);
        return fields.Finish(new ProvisionFields(customer, provision, fields.Text("evidence", Limits.EvidenceLength), fields.Name("desk")));
    }

    static Provision Given(FieldReader fields, DateOnly today)
    {
        fields.Knows("question");
        return new(
            fields.Name("id") ?? "", ProvisionSide.Given, fields.Name("recipient") ?? "", fields.List("items", Limits.ItemsPerList) ?? [], fields.Name("purpose"), fields.Day("on") ?? today,
            fields.Word("term", ProvisionTerm.Single), fields.Name("decision"));
    }

    static Provision Received(FieldReader fields, DateOnly today) => new(
        fields.Name("id") ?? "", ProvisionSide.Received, fields.NeedName("provider"), fields.NeedList("items", Limits.ItemsPerList), fields.Name("purpose"), fields.Day("on") ?? today,
        fields.Word("term", ProvisionTerm.Single), Acquired: fields.Need("acquired"), Confirmed: fields.Word("confirmed", ProvisionConfirmation.Declared));
}
