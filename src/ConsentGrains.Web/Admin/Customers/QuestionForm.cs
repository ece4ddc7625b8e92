using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using ConsentGrains.Core;
using ConsentGrains.Core.Policies;
using ConsentGrains.Grains;
using ConsentGrains.Web.Access;
using ConsentGrains.Web.Access.Signing;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Logbook;
using ConsentGrains.Web.Metrics;
using ConsentGrains.Web.Pages;
using Microsoft.AspNetCore.Http;

namespace ConsentGrains.Web.Admin.Customers;

/// <summary>Asks a real decision from a form: the fields become the body of `/access/v1/evaluation` and take the same way, into the decision log too.</summary>
sealed class QuestionForm(PageWriter pages, Evaluator evaluator, AnswerWriter answers, Recorder recorder, Instruments instruments, IGrains grains, TimeProvider clock)
{
    static readonly string[] OfContext = ["recipient", "supplyPoint", "circumstance", "documentRef", "transferMethod", "channel"];
    static readonly string[] Flags = ["consentDifficult", "consentWouldHinder"];

    public async ValueTask<Problem?> AskAsync(PageCall call, CustomerAbout about)
    {
        var (began, form) = (Stopwatch.GetTimestamp(), call.Http.Request.Form);
        var draft = new QuestionDraft();
        var body = Encoding.UTF8.GetBytes(BodyOf(form, about).ToJsonString());
        if (EvaluationReader.Read(body, draft) is { } unread) return await ShowAsync(call, about, null, unread);
        var evaluated = await evaluator.EvaluateAsync(draft, -1, call.Who, call.Cancel);
        if (evaluated.Problem is { } problem) return await ShowAsync(call, about, null, problem);
        using var reply = new DecisionReply();
        var receipt = answers.Write(reply, evaluated.Question!, evaluated.Answer!, evaluated.Gates);
        answers.Sign(reply);
        await recorder.RecordAsync(recorder.EntryOf(call.Who, evaluated, receipt));
        instruments.Count(evaluated.Question!, evaluated.Answer!);
        instruments.Asked(began);
        return await ShowAsync(call, about, new(evaluated.Answer!, evaluated.Gates ?? [], DecisionId.Spelt(receipt)), null);
    }

    public async ValueTask<Problem?> ShowAsync(PageCall call, CustomerAbout about, AskedDecision? asked, Problem? problem)
    {
        var directory = grains.Directory;
        var today = Instant.From(clock.GetUtcNow()).Day;
        await pages.WriteAsync<QuestionPage>(call.Http, new()
        {
            ["Frame"] = call.Frame,
            ["About"] = about,
            ["Policies"] = (IReadOnlyList<Policy>)[.. about.State.Enrolments.Select(e => directory.Policies.Family(e.Policy)?.InForce(today)).OfType<Policy>()],
            ["Registered"] = (IReadOnlyList<string>)[.. directory.Purposes.Values.Where(p => p.Operator == about.Customer.Operator).Select(p => p.Id).Order(StringComparer.Ordinal)],
            ["Parties"] = (IReadOnlyList<string>)[.. directory.Parties.Keys.Order(StringComparer.Ordinal)],
            ["Sent"] = call.Http.Request.HasFormContentType ? call.Http.Request.Form : FormCollection.Empty,
            ["Asked"] = asked,
            ["Problem"] = problem,
        }, problem?.Status ?? StatusCodes.Status200OK);
        return null;
    }

    static JsonObject BodyOf(IFormCollection form, CustomerAbout about)
    {
        var action = new JsonObject();
        foreach (var name in new[] { "purpose", "form" }) Put(action, name, form[name]);
        var context = new JsonObject { ["explain"] = true };
        foreach (var name in OfContext) Put(context, name, form[name]);
        foreach (var name in Flags)
            if (form[name] == "true") context[name] = true;
        Put(context, "at", At(form["at"].ToString()));
        var items = form["items"].OfType<string>().Concat(form["further"].ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return new()
        {
            ["subject"] = new JsonObject { ["type"] = "party", ["id"] = form["party"].ToString().Trim() },
            ["action"] = new JsonObject { ["name"] = form["act"].ToString(), ["properties"] = action },
            ["resource"] = new JsonObject { ["type"] = "customer", ["id"] = about.Customer.ToString(), ["properties"] = new JsonObject { ["items"] = new JsonArray([.. items.Select(i => (JsonNode)i)]) } },
            ["context"] = context,
        };
    }

    static void Put(JsonObject into, string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value)) into[name] = value.Trim();
    }

    /// <summary>What a browser sends of a date and time is meant in Japan.</summary>
    static string At(string sent) => DateTime.TryParseExact(sent, ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
        ? local.ToString("yyyy-MM-dd'T'HH:mm:ss'+09:00'", CultureInfo.InvariantCulture) : sent;
}

/// <param name="Id">The receipt, which /access/v1/verify tells more of.</param>
public sealed record AskedDecision(Core.Decisions.Answer Answer, IReadOnlyList<Core.Decisions.GateOutcome> Gates, string Id);
