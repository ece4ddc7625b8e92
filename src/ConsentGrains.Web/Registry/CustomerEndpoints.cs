using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Grains;
using ConsentGrains.Web.Description;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Http.Pages;
using ConsentGrains.Web.Logbook;
using ConsentGrains.Web.Receipts;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace ConsentGrains.Web.Registry;

/// <summary>`/v1/customers/{operator}/{number}` and below: one customer's state, commands and history.</summary>
sealed partial class CustomerEndpoints(Gatehouse gatehouse, CommandDesk desk, IGrains grains, Recorder recorder, TimeProvider clock, ILogger<CustomerEndpoints> log)
{
    const string One = "/v1/customers/{operator}/{number}";
    const Roles MayRead = Roles.Register | Roles.Desk | Roles.Audit | Roles.Admin;

    static readonly Dictionary<string, string> PagedOrPrinted = new(Described.Paging.Concat(PageFormat.Described), StringComparer.Ordinal);

    /// <summary>What is posted where.</summary>
    static readonly PostedCommand[] Commands =
    [
        new("enrolments", "enrol", "Enrol", "The policy was shown to the customer."),
        new("contracts", "contract", "Contract", "The state of a contract."),
        new("relocations", "relocate", "Relocate", "Moving out of the operator's area."),
        new("consents", "consent", "Consent", "A consent given."),
        new("consents/withdraw", "withdraw", "Withdraw", "A consent withdrawn: the next answer obeys."),
        new("stops", "stop", "Stop", "A stop of use, provision or joint use."),
        new("stops/lift", "lift-stop", "Stop", "Lifts the stop of exactly this scope."),
        new("objections", "object", "Object", "An objection to entrustment, or its end."),
        new("holds", "hold", "Hold", "A statutory retention duty."),
        new("holds/lift", "lift-hold", "LiftHold", "A statutory retention duty is over."),
        new("notices", "notice", "Notice", "A notice owed to the customer was given."),
        new("erasure", "erase", "Erase", "Erases the customer for ever."),
    ];

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(One, gatehouse.Behind(MayRead, ReadAsync))
            .Describe(new("readCustomer", "customers", "A customer's state, now or as of a moment.", "Customer") { Roles = MayRead, Query = Described.At });
        endpoints.MapGet(One + "/history", gatehouse.Behind(MayRead, HistoryAsync, pages: true))
            .Describe(new("readHistory", "customers", "What happened to a customer, oldest first; empty once erased.", "History") { Roles = MayRead, Query = PagedOrPrinted });
        PostedCommand.Map(endpoints, gatehouse, One + "/", "customers", Commands, TellAsync);
    }

    async ValueTask<Problem?> TellAsync(Call call, string command) =>
        Customer(call, out var customer) is { } wrong ? wrong : await desk.TellAsync(call, command, "customer", customer.ToString());

    async ValueTask<Problem?> ReadAsync(Call call)
    {
        if (new Query(call.Http.Request.Query).OnlyAt(clock, out var at) is { } wrongQuery) return wrongQuery;
        if (Mine(call, out var customer) is { } wrong) return wrong;
        var state = await grains.ReadCustomerAsync(customer, at, call.Cancel);
        if (IsUnknown(state)) return NotFound();
        // Nothing of him is left to read it from but the ledger.
        if (state.Erased && await grains.ReadErasureAsync(customer, call.Cancel) is { } erasure) state = state with { Version = erasure.Revision, Recorded = erasure.Erased };
        LogRead(Mask.Customer(customer), call.Who.Party, call.Who.Credential);
        recorder.Read(call, customer, "customer", at);
        using var reply = new JsonReply();
        CustomerJson.Write(reply.Writer, customer, state);
        Revisions.Tag(call.Http.Response, state.Version);
        await reply.SendAsync(call.Http, StatusCodes.Status200OK);
        return null;
    }

    async ValueTask<Problem?> HistoryAsync(Call call)
    {
        if (Mine(call, out var customer) is { } wrong) return wrong;
        if (Page.Read(call.Http.Request, out var page, PageFormat.Name) is { } wrongPage) return wrongPage;
        if (PageFormat.Read(call.Http.Request, out var printed) is { } wrongFormat) return wrongFormat;
        if (AfterRevision(page, out var after) is { } wrongCursor) return wrongCursor;
        if (IsUnknown(await grains.ReadCustomerAsync(customer, null, call.Cancel))) return NotFound();
        LogRead(Mask.Customer(customer), call.Who.Party, call.Who.Credential);
        recorder.Read(call, customer, "history");
        var (entries, next) = await TakeAsync(customer, after, page.Limit, call.Cancel);
        if (printed) await PrintPage.SendAsync(call.Http, HistoryPage.Of(customer.ToString(), entries, next));
        else await SendAsync(call.Http, entries, next);
        return null;
    }

    static async ValueTask SendAsync(HttpContext http, List<CustomerHistoryEntry> entries, string? next)
    {
        using var reply = new JsonReply();
        reply.Writer.WriteStartObject();
        reply.Writer.Objects("results", entries, HistoryJson.Write);
        reply.Writer.Text("next", next);
        reply.Writer.WriteEndObject();
        await reply.SendAsync(http, StatusCodes.Status200OK);
    }

    /// <summary>At most so many entries after a revision, and the cursor where there are more.</summary>
    async ValueTask<(List<CustomerHistoryEntry> Entries, string? Next)> TakeAsync(CustomerId customer, int after, int limit, CancellationToken cancel)
    {
        var entries = new List<CustomerHistoryEntry>();
        await foreach (var entry in grains.ReadHistoryAsync(customer, cancel))
        {
            if (entry.Version <= after) continue;
            if (entries.Count == limit) return (entries, Page.CursorAfter(entries[^1].Version.ToString()));
            entries.Add(entry);
        }

        return (entries, null);
    }

    static Problem? AfterRevision(Page page, out int after)
    {
        after = 0;
        return page.After is null || int.TryParse(page.After, out after) ? null : Page.WrongCursor();
    }

    /// <summary>Whose customer it is decides before anything is looked up: another operator learns nothing.</summary>
    internal static Problem? Mine(Call call, out CustomerId customer)
    {
        if (Customer(call, out customer) is { } wrong) return wrong;
        return call.Who.SeesAll ? null : Permissions.OfCustomer(customer.Operator, call.Who);
    }

    static Problem? Customer(Call call, out CustomerId customer)
    {
        var route = call.Http.Request.RouteValues;
        var found = CustomerId.Parse($"{route["operator"]}/{route["number"]}");
        customer = found ?? default;
        return found is not null ? null : Problems.Of(
            [new FieldFault("/customer", "id-malformed", $"the path must name operator/number, the number with 1 to {Core.Limits.CustomerNumberLength} printable characters")]);
    }

    internal static bool IsUnknown(CustomerState state) => state is { Version: 0, Erased: false };

    internal static Problem NotFound() => Problems.Of(ProblemCode.NotFound, "No such customer is known: enrol it first.");

    [LoggerMessage(EventId = 3002, EventName = "CustomerRead", Level = LogLevel.Information, Message = "Customer {Customer} read by {Party} with key {Key}")]
    partial void LogRead(string customer, string party, string key);
}
