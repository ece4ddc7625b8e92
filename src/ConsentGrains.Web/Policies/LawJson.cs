using System.Text.Json;
using ConsentGrains.Core.Policies;
using ConsentGrains.Web.Http;

namespace ConsentGrains.Web.Policies;

/// <summary>The table of law as it stands on a day.</summary>
static class LawJson
{
    public static void Table(Utf8JsonWriter json, DateOnly day)
    {
        json.Day("day", day);
        json.Objects("laws", Law.Table.Laws, static (writer, law) =>
        {
            writer.WriteString("id", law.Id);
            writer.WriteString("japanese", law.Japanese);
            writer.WriteString("number", law.Number);
        });
        json.Objects("rules", Law.Table.Rules, (writer, rule) => Rule(writer, rule, day));
        json.Objects("amendments", Law.Table.Amendments, (writer, amendment) => Amendment(writer, amendment, day));
    }

    static void Rule(Utf8JsonWriter json, LawRule rule, DateOnly day)
    {
        json.Word("topic", rule.Topic);
        json.WriteString("japanese", rule.Japanese);
        json.Text("citation", rule.On(day));
        json.Objects("numbers", rule.Numbers, static (writer, number) =>
        {
            writer.Day("from", number.From);
            writer.WriteString("citation", number.Citation);
        });
        json.WriteString("source", rule.Source);
    }

    static void Amendment(Utf8JsonWriter json, LawAmendment amendment, DateOnly day)
    {
        json.WriteString("law", amendment.Law);
        json.WriteString("by", amendment.By);
        json.Day("from", amendment.From);
        json.WriteBoolean("inForce", amendment.From <= day);
        json.WriteBoolean("settled", amendment.Settled);
        json.WriteString("japanese", amendment.Japanese);
        json.WriteString("what", amendment.What);
        json.WriteString("source", amendment.Source);
    }
}
