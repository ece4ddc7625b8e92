using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Retention;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Index;
using ConsentGrains.Web.Description;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Logbook;
using ConsentGrains.Web.Registry;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConsentGrains.Web.Retention;

/// <summary>`/v1/retention` and a customer's own plan: how long what is kept, and what would be erased when and why. Reading them changes nothing.</summary>
sealed class RetentionEndpoints(Gatehouse gatehouse, IGrains grains, IIndex index, Recorder recorder, TimeProvider clock)
{
    const string Tag = "retention";
    const Roles MayRead = Roles.Register | Roles.Desk | Roles.Audit | Roles.Admin;

    static readonly Dictionary<string, string> OfPlan = Described.Filters(
        ("operator", "Whose customers; your own unless you audit."), ("by", "Erased by this day, if nothing changes; left out: today."));

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/v1/retention", gatehouse.Behind(MayRead, PeriodsAsync))
            .Describe(new("listRetention", Tag, "The retention period of every collection, with its source; where none was set it is missing.", "RetentionList") { Roles = MayRead, Query = Described.Paging });
        endpoints.MapGet("/v1/retention/plan", gatehouse.Behind(MayRead, PlanAsync))
            .Describe(new("planRetention", Tag, "A dry run: which customers would be erased by a day, and why. May lag; says how far it is.", "RetentionPlan") { Roles = MayRead, Query = OfPlan });
        endpoints.MapGet("/v1/customers/{operator}/{number}/retention", gatehouse.Behind(MayRead, OneAsync))
            .Describe(new("readRetention", "customers", "What of a customer is kept, until when, and why.", "RetentionRow") { Roles = MayRead });
    }

    ValueTask<Problem?> PeriodsAsync(Call call) => Lists.SendAsync(
        call.Http, RetentionJson.PeriodsOf(grains.Directory, party => call.Who.SeesAll || party == call.Who.Party), p => $"{p.Policy.Id} {p.Collection}", RetentionJson.Period);

    async ValueTask<Problem?> OneAsync(Call call)
    {
        if (new Query(call.Http.Request.Query).Check() is { } wrongQuery) return wrongQuery;
        if (CustomerEndpoints.Mine(call, out var customer) is { } wrong) return wrong;
        var state = await grains.ReadCustomerAsync(customer, null, call.Cancel);
        if (CustomerEndpoints.IsUnknown(state)) return CustomerEndpoints.NotFound();
        recorder.Read(call, customer, "retention");
        using var reply = new JsonReply();
        reply.Writer.Object((customer, RetentionRules.PlanOf(state, grains.Directory)), RetentionJson.Plan);
        await reply.SendAsync(call.Http, StatusCodes.Status200OK);
        return null;
    }

    /// <summary>The index says whom to look at; each plan is made of the customer's own state.</summary>
    async ValueTask<Problem?> PlanAsync(Call call)
    {
        if (Page.Read(call.Http.Request, out var page, [.. OfPlan.Keys]) is { } wrong) return wrong;
        var query = new Query(call.Http.Request.Query);
        if (query.Day("by", out var by) is { } wrongDay) return wrongDay;
        var party = query.Text("operator") ?? (call.Who.SeesAll ? null : call.Who.Party);
        if (!call.Who.SeesAll && Permissions.OfCustomer(party!, call.Who) is { } notOwn) return notOwn;
        if (query.Text("current") == "true") await index.CatchUpAsync(call.Cancel);
        var day = by ?? Instant.From(clock.GetUtcNow()).Day;
        var indexedTo = index.IndexedTo;
        var listed = index.Erasable(day, party, page.After, page.Limit);
        recorder.Read(call, listed.Results, "retention");
        var plans = new List<(CustomerId, RetentionPlan)>();
        foreach (var customer in listed.Results)
            if (RetentionRules.PlanOf(await grains.ReadCustomerAsync(customer, null, call.Cancel), grains.Directory) is var plan && plan.IsOver(day)) plans.Add((customer, plan));
        using var reply = new JsonReply();
        reply.Writer.WriteStartObject();
        reply.Writer.Day("by", day);
        reply.Writer.Objects("results", plans, RetentionJson.Plan);
        if (listed.Next is { } next) reply.Writer.WriteString("next", Page.CursorAfter(next));
        reply.Writer.Moment("indexedTo", indexedTo);
        reply.Writer.WriteEndObject();
        await reply.SendAsync(call.Http, StatusCodes.Status200OK);
        return null;
    }
}
