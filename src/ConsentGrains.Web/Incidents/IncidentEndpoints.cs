using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Incidents;
using ConsentGrains.Grains.Index;
using ConsentGrains.Web.Description;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Http.Pages;
using ConsentGrains.Web.Logbook;
using ConsentGrains.Web.Registry;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConsentGrains.Web.Incidents;

/// <summary>`/v1/incidents` and below: leaks, losses and damage (漏えい等) with every clock that runs.</summary>
sealed class IncidentEndpoints(Gatehouse gatehouse, IncidentDesk desk, IncidentQuery query, IGrains grains, IIndex index, Recorder recorder, TimeProvider clock)
{
    const string All = "/v1/incidents", One = "/v1/incidents/{id}", Tag = "incidents";
    const Roles MayTell = Roles.Desk | Roles.Admin;
    const Roles MayRead = MayTell | Roles.Audit;

    static readonly Dictionary<string, string> Filters = Described.Filters(
        ("operator", "Whose incidents; your own unless you audit."), ("policy", "Under this policy."), ("open", "true: not closed yet."));

    static readonly Dictionary<string, string> OfDocument = new(PageFormat.Described, StringComparer.Ordinal) { ["customer"] = "Of the notice: to this customer." };

    static readonly Dictionary<string, (string Schema, string Summary)> Steps = new(StringComparer.Ordinal)
    {
        ["assess"] = ("AssessIncident", "What is known by now: replaces facts and words; clocks follow."),
        ["customers"] = ("NameCustomers", "Names customers it concerns."),
        ["done"] = ("EndClock", "A clock's duty was done."),
        ["exempt"] = ("ExemptPublication", "Publication would meet the policy's own exceptions."),
        ["close"] = ("IncidentStep", "Nothing is left to do; refused while a clock is open."),
    };

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(All, gatehouse.Behind(MayTell, call => CommandBody.TakeAsync(call.Http, body => TellAsync(call, "open", null, body))))
            .Describe(new("openIncident", Tag, "A leak, a loss or damage came to be known: every clock that applies runs from that day.", "Incident") { Body = "OpenIncident", Roles = MayTell, IsCommand = true });
        endpoints.MapGet(All, gatehouse.Behind(MayRead, ListAsync))
            .Describe(new("listIncidents", Tag, "Incidents by the clock that is due first. May lag; says how far it is.", "IncidentList") { Roles = MayRead, Query = Filters });
        endpoints.MapGet(One, gatehouse.Behind(MayRead, ReadAsync)).Describe(new("readIncident", Tag, "An incident with its clocks.", "Incident") { Roles = MayRead });
        endpoints.MapGet(One + "/history", gatehouse.Behind(MayRead, HistoryAsync)).Describe(new("readIncidentHistory", Tag, "What happened to an incident, oldest first.", "IncidentHistory") { Roles = MayRead });
        endpoints.MapGet(One + "/customers", gatehouse.Behind(MayRead, CustomersAsync))
            .Describe(new("listIncidentCustomers", Tag, "Whom it concerns, page by page.", "IncidentCustomers") { Roles = MayRead, Query = Described.Paging });
        endpoints.MapPost(One + "/customers/query", gatehouse.Behind(MayTell, call => query.RunAsync(call, Number(call))))
            .Describe(new("queryIncidentCustomers", Tag, "Names every customer of a query, a line of progress for each lot.", "IncidentProgress") { Roles = MayTell, Query = IncidentQuery.Described, AnswerType = IncidentQuery.Lines });
        endpoints.MapGet(One + "/documents/{document}", gatehouse.Behind(MayRead, DocumentAsync, pages: true))
            .Describe(new("readIncidentDocument", Tag, "A report or the notice as a page to print: first-report, final-report, secrecy-first, secrecy-detailed, report-at-once, notice, publication.", "IncidentDocument") { Roles = MayRead, Query = OfDocument });
        foreach (var (path, (schema, summary)) in Steps)
            endpoints.MapPost($"{One}/{path}", gatehouse.Behind(MayTell, call => CommandBody.TakeAsync(call.Http, body => TellAsync(call, path, Number(call), body))))
                .Describe(new(path + "Incident", Tag, summary, "Incident") { Body = schema, Roles = MayTell, IsCommand = true });
    }

    async ValueTask<Problem?> TellAsync(Call call, string command, string? id, JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Object) return JsonBody.NotAnObject();
        if (IdempotencyKeys.Read(call.Http.Request, out var key) is { } wrongKey) return wrongKey;
        if (Revisions.ReadIfMatch(call.Http.Request, out var revision) is { } wrongTag) return wrongTag;
        var told = await desk.TellAsync(call.Who, command, id, body, key, revision, call.Cancel);
        if (told.Problem is { } problem) return problem;
        if (id is null) call.Http.Response.Headers.Location = $"{All}/{told.Id}";
        await SendAsync(call, told.Id, told.Accepted!.Repeated ? StatusCodes.Status200OK : StatusCodes.Status201Created);
        return null;
    }

    async ValueTask<Problem?> ReadAsync(Call call)
    {
        if (new Query(call.Http.Request.Query).Check() is { } wrong) return wrong;
        if ((await desk.ReadAsync(call.Who, Number(call), call.Cancel)).Problem is { } problem) return problem;
        await SendAsync(call, Number(call), StatusCodes.Status200OK);
        return null;
    }

    async ValueTask<Problem?> HistoryAsync(Call call)
    {
        if ((await desk.ReadAsync(call.Who, Number(call), call.Cancel)).Problem is { } problem) return problem;
        var entries = new List<IncidentHistoryEntry>();
        await foreach (var entry in grains.Incidents.HistoryAsync(Number(call), call.Cancel)) entries.Add(entry);
        using var reply = new JsonReply();
        reply.Writer.WriteStartObject();
        reply.Writer.Objects("results", entries, IncidentJson.History);
        reply.Writer.WriteEndObject();
        await reply.SendAsync(call.Http, StatusCodes.Status200OK);
        return null;
    }

    async ValueTask<Problem?> CustomersAsync(Call call)
    {
        var (state, problem) = await desk.ReadAsync(call.Who, Number(call), call.Cancel);
        if (problem is not null) return problem;
        if (Page.Read(call.Http.Request, out var page) is { } wrong) return wrong;
        recorder.Read(call, default(CustomerId?), "incident customers");
        var rest = state.Customers.Where(c => page.After is null || string.CompareOrdinal(c.Key, page.After) > 0).Take(page.Limit + 1).ToList();
        var shown = rest.Take(page.Limit).ToList();
        var opened = await grains.Incidents.OpenAsync([.. shown.Select(c => c.Value)]);
        using var reply = new JsonReply();
        reply.Writer.WriteStartObject();
        reply.Writer.Objects("results", opened, IncidentJson.Customer);
        if (rest.Count > page.Limit) reply.Writer.WriteString("next", Page.CursorAfter(shown[^1].Key));
        reply.Writer.WriteEndObject();
        await reply.SendAsync(call.Http, StatusCodes.Status200OK);
        return null;
    }

    async ValueTask<Problem?> DocumentAsync(Call call)
    {
        var asked = new Query(call.Http.Request.Query);
        if (asked.Check([.. OfDocument.Keys]) is { } wrong) return wrong;
        var (state, problem) = await desk.ReadAsync(call.Who, Number(call), call.Cancel);
        if (problem is not null) return problem;
        if (IncidentPage.Find($"{call.Http.Request.RouteValues["document"]}") is not { } kind) return Problems.Of(ProblemCode.NotFound, $"There is no such document; there are {string.Join(", ", IncidentPage.Names)}.");
        if (asked.Text("customer") is { } customer && !(CustomerId.Parse(customer) is { } named && await grains.Incidents.NamesAsync(state, named, call.Cancel))) return Problems.Of(ProblemCode.NotFound, "The incident does not name this customer.");
        await PrintPage.SendAsync(call.Http, IncidentPage.Of(kind, Number(call), state, grains.Directory, asked.Text("customer"), Today));
        return null;
    }

    async ValueTask<Problem?> ListAsync(Call call)
    {
        if (Page.Read(call.Http.Request, out var page, [.. Filters.Keys]) is { } wrong) return wrong;
        var asked = new Query(call.Http.Request.Query);
        if (asked.Flag("open", out var open) is { } wrongOpen) return wrongOpen;
        if (asked.Flag("current", out var current) is { } wrongCurrent) return wrongCurrent;
        var party = asked.Text("operator") ?? (call.Who.SeesAll ? null : call.Who.Party);
        if (!call.Who.SeesAll && party != call.Who.Party) return Permissions.OfCustomer(party!, call.Who);
        if (current is true) await index.CatchUpAsync(call.Cancel);
        var indexedTo = index.IndexedTo;
        Listed<ListedIncident> listed;
        try
        {
            listed = index.Incidents(new(party, asked.Text("policy"), open), page.After, page.Limit);
        }
        catch (FormatException)
        {
            return Page.WrongCursor();
        }

        using var reply = new JsonReply();
        reply.Writer.WriteStartObject();
        reply.Writer.Objects("results", listed.Results, IncidentJson.Row);
        if (listed.Next is { } next) reply.Writer.WriteString("next", Page.CursorAfter(next));
        reply.Writer.Moment("indexedTo", indexedTo);
        reply.Writer.WriteEndObject();
        await reply.SendAsync(call.Http, StatusCodes.Status200OK);
        return null;
    }

    async ValueTask SendAsync(Call call, string id, int status)
    {
        var state = await grains.Incidents.ReadAsync(id, call.Cancel);
        using var reply = new JsonReply();
        IncidentJson.Write(reply.Writer, id, state, grains.Directory, Today);
        Revisions.Tag(call.Http.Response, state.Version);
        await reply.SendAsync(call.Http, status);
    }

    DateOnly Today => Instant.From(clock.GetUtcNow()).Day;

    static string Number(Call call) => $"{call.Http.Request.RouteValues["id"]}";
}
