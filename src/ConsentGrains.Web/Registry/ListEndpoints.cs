using System.Globalization;
using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains.Index;
using ConsentGrains.Web.Description;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Logbook;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace ConsentGrains.Web.Registry;

/// <summary>`/v1/customers`, `/v1/consents`, `/v1/supply-points` and `/v1/due`: lists from the index. Whose rows a key sees is decided before anything is read.</summary>
sealed partial class ListEndpoints(Gatehouse gatehouse, IIndex index, Recorder recorder, TimeProvider clock, ILogger<ListEndpoints> log)
{
    const Roles MayList = Roles.Register | Roles.Desk | Roles.Audit | Roles.Admin;
    const string AnyStop = "any";

    static readonly Dictionary<string, string> OfCustomers = Described.Filters(
        ("operator", "Whose customers; your own unless you audit."), ("policy", "Enrolled under it."), ("kind", "individual or corporate."),
        ("contractState", "With a contract in this state, under `policy` where one is named."), ("stop", "With a stop that reaches this act, or `any`."),
        ("consentTo", "With a consent that names this recipient and holds today."), ("enrolledSince", "Enrolled at or after this moment."));

    static readonly Dictionary<string, string> OfConsents = Described.Filters(
        ("operator", "Whose customers; your own unless you audit."), ("recipient", "Whom the consent names; your own party, unless the customers are yours or you audit."),
        ("purpose", "Which purpose it names."), ("state", "given, partly-withdrawn, withdrawn or expired."), ("expiringBefore", "Holds today, its last day before this day."));

    static readonly Dictionary<string, string> OfDue = Described.Filters(
        ("party", "Whose it is; your own unless you audit."), ("kind", "What ends: consent-expired, retention-reached, hold-ended, role-ended, entrustment-ended, credential-ended, switch-lapsed, supervision-due."),
        ("before", "Due before this moment."), ("state", "noticed or coming."));

