using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Logbook;
using ConsentGrains.Web.Description;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Registry;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConsentGrains.Web.Logbook;

/// <summary>`GET /v1/decisions` and `/v1/customers/{operator}/{number}/decisions`: the decision log, newest first. Which entries a key sees is decided
/// before anything is read.</summary>
sealed class LogEndpoints(Gatehouse gatehouse, IDecisionLog log, IGrains grains, Recorder recorder)
{
    const Roles OfOperators = Roles.Register | Roles.Desk;
    const Roles OfCustomer = OfOperators | Roles.Audit | Roles.Admin;

    static readonly Dictionary<string, string> Filters = new(StringComparer.Ordinal)
    {
        ["party"] = "Who acts in the question, or read.",
        ["from"] = "Answered at or after this moment (RFC 3339, the plus sign as %2B).",
        ["to"] = "Answered before this moment.",
        ["act"] = "use, joint-use, provide, entrust or transmit.",
        ["purpose"] = "For this purpose.",
        ["outcome"] = "permit or deny.",
        ["kind"] = "decision, explanation, search or read.",
    };

    static readonly Dictionary<string, string> WithCustomer = new(Filters, StringComparer.Ordinal)
    {
        ["customer"] = "About this customer, `operator/number`: your own, unless you audit.",
    };

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/v1/decisions", gatehouse.Behind(OfCustomer | Roles.Decide, ListAsync)).Describe(
            new("listDecisions", "decisions", "The decision log, newest first: who asked what, what was answered on which ground; who read what of a customer.", "DecisionLog")
            { Roles = OfCustomer | Roles.Decide, Query = Paged(WithCustomer) });
        endpoints.MapGet("/v1/customers/{operator}/{number}/decisions", gatehouse.Behind(OfCustomer, OfCustomerAsync)).Describe(
            new("readDecisions", "customers", "Who asked about this customer, what was answered and on which clause, and who read what of it, newest first.", "DecisionLog")
            { Roles = OfCustomer, Query = Paged(Filters) });
    }

    async ValueTask<Problem?> ListAsync(Call call)
    {
        if (Read(call, WithCustomer, out var page, out var filter) is { } wrong) return wrong;
        var text = new Query(call.Http.Request.Query).Text("customer");
        var customer = CustomerId.Parse(text);
        if (text is not null && customer is null) return Query.Wrong("customer", FaultCode.Invalid, "must be operator/number");
        if (customer is { } named && MaySearch(call.Who, named) is { } notMine) return notMine;
        return await SendAsync(call, page, filter with { Customer = customer });
    }

    async ValueTask<Problem?> OfCustomerAsync(Call call)
    {
        if (Read(call, Filters, out var page, out var filter) is { } wrong) return wrong;
        if (CustomerEndpoints.Mine(call, out var customer) is { } notMine) return notMine;
        if (CustomerEndpoints.IsUnknown(await grains.ReadCustomerAsync(customer, null, call.Cancel))) return CustomerEndpoints.NotFound();
        return await SendAsync(call, page, filter with { Customer = customer });
    }

    async ValueTask<Problem?> SendAsync(Call call, Page page, LogFilter filter)
    {
        if (After(page, out var after) is { } wrongCursor) return wrongCursor;
        var listed = await log.ReadAsync(filter, after, page.Limit, call.Cancel);
        recorder.Read(call, filter.Customer, "decisions");
        using var reply = new JsonReply();
        reply.Writer.WriteStartObject();
        reply.Writer.Objects("results", listed.Results, LogJson.Entry);
        if (listed.Next is { } next) reply.Writer.WriteString("next", Page.CursorAfter(Text(next)));
        reply.Writer.Objects("lost", listed.Lost, LogJson.Lost);
        reply.Writer.WriteEndObject();
        await reply.SendAsync(call.Http, StatusCodes.Status200OK);
        return null;
    }

    static Problem? Read(Call call, Dictionary<string, string> known, out Page page, out LogFilter filter)
    {
        filter = new(ViewOf(call.Who));
        if (Page.Read(call.Http.Request, out page, [.. known.Keys]) is { } wrong) return wrong;
        var query = new Query(call.Http.Request.Query);
        if (query.Moment("from", out var from) is { } wrongFrom) return wrongFrom;
        if (query.Moment("to", out var to) is { } wrongTo) return wrongTo;
        if (query.Word<LogKind>("kind", out var kind) is { } wrongKind) return wrongKind;
        if (query.Text("act") is { } act && Acts.Find(act) is null)
            return Query.Wrong("act", FaultCode.WordUnknown, "must be an act: use, joint-use, provide, entrust, transmit");
        if (query.Text("outcome") is not (null or "permit" or "deny")) return Query.Wrong("outcome", FaultCode.WordUnknown, "must be permit or deny");
        bool? permitted = query.Text("outcome") is { } outcome ? outcome == "permit" : null;
        filter = new(filter.View, null, query.Text("party"), from, to, query.Text("act"), query.Text("purpose"), permitted, kind);
        return null;
    }

    static LogView ViewOf(Presented who) =>
        who.SeesAll ? new LogView.All() : who.Has(OfOperators) ? new LogView.OfOperator(who.Party) : new LogView.OfAsker(who.Party);

    /// <summary>A search by customer would tell whether there is one.</summary>
    static Problem? MaySearch(Presented who, CustomerId customer)
    {
        if (who.SeesAll) return null;
        if (Permissions.OfCustomer(customer.Operator, who) is { } notMine) return notMine;
        return who.Has(OfOperators) ? null : Problems.Of(ProblemCode.RoleMissing, $"This needs a key with the role {RoleNames.Sentence(OfCustomer)}.");
    }

    static Problem? After(Page page, out Instant? after)
    {
        after = null;
        if (page.After is null) return null;
        if (!long.TryParse(page.After, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var micros)) return Page.WrongCursor();
        after = new(micros);
        return null;
    }

    static string Text(Instant time) => time.Micros.ToString(System.Globalization.CultureInfo.InvariantCulture);

    static Dictionary<string, string> Paged(Dictionary<string, string> filters) => new(Described.Paging.Concat(filters), StringComparer.Ordinal);
}
