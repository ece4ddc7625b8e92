using System.Text.Json;
using ConsentGrains.Core.Policies;
using ConsentGrains.Core.Requests;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Index;
using ConsentGrains.Grains.Requests;
using ConsentGrains.Web.Description;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Logbook;
using ConsentGrains.Web.Registry;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace ConsentGrains.Web.Desk;

/// <summary>`/v1/requests` and below: 開示等の請求, from receipt to the end of the papers. Every read of a request that names a customer is logged.</summary>
sealed partial class RequestEndpoints(
    Gatehouse gatehouse, RequestDesk desk, RequestIntake intake, IGrains grains, IIndex index, Recorder recorder, ILogger<RequestEndpoints> log)
{
    const string All = "/v1/requests";
    const string One = "/v1/requests/{id}";
    const string Tag = "requests";
    const Roles MayTell = Roles.Desk | Roles.Admin;
    const Roles MayRead = MayTell | Roles.Audit;

    static readonly Dictionary<string, string> Filters = Described.Filters(
        ("operator", "Whose requests; your own unless you audit."), ("policy", "Under this policy."), ("type", "disclosure, stop-of-use …"), ("stage", "received, investigating …"),
        ("dueBefore", "With something to do before this day."), ("open", "true: something is left to do."));

    static readonly (string Path, string Schema, string Summary)[] Steps =
    [
        ("examine", "Examine", "What a person found: accepted, sent back with every defect, or ended."),
        ("resubmit", "Resubmit", "What was sent again: the same request goes on."),
        ("lapse", "RequestStep", "The term for sending it again is over: refused. It also lapses by itself."),
        ("investigate", "RequestStep", "The investigation begins."),
        ("answer", "AnswerRequest", "The answer, item by item. A stop, erasure or correction that is granted is in force when this is answered."),
        ("fee", "PayFee", "A fee billed with the answer was paid."),
        ("reply", "ReplyRequest", "The answer was sent."),
        ("withdraw", "RequestStep", "The sender takes it back, before it is answered."),
        ("dispose", "RequestStep", "The papers are destroyed."),
    ];

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(All, gatehouse.Behind(MayTell, call => CommandBody.TakeAsync(call.Http, body => TellAsync(call, "receive", null, body))))
            .Describe(new("receiveRequest", Tag, "A request has arrived. Whether it is one at all is decided at once.", "Request") { Body = "ReceiveRequest", Roles = MayTell, IsCommand = true });
        endpoints.MapPost(All + "/intake", gatehouse.Behind(MayTell, intake.TakeAsync))
            .Describe(new("takeInRequests", Tag, "Requests from a CSV, a row each.", "Intake") { Body = "IntakeRows", BodyType = RequestBody.Csv, Roles = MayTell, Headers = RequestIntake.Headers });
        endpoints.MapGet(All, gatehouse.Behind(MayRead, ListAsync))
            .Describe(new("listRequests", Tag, "The inbox: by the day on which there is something to do. May lag; says how far it is.", "RequestList") { Roles = MayRead, Query = Filters });
        endpoints.MapGet(One, gatehouse.Behind(MayRead, ReadAsync))
            .Describe(new("readRequest", Tag, "A request with its procedure, its days, its fee and its answer.", "Request") { Roles = MayRead });
        endpoints.MapGet(One + "/history", gatehouse.Behind(MayRead, HistoryAsync))
            .Describe(new("readRequestHistory", Tag, "What happened to a request, oldest first.", "RequestHistory") { Roles = MayRead });
        foreach (var (path, schema, summary) in Steps)
            endpoints.MapPost($"{One}/{path}", gatehouse.Behind(MayTell, call => CommandBody.TakeAsync(call.Http, body => TellAsync(call, path, Number(call), body))))
                .Describe(new(path + "Request", Tag, summary, "Request") { Body = schema, Roles = MayTell, IsCommand = true });
    }

    async ValueTask<Problem?> TellAsync(Call call, string command, string? id, JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object) return JsonBody.NotAnObject();
        if (IdempotencyKeys.Read(call.Http.Request, out var key) is { } wrongKey) return wrongKey;
        if (Revisions.ReadIfMatch(call.Http.Request, out var revision) is { } wrongTag) return wrongTag;
        var told = await desk.TellAsync(call.Who, command, id, body, key, revision, "api", call.Cancel);
        if (told.Problem is { } problem) return problem;
        if (id is null) call.Http.Response.Headers.Location = $"{All}/{told.Id}";
        await SendAsync(call, told.Id, told.State, told.Accepted!.Repeated ? StatusCodes.Status200OK : StatusCodes.Status201Created);
        return null;
    }

    async ValueTask<Problem?> ReadAsync(Call call)
    {
        var (state, problem) = await desk.ReadAsync(call.Who, Number(call), call.Cancel);
        if (problem is not null) return problem;
        Note(call, state, "request");
        await SendAsync(call, Number(call), state, StatusCodes.Status200OK);
        return null;
    }

    async ValueTask<Problem?> HistoryAsync(Call call)
    {
        var (state, problem) = await desk.ReadAsync(call.Who, Number(call), call.Cancel);
        if (problem is not null) return problem;
        Note(call, state, "request history");
        var entries = new List<RequestHistoryEntry>();
        await foreach (var entry in grains.Requests.HistoryAsync(Number(call), call.Cancel)) entries.Add(entry);
        using var reply = new JsonReply();
        reply.Writer.WriteStartObject();
        reply.Writer.Objects("results", entries, RequestJson.History);
        reply.Writer.WriteEndObject();
        await reply.SendAsync(call.Http, StatusCodes.Status200OK);
        return null;
    }

    async ValueTask<Problem?> ListAsync(Call call)
    {
        if (Page.Read(call.Http.Request, out var page, [.. Filters.Keys]) is { } wrong) return wrong;
        var query = new Query(call.Http.Request.Query);
        if (query.Word<RequestType>("type", out var type) is { } wrongType) return wrongType;
        if (query.Word<RequestStage>("stage", out var stage) is { } wrongStage) return wrongStage;
        if (query.Day("dueBefore", out var before) is { } wrongDay) return wrongDay;
        if (query.Flag("open", out var open) is { } wrongOpen) return wrongOpen;
        if (query.Flag("current", out var current) is { } wrongCurrent) return wrongCurrent;
        var party = query.Text("operator") ?? (call.Who.SeesAll ? null : call.Who.Party);
        if (!call.Who.SeesAll && party != call.Who.Party) return Permissions.OfCustomer(party!, call.Who);
        if (current is true) await index.CatchUpAsync(call.Cancel);
        return await SendAsync(call, page, new(party, query.Text("policy"), type, stage, before, open));
    }

    async ValueTask<Problem?> SendAsync(Call call, Page page, RequestFilter filter)
    {
        var indexedTo = index.IndexedTo;
        Listed<ListedRequest> listed;
        try
        {
            listed = index.Requests(filter, page.After, page.Limit);
        }
        catch (FormatException)
        {
            return Page.WrongCursor();
        }

        using var reply = new JsonReply();
        reply.Writer.WriteStartObject();
        reply.Writer.Objects("results", listed.Results, RequestJson.Row);
        if (listed.Next is { } next) reply.Writer.WriteString("next", Page.CursorAfter(next));
        reply.Writer.Moment("indexedTo", indexedTo);
        reply.Writer.WriteEndObject();
        await reply.SendAsync(call.Http, StatusCodes.Status200OK);
        return null;
    }

    async ValueTask SendAsync(Call call, string id, RequestState state, int status)
    {
        using var reply = new JsonReply();
        RequestJson.Write(reply.Writer, id, state, grains.Directory);
        Revisions.Tag(call.Http.Response, state.Version);
        await reply.SendAsync(call.Http, status);
    }

    void Note(Call call, RequestState state, string what)
    {
        LogRead(what, call.Who.Party, call.Who.Credential);
        if (state.Customer is { } customer) recorder.Read(call, customer, what);
    }

    static string Number(Call call) => $"{call.Http.Request.RouteValues["id"]}";

    [LoggerMessage(EventId = 3007, EventName = "RequestRead", Level = LogLevel.Information, Message = "A {What} read by {Party} with key {Key}")]
    partial void LogRead(string what, string party, string key);
}
