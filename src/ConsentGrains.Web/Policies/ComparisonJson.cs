using System.Text.Json;
using ConsentGrains.Core.Policies;
using ConsentGrains.Core.Policies.Changes;
using ConsentGrains.Web.Http;

namespace ConsentGrains.Web.Policies;

/// <summary>Differences, notices and findings as they are answered.</summary>
static class ComparisonJson
{
    public static void Comparison(Utf8JsonWriter json, PolicyComparison of)
    {
        json.WriteString("policy", of.After.Id);
        json.WriteString("was", of.Before.Version);
        json.WriteString("is", of.After.Version);
        json.Day("day", of.Day);
        json.Objects("differences", of.Differences, Difference);
        json.Objects("notices", of.Notices, Notice);
        json.Objects("findings", of.Findings, (writer, finding) => Finding(writer, finding, of.Day));
    }

    public static void Finding(Utf8JsonWriter json, PolicyFinding finding, DateOnly day)
    {
        json.Word("finding", finding.Kind);
        json.Texts("subjects", finding.Subjects);
        Message(json, (finding.Japanese, finding.English));
        if (finding.Law is { } topic) json.Text("law", Law.Cite(topic, day));
    }

    static void Difference(Utf8JsonWriter json, PolicyDifference of)
    {
        json.Word("kind", of.Kind);
        json.WriteString("subject", of.Subject);
        json.Word("change", of.Change);
        json.Word("reach", of.Reach);
        json.Text("was", of.Was);
        json.Text("is", of.Is);
        if (of.Related) json.WriteBoolean("related", true);
        json.Objects("fields", of.Fields, static (writer, field) =>
        {
            writer.WriteString("field", field.Field);
            writer.Texts("was", field.Was);
            writer.Texts("is", field.Is);
        });
    }

    static void Notice(Utf8JsonWriter json, OwedNotice of)
    {
        json.Word("notice", of.Kind);
        json.Word("when", of.When);
        json.Texts("subjects", of.Subjects);
        json.Texts("law", of.Law);
        json.Texts("clauses", of.Clauses);
        Message(json, ComparisonTexts.Of(of.Kind));
    }

    static void Message(Utf8JsonWriter json, (string Ja, string En) text)
    {
        json.WriteStartObject("message");
        json.WriteString("ja", text.Ja);
        json.WriteString("en", text.En);
        json.WriteEndObject();
    }
}
