using System.Text.Json;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;
using ConsentGrains.Core.Retention;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Registry;

namespace ConsentGrains.Web.Retention;

/// <summary>Periods and plans as they are answered.</summary>
static class RetentionJson
{
    public static void Plan(Utf8JsonWriter json, (CustomerId Customer, RetentionPlan Plan) of)
    {
        json.WriteString("customer", of.Customer.ToString());
        json.Day("eraseOn", of.Plan.EraseOn);
        json.Objects("lines", of.Plan.Lines, Line);
    }

    /// <summary>A collection with its period; `missing` where the operator has set none.</summary>
    public static void Period(Utf8JsonWriter json, CollectionPeriod of)
    {
        json.WriteString("policy", of.Policy.Id);
        json.WriteString("collection", of.Collection);
        json.WriteString("operator", of.Policy.Operator);
        if (of.Period is { } period)
        {
            json.WriteNumber("months", period.Months);
            json.WriteString("source", period.Source);
        }

        json.WriteBoolean("missing", of.Period is null);
        json.Texts("clauses", of.Policy.Versions[^1].Retention.Clauses);
    }

    public static IEnumerable<CollectionPeriod> PeriodsOf(DirectoryState directory, Func<string, bool> maySee) =>
        from policy in directory.Policies.Families
        where maySee(policy.Operator)
        from collection in policy.Versions.SelectMany(v => v.Collections).Select(c => c.Id).Distinct(StringComparer.Ordinal)
        select new CollectionPeriod(policy, collection, directory.Retention.Find(policy.Id, collection));

    static void Line(Utf8JsonWriter json, RetentionLine line)
    {
        json.WriteString("policy", line.Policy);
        json.WriteString("collection", line.Collection);
        json.Word("reason", line.Reason);
        json.Day("until", line.Until);
        json.Day("since", line.Since);
        if (line.Months is { } months) json.WriteNumber("months", months);
        json.Text("source", line.Source);
        json.Objects("holds", line.Holds, CustomerJson.Hold);
    }
}

/// <param name="Period">Null: the operator has set none.</param>
readonly record struct CollectionPeriod(PolicyFamily Policy, string Collection, RetentionPeriod? Period);