    static readonly Dictionary<string, string> OfPoints = Described.Filters(
        ("area", "1 to 10; a transmission operator's own."), ("begins", "The first digits of the number."), ("retailer", "Who supplies it now."),
        ("kind", "supply or receiving."), ("switch", "The stage of the newest application: applied, judged-ok, matched …"),
        ("open", "true: with an open switch."), ("held", "true: with a holder."));

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/v1/customers", gatehouse.Behind(MayList, CustomersAsync))
            .Describe(new("listCustomers", "lists", "Customers by policy, contract, stop and consent. May lag; says how far it is.", "CustomerList") { Roles = MayList, Query = OfCustomers });
        endpoints.MapGet("/v1/consents", gatehouse.Behind(MayList | Roles.Decide, ConsentsAsync))
            .Describe(new("listConsents", "lists", "Consents given, and what became of them. May lag; says how far it is.", "ConsentList") { Roles = MayList | Roles.Decide, Query = OfConsents });
        endpoints.MapGet("/v1/supply-points", gatehouse.Behind(MayList, PointsAsync))
            .Describe(new("listSupplyPoints", "lists", "Supply points: of its area for a transmission operator, those it is a party to for anybody else. May lag; says how far it is.", "SupplyPointList") { Roles = MayList, Query = OfPoints });
        endpoints.MapGet("/v1/due", gatehouse.Behind(MayList, DueAsync))
            .Describe(new("listDue", "lists", "What comes due, and what came due and when that was noticed.", "DueList") { Roles = MayList, Query = OfDue });
    }

    async ValueTask<Problem?> CustomersAsync(Call call)
    {
        if (Page.Read(call.Http.Request, out var page, [.. OfCustomers.Keys]) is { } wrong) return wrong;
        var query = new Query(call.Http.Request.Query);
        if (query.Word<CustomerKind>("kind", out var kind) is { } wrongKind) return wrongKind;
        if (query.Word<ContractState>("contractState", out var state) is { } wrongState) return wrongState;
        if (query.Moment("enrolledSince", out var since) is { } wrongMoment) return wrongMoment;
        if (query.Text("stop") is { } act && act != AnyStop && Acts.Find(act) is null)
            return Query.Wrong("stop", FaultCode.WordUnknown, "must be any, or an act: use, joint-use, provide, entrust, transmit");
        if (Own(call, query.Text("operator"), out var party) is { } notOwn) return notOwn;
        var stop = query.Text("stop") is AnyStop ? "" : query.Text("stop");
        var filter = new CustomerFilter(Today, party, query.Text("policy"), kind, state, stop, query.Text("consentTo"), since);
        return await SendAsync(call, page, query, () => index.Customers(filter, page.After, page.Limit), ListJson.Customer, "customers", row => row.Id);
    }

    async ValueTask<Problem?> ConsentsAsync(Call call)
    {
        if (Page.Read(call.Http.Request, out var page, [.. OfConsents.Keys]) is { } wrong) return wrong;
        var query = new Query(call.Http.Request.Query);
        if (query.Word<ConsentStanding>("state", out var standing) is { } wrongState) return wrongState;
        if (query.Day("expiringBefore", out var before) is { } wrongDay) return wrongDay;
        var (party, recipient) = (query.Text("operator"), query.Text("recipient"));
        var outsider = !call.Who.SeesAll && (recipient == call.Who.Party || !call.Who.Has(MayList));
        if (outsider && recipient is not null && recipient != call.Who.Party) return NotNamed(call);
        if (outsider) recipient = call.Who.Party;
        else if (Own(call, party, out party) is { } notOwn) return notOwn;
        var filter = new ConsentFilter(Today, party, recipient, query.Text("purpose"), standing, before, outsider);
        return await SendAsync(call, page, query, () => index.Consents(filter, page.After, page.Limit), ListJson.Consent, "consents", row => row.Customer);
    }

    async ValueTask<Problem?> DueAsync(Call call)
    {
        if (Page.Read(call.Http.Request, out var page, [.. OfDue.Keys]) is { } wrong) return wrong;
        var query = new Query(call.Http.Request.Query);
        if (query.Word<DueKind>("kind", out var kind) is { } wrongKind) return wrongKind;
        if (query.Moment("before", out var before) is { } wrongMoment) return wrongMoment;
        if (query.Text("state") is not (null or "noticed" or "coming")) return Query.Wrong("state", FaultCode.WordUnknown, "must be noticed or coming");
        bool? noticed = query.Text("state") is { } state ? state == "noticed" : null;
        var party = query.Text("party") ?? (call.Who.SeesAll ? null : call.Who.Party);
        if (!call.Who.SeesAll && party != call.Who.Party) return Problems.Of(ProblemCode.NotYours, $"Your key belongs to {call.Who.Party}: it lists what concerns {call.Who.Party}.");
        var filter = new DueFilter(Now, party, kind, before, noticed);
        return await SendAsync(call, page, query, () => index.Due(filter, page.After, page.Limit), ListJson.Due, "due", row => row.Customer);
    }

    async ValueTask<Problem?> PointsAsync(Call call)
    {
        if (Page.Read(call.Http.Request, out var page, [.. OfPoints.Keys]) is { } wrong) return wrong;
        var query = new Query(call.Http.Request.Query);
        if (query.Word<PointKind>("kind", out var kind) is { } wrongKind) return wrongKind;
        if (query.Word<SwitchStage>("switch", out var stage) is { } wrongStage) return wrongStage;
        if (query.Flag("open", out var open) is { } wrongOpen) return wrongOpen;
        if (query.Flag("held", out var held) is { } wrongHeld) return wrongHeld;
        if (Digits(query, out var begins) is { } wrongDigits) return wrongDigits;
        if (Area(query, out var area) is { } wrongArea) return wrongArea;
        if (OwnArea(call) is { } own && (area ?? own) != own) return Problems.Of(ProblemCode.NotYours, $"Your key belongs to {call.Who.Party}: it lists its own area.");
        var party = call.Who.SeesAll || OwnArea(call) is not null ? null : call.Who.Party;
        var filter = new PointFilter(Now, OwnArea(call) ?? area, party, query.Text("retailer"), begins, kind, stage, open, held);
        return await SendAsync(call, page, query, () => index.Points(filter, page.After, page.Limit), SupplyPointJson.Row, "supply-points", _ => null);
    }

    /// <summary>Null for whoever is no transmission operator, and for who sees all.</summary>
    static int? OwnArea(Call call)
    {
        if (call.Who.SeesAll) return null;
        for (var area = 1; area <= SupplyPointNumber.Areas; area++)
            if (SupplyPointNumber.OperatorOf(area) == call.Who.Party) return area;
        return null;
    }

    static Problem? Area(Query query, out int? area)
    {
        area = null;
        if (query.Text("area") is not { } text) return null;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number is < 1 or > SupplyPointNumber.Areas)
            return Query.Wrong("area", FaultCode.WordUnknown, "must be 1 to 10");
        area = number;
        return null;
    }

    static Problem? Digits(Query query, out string? digits)
    {
        digits = query.Text("begins")?.Replace("-", "", StringComparison.Ordinal);
        return digits is null || digits.All(char.IsAsciiDigit) ? null : Query.Wrong("begins", "supply-point-malformed", "must be digits");
    }

    Instant Now => Instant.From(clock.GetUtcNow());

    DateOnly Today => Now.Day;

    async ValueTask<Problem?> SendAsync<T>(
        Call call, Page page, Query query, Func<Listed<T>> read, Action<Utf8JsonWriter, T> fields, string what, Func<T, CustomerId?> about)
    {
        if (query.Text("current") is not (null or "true" or "false")) return Query.Wrong("current", FaultCode.WordUnknown, "must be true or false");
        if (query.Text("current") == "true") await index.CatchUpAsync(call.Cancel);
        // How far the index was before it was read: what the answer says is never more than it holds.
        var indexedTo = index.IndexedTo;
        Listed<T> listed;
        try
        {
            listed = read();
        }
        catch (FormatException)
        {
            return Page.WrongCursor();
        }

        LogListed(listed.Results.Count, call.Http.Request.Path, call.Who.Party, call.Who.Credential);
        recorder.Read(call, listed.Results.Select(about).OfType<CustomerId>(), what);
        using var reply = new JsonReply();
        reply.Writer.WriteStartObject();
        reply.Writer.Objects("results", listed.Results, fields);
        if (listed.Next is { } next) reply.Writer.WriteString("next", Page.CursorAfter(next));
        reply.Writer.Moment("indexedTo", indexedTo);
        reply.Writer.WriteEndObject();
        await reply.SendAsync(call.Http, StatusCodes.Status200OK);
        return null;
    }

    /// <summary>The operator whose customers are listed: the key's own, or for who sees all whichever is named.</summary>
    static Problem? Own(Call call, string? named, out string? party)
    {
        party = named ?? (call.Who.SeesAll ? null : call.Who.Party);
        return call.Who.SeesAll ? null : Permissions.OfCustomer(party!, call.Who);
    }

    static Problem NotNamed(Call call) =>
        Problems.Of(ProblemCode.NotYours, $"Your key belongs to {call.Who.Party}: it lists consents that name {call.Who.Party}.");

    [LoggerMessage(EventId = 3003, EventName = "RowsListed", Level = LogLevel.Information, Message = "{Count} rows of {Path} listed by {Party} with key {Key}")]
    partial void LogListed(int count, string path, string party, string key);
}
