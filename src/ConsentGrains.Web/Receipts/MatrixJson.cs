using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Grains.Matrices;
using ConsentGrains.Web.Http;

namespace ConsentGrains.Web.Receipts;

/// <summary>Who may see what, as JSON.</summary>
static class MatrixJson
{
    public static void Write(Utf8JsonWriter json, AccessMatrix matrix)
    {
        json.WriteStartObject();
        json.Text("customer", matrix.Customer.ToString());
        json.WriteString("revision", $"{matrix.Revision}.{matrix.DirectoryRevision}");
        json.Moment("asOf", matrix.AsOf);
        json.Objects("policies", matrix.Policies, Policy);
        json.WriteEndObject();
    }

    static void Policy(Utf8JsonWriter json, PolicyMatrix policy)
    {
        json.Text("policy", policy.Policy);
        json.Text("title", policy.Title);
        json.Objects("groups", policy.Groups, Group);
        json.Objects("parties", policy.Parties, Row);
        json.WriteNumber("partiesLeftOut", policy.PartiesLeftOut);
    }

    static void Group(Utf8JsonWriter json, ItemGroup group)
    {
        json.Text("collection", group.Collection);
        json.Text("clause", group.Clause);
        json.Texts("items", group.Items);
        json.Text("ja", group.Japanese);
    }

    static void Row(Utf8JsonWriter json, PartyRow row)
    {
        json.Text("party", row.Party);
        json.Text("name", row.Name);
        json.Word("standing", row.Standing);
        json.Objects("cells", row.Cells, Cell);
    }

    static void Cell(Utf8JsonWriter json, MatrixCell cell)
    {
        json.WriteBoolean("permitted", cell.Permitted);
        if (cell.Permitted) json.Objects("ways", cell.Ways, Way);
        if (cell.Reason is { } reason) json.Text("reason", Wire.Name(reason));
        json.Text("clause", cell.Clause);
    }

    static void Way(Utf8JsonWriter json, MatrixWay way)
    {
        json.Text("act", way.Act);
        json.Text("purpose", way.Purpose);
        json.Word("basis", way.Basis);
        json.Texts("clauses", way.Clauses);
        json.Texts("items", way.Items);
    }
}
