using System.Security.Cryptography;
using ConsentGrains.Core;
using ConsentGrains.Core.Looks;
using ConsentGrains.Core.Policies;
using ConsentGrains.Core.Requests;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Index;
using ConsentGrains.Grains.Provisions;
using ConsentGrains.Grains.Requests;
using ConsentGrains.Web.Desk.Pages;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Looks;
using ConsentGrains.Web.Pages;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConsentGrains.Web.Desk;

/// <summary>`/desk` and below: the inbox, a request with its checklist and its timeline, its letter. Whole without a script.</summary>
sealed class DeskPages(PageHouse house, PageWriter pages, RequestDesk desk, IGrains grains, IIndex index, Looker looker, ProvisionEndpoints provisions, TimeProvider clock)
{
    const string One = "/desk/requests/{id}";
    const Roles MayAct = Roles.Desk | Roles.Admin;
    const Roles MayRead = MayAct | Roles.Audit;

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/desk", house.Behind(MayRead, InboxAsync));
        endpoints.MapGet("/desk/new", house.Behind(MayAct, call => NewAsync(call, null)));
        endpoints.MapPost("/desk/new", house.Behind(MayAct, ReceiveAsync));
        endpoints.MapGet(One, house.Behind(MayRead, call => ShowAsync(call, null)));
        endpoints.MapGet(One + "/letter", house.Behind(MayRead, LetterAsync));
        endpoints.MapGet(One + "/records", house.Behind(MayRead, RecordsAsync));
        endpoints.MapPost(One + "/{step}", house.Behind(MayAct, StepAsync));
    }

    async ValueTask<Problem?> InboxAsync(PageCall call)
    {
        var query = new Query(call.Http.Request.Query);
        if (query.Check("policy", "type", "stage", "done", "after") is { } unknown) return unknown;
        var filter = new RequestFilter(
            call.Who.SeesAll ? null : call.Who.Party, Given(query.Text("policy")), Word<RequestType>(query.Text("type")), Word<RequestStage>(query.Text("stage")),
            Open: query.Text("done") == "true" ? null : true);
        await index.CatchUpAsync(call.Cancel);
        Listed<ListedRequest> listed;
        try
        {
            listed = index.Requests(filter, query.Text("after"), Limits.PageDefault);
        }
        catch (FormatException)
        {
            return Page.WrongCursor();
        }

        await pages.WriteAsync<InboxPage>(call.Http, new()
        {
            ["Frame"] = call.Frame,
            ["Rows"] = listed.Results,
            ["Filter"] = filter,
            ["Policies"] = Policies(call),
            ["Next"] = listed.Next is { } next ? NextPage(call, next) : null,
            ["Today"] = Today,
        });
        return null;
    }

    async ValueTask<Problem?> NewAsync(PageCall call, Problem? problem)
    {
        await pages.WriteAsync<NewRequestPage>(
            call.Http, new() { ["Frame"] = call.Frame, ["Policies"] = Policies(call), ["Key"] = NewKey(), ["Problem"] = problem }, problem?.Status ?? StatusCodes.Status200OK);
        return null;
    }

    async ValueTask<Problem?> ReceiveAsync(PageCall call)
    {
        var form = call.Http.Request.Form;
        var told = await desk.TellAsync(call.Who, "receive", null, FormFields.Of(form, "key"), Key(form), null, "desk", call.Cancel);
        if (told.Problem is { } problem) return await NewAsync(call, problem);
        PageHouse.Redirect(call.Http, $"/desk/requests/{told.Id}");
        return null;
    }

    async ValueTask<Problem?> StepAsync(PageCall call)
    {
        var (id, step, form) = (Id(call), $"{call.Http.Request.RouteValues["step"]}", call.Http.Request.Form);
        if (!Core.Codec.RequestReader.Steps.Contains(step)) return Problems.Of(ProblemCode.PathUnknown, "There is no such step.");
        int? revision = int.TryParse(form["revision"], out var seen) ? seen : null;
        var told = await desk.TellAsync(call.Who, step, id, FormFields.Of(form, "key", "revision"), Key(form), revision, "desk", call.Cancel);
        if (told.Problem is { } problem) return told.State.IsKnown ? await ShowAsync(call, problem) : problem;
        PageHouse.Redirect(call.Http, $"/desk/requests/{id}");
        return null;
    }

    async ValueTask<Problem?> ShowAsync(PageCall call, Problem? problem)
    {
        var (state, missing) = await desk.ReadAsync(call.Who, Id(call), call.Cancel);
        if ((missing ?? await LookAsync(call, state, LookView.Request)) is { } away) return away;
        var history = new List<RequestHistoryEntry>();
        await foreach (var entry in grains.Requests.HistoryAsync(Id(call), call.Cancel)) history.Add(entry);
        await pages.WriteAsync<RequestPage>(call.Http, new()
        {
            ["Frame"] = call.Frame with { Here = $"/desk/requests/{Id(call)}" },
            ["Id"] = Id(call),
            ["State"] = state,
            ["Policy"] = RequestRules.PolicyOf(state, grains.Directory),
            ["History"] = history,
            ["Subjects"] = AnswerSubjects.Of(state),
            ["Recorded"] = await RecordedAsync(call, state),
            ["Key"] = NewKey(),
            ["MayAct"] = call.Who.Has(MayAct),
            ["Problem"] = problem,
        }, problem?.Status ?? StatusCodes.Status200OK);
        return null;
    }

    async ValueTask<Problem?> LetterAsync(PageCall call)
    {
        var (state, missing) = await desk.ReadAsync(call.Who, Id(call), call.Cancel);
        if (missing is not null) return missing;
        if (Letter.Of(Id(call), state, grains.Directory, Today) is not { } letter) return Problems.Of(ProblemCode.NotFound, "There is no letter to write at this stage.");
        if (await LookAsync(call, state, LookView.Letter) is { } away) return away;
        await pages.WriteAsync<LetterPage>(call.Http, new() { ["Frame"] = call.Frame, ["Letter"] = letter });
        return null;
    }

    /// <summary>With whom there are records, and how many: what the desk needs to answer a request for them.</summary>
    async ValueTask<IReadOnlyList<string>> RecordedAsync(PageCall call, RequestState state)
    {
        if (state is not { Type: RequestType.ProvisionRecords, Stage: RequestStage.Investigating, Customer: { } customer }) return [];
        var records = await ProvisionReading.OfAsync(grains, index, customer, [], Today, call.Cancel);
        return [.. records.GroupBy(r => r.Party, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => $"{g.Key}: {g.Count()}")];
    }

    /// <summary>The annex of an answer that discloses provision records: those with the recipients it grants, as a document or as CSV.</summary>
    async ValueTask<Problem?> RecordsAsync(PageCall call)
    {
        var (state, missing) = await desk.ReadAsync(call.Who, Id(call), call.Cancel);
        if (missing is not null) return missing;
        var granted = state.Answers.Where(a => a.Result is AnswerResult.Granted or AnswerResult.Partly).Select(a => a.Subject).ToList();
        if (state is not { Type: RequestType.ProvisionRecords, Customer: { } customer } || granted.Count == 0)
            return Problems.Of(ProblemCode.NotFound, "The answer discloses no provision records.");
        var records = await ProvisionReading.OfAsync(grains, index, customer, granted.Contains("") ? [] : granted, Today, call.Cancel);
        if (await LookAsync(call, state, LookView.Provisions) is { } away) return away;
        if (call.Http.Request.Query["format"] == "csv") await provisions.SendCsvAsync(call.Http, records);
        else await pages.WriteAsync<RecordsPage>(call.Http, new() { ["Frame"] = call.Frame, ["Id"] = Id(call), ["Records"] = records, ["Directory"] = grains.Directory, ["On"] = state.RepliedOn ?? Today });
        return null;
    }

    /// <summary>Why is the request itself.</summary>
    ValueTask<Problem?> LookAsync(PageCall call, RequestState state, LookView shown) =>
        state.Customer is { } customer ? looker.TakeAsync(call, customer, shown, LookReason.Disclosure, Id(call)) : new((Problem?)null);

    IReadOnlyList<string> Policies(PageCall call) =>
        [.. grains.Directory.Policies.Families.Where(f => call.Who.SeesAll || f.Operator == call.Who.Party).Select(f => f.Id)];

    static string NextPage(PageCall call, string next)
    {
        var query = new Query(call.Http.Request.Query);
        var kept = new[] { "policy", "type", "stage", "done" }.Where(n => query.Text(n) is not null).Select(n => $"{n}={Uri.EscapeDataString(query.Text(n)!)}");
        return "/desk?" + string.Join('&', kept.Append("after=" + Uri.EscapeDataString(next)));
    }

    DateOnly Today => Instant.From(clock.GetUtcNow()).Day;

    static string Id(PageCall call) => $"{call.Http.Request.RouteValues["id"]}";

    static string? Given(string? text) => string.IsNullOrEmpty(text) ? null : text;

    static T? Word<T>(string? text) where T : struct, Enum => Given(text) is { } word ? Wire.Find<T>(word) : null;

    static string? Key(IFormCollection form) => Given(form["key"]);

    /// <summary>A form that is sent twice is one command.</summary>
    static string NewKey() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
}
