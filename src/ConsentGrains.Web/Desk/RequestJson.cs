using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;
using ConsentGrains.Core.Requests;
using ConsentGrains.Grains.Index;
using ConsentGrains.Grains.Requests;
using ConsentGrains.Web.Http;

namespace ConsentGrains.Web.Desk;

/// <summary>A request as the desk reads it.</summary>
static class RequestJson
{
    public static void Write(Utf8JsonWriter json, string id, RequestState state, DirectoryState directory)
    {
        json.WriteStartObject();
        json.WriteString("id", id);
        json.WriteNumber("revision", state.Version);
        json.Moment("recordedAt", state.Recorded);
        json.Word("stage", state.Stage);
        json.WriteString("policy", $"{state.Policy}@{state.PolicyVersion}");
        json.Word("type", state.Type);
        json.Text("customer", state.Customer?.ToString());
        Days(json, state);
        json.WritePropertyName("application");
        json.Object(state.Application, Application);
        if (state.NotMadeWhy is { } why) json.Word("notMadeWhy", why);
        json.Objects("defects", state.Defects, Defect);
        Answer(json, state, directory);
        Fee(json, state);
        Reply(json, state, directory);
        json.Flag("papersDisposed", state.Disposed);
        json.WriteEndObject();
    }

    public static void Row(Utf8JsonWriter json, ListedRequest row)
    {
        json.WriteString("id", row.Id);
        json.WriteNumber("revision", row.Version);
        json.WriteString("operator", row.Operator);
        json.WriteString("policy", row.Policy);
        json.Word("type", row.Type);
        json.Word("stage", row.Stage);
        if (row.Outcome is { } outcome) json.Word("outcome", outcome);
        json.Day("arrived", row.Arrived);
        json.Day("target", row.Target);
        json.Day("due", row.Due);
    }

    public static void History(Utf8JsonWriter json, RequestHistoryEntry entry)
    {
        json.WriteNumber("revision", entry.Version);
        json.Moment("recordedAt", entry.Recorded);
        json.WriteString("type", entry.Type);
        json.WriteString("actor", entry.Envelope.Actor);
        json.Text("credential", entry.Envelope.Credential);
        json.Text("via", entry.Envelope.Via);
        json.Text("desk", entry.Envelope.Desk);
        json.Text("evidence", entry.Envelope.Evidence);
    }

    static void Days(Utf8JsonWriter json, RequestState state)
    {
        json.Day("arrived", state.Arrived);
        json.Day("day", state.Day);
        json.Day("target", state.Target);
        json.Day("suitFrom", state.SuitFrom);
        json.Day("cureUntil", state.CureUntil);
        json.Day("due", state.Due);
    }

    static void Application(Utf8JsonWriter json, Application sent)
    {
        json.Word("channel", sent.Channel);
        json.Word("form", sent.Form);
        if (sent.Stamps is { } stamps) json.WriteNumber("stamps", stamps);
        json.Word("by", sent.By);
        json.Flag("answerToAgent", sent.AnswerToAgent);
        json.Objects("papers", sent.Papers, Paper);
        json.Texts("items", sent.Items);
        json.Texts("recipients", sent.Recipients);
        json.Text("purpose", sent.Purpose);
        json.Text("marketingChannel", sent.MarketingChannel);
        json.Text("recipient", sent.Recipient);
        if (sent.Wish is { } wish) json.Word("wish", wish);
    }

    static void Paper(Utf8JsonWriter json, Paper paper)
    {
        json.Word("kind", paper.Kind);
        json.Word("of", paper.Of);
        json.Day("issued", paper.Issued);
        if (paper.Seal is { } seal) json.Word("seal", seal);
        json.WriteBoolean("inDate", paper.InDate);
    }

    static void Defect(Utf8JsonWriter json, Defect defect)
    {
        json.Word("code", defect.Kind);
        json.Word("ground", defect.Ground);
        json.Text("clause", defect.Clause);
        var (japanese, english) = DeskTexts.Of(defect.Kind);
        json.WriteStartObject("message");
        json.WriteString("ja", japanese);
        json.WriteString("en", english);
        json.WriteEndObject();
    }

    static void Answer(Utf8JsonWriter json, RequestState state, DirectoryState directory)
    {
        if (state.Outcome is { } outcome) json.Word("outcome", outcome);
        json.Objects("answers", state.Answers, static (j, answer) =>
        {
            j.WriteString("subject", answer.Subject);
            j.Word("result", answer.Result);
            j.Texts("grounds", [.. answer.Grounds.Select(Wire.Name)]);
        });
        json.Objects("grounds", AnswerGrounds.Of(state, directory), static (j, ground) =>
        {
            j.Word("code", ground.Kind);
            j.Text("clause", ground.Clause);
            j.Text("law", ground.Law);
        });
        json.Text("undoneWhy", state.UndoneWhy);
    }

    static void Fee(Utf8JsonWriter json, RequestState state)
    {
        json.WriteStartObject("fee");
        json.WriteNumber("yen", state.Fee);
        json.Text("clause", state.FeeClause);
        json.WriteNumber("paid", state.Paid);
        if (state.Application.Stamps is { } stamps && state.FeeClause is not null && stamps > state.Fee) json.WriteNumber("sentBack", stamps - state.Fee);
        json.WriteEndObject();
    }

    static void Reply(Utf8JsonWriter json, RequestState state, DirectoryState directory)
    {
        if (RequestRules.PolicyOf(state, directory) is not { } policy || state.Stage is RequestStage.NotMade or RequestStage.Withdrawn) return;
        var track = policy.Requests.Track(state.Type);
        json.WriteStartObject("reply");
        json.Word("to", RequestRules.ToWhom(state, policy));
        if ((state.RepliedBy ?? track.Reply.By ?? state.Application.Wish) is { } by) json.Word("by", by);
        json.Day("on", state.RepliedOn);
        json.Texts("clauses", track.Reply.Clauses);
        json.WriteEndObject();
    }
}
