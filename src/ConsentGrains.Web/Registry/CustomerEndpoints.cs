using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Grains;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace ConsentGrains.Web.Registry;

/// <summary>`/v1/customers/{operator}/{number}` and below: one customer's state, commands and history.</summary>
sealed partial class CustomerEndpoints(Gatehouse gatehouse, CommandDesk desk, IGrains grains, TimeProvider clock, ILogger<CustomerEndpoints> log)
{
    const string One = "/v1/customers/{operator}/{number}";
    const Roles MayTell = Roles.Register | Roles.Admin;
    const Roles MayRead = Roles.Register | Roles.Desk | Roles.Audit | Roles.Admin;

    /// <summary>What is posted where.</summary>
    static readonly (string Path, string Command)[] Commands =
    [
        ("enrolments", "enrol"), ("contracts", "contract"), ("relocations", "relocate"), ("consents", "consent"), ("consents/withdraw", "withdraw"),
        ("stops", "stop"), ("stops/lift", "lift-stop"), ("objections", "object"), ("holds", "hold"), ("notices", "notice"), ("erasure", "erase"),
    ];

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(One, gatehouse.Behind(MayRead, ReadAsync));
        endpoints.MapGet(One + "/history", gatehouse.Behind(MayRead, HistoryAsync));
        foreach (var (path, command) in Commands)
            endpoints.MapPost($"{One}/{path}", gatehouse.Behind(MayTell, call => TellAsync(call, command)));
    }

    async ValueTask<Problem?> TellAsync(Call call, string command)
    {
        if (Customer(call, out var customer) is { } wrong) return wrong;
        using var body = await RequestBody.ReadAsync(call.Http);
        if (body.Problem is { } unread) return unread;
        if (CommandBody.Parse(body.Bytes, out var parsed) is { } malformed) return malformed;
        using var sent = parsed;
        if (sent!.RootElement.ValueKind != JsonValueKind.Object) return JsonBody.NotAnObject();
        using var fields = CommandBody.With(sent.RootElement, "customer", customer.ToString());
        return await desk.TellAsync(call, command, fields.RootElement);
    }

    async ValueTask<Problem?> ReadAsync(Call call)
    {
        var query = new Query(call.Http.Request.Query);
        if (query.Check("at") is { } unknown) return unknown;
        if (query.Moment("at", out var at) is { } wrongMoment) return wrongMoment;
        if (at > Instant.From(clock.GetUtcNow())) return Query.Wrong("at", FaultCode.TimeMalformed, "lies in the future");
        if (Mine(call, out var customer) is { } wrong) return wrong;
        var state = await grains.ReadCustomerAsync(customer, at, call.Cancel);
        if (state.Version == 0) return NotFound();
        LogRead(customer.Operator, Masked(customer.Number), call.Who.Party, call.Who.Credential);
        using var reply = new JsonReply();
        CustomerJson.Write(reply.Writer, customer, state);
        Revisions.Tag(call.Http.Response, state.Version);
        await reply.SendAsync(call.Http, StatusCodes.Status200OK);
        return null;
    }

    async ValueTask<Problem?> HistoryAsync(Call call)
    {
        if (Mine(call, out var customer) is { } wrong) return wrong;
        if (Page.Read(call.Http.Request, out var page) is { } wrongPage) return wrongPage;
        if (AfterRevision(page, out var after) is { } wrongCursor) return wrongCursor;
        if ((await grains.ReadCustomerAsync(customer, null, call.Cancel)).Version == 0) return NotFound();
        LogRead(customer.Operator, Masked(customer.Number), call.Who.Party, call.Who.Credential);
        using var reply = new JsonReply();
        await WriteHistoryAsync(reply.Writer, customer, after, page.Limit, call.Cancel);
        await reply.SendAsync(call.Http, StatusCodes.Status200OK);
        return null;
    }

    async ValueTask WriteHistoryAsync(Utf8JsonWriter json, CustomerId customer, int after, int limit, CancellationToken cancel)
    {
        json.WriteStartObject();
        json.WriteStartArray("results");
        var (written, last, more) = (0, 0, false);
        await foreach (var entry in grains.ReadHistoryAsync(customer, cancel))
        {
            if (entry.Version <= after) continue;
            more = written == limit;
            if (more) break;
            json.Object(entry, HistoryJson.Write);
            (written, last) = (written + 1, entry.Version);
        }

        json.WriteEndArray();
        if (more) json.WriteString("next", Page.CursorAfter(last.ToString()));
        json.WriteEndObject();
    }

    static Problem? AfterRevision(Page page, out int after)
    {
        after = 0;
        return page.After is null || int.TryParse(page.After, out after) ? null : Page.WrongCursor();
    }

    /// <summary>Whose customer it is decides before anything is looked up: another operator learns nothing.</summary>
    static Problem? Mine(Call call, out CustomerId customer)
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

    static Problem NotFound() => Problems.Of(ProblemCode.NotFound, "No such customer is known: enrol it first.");

    /// <summary>Enough of the number to find an entry again, not enough to find a person.</summary>
    static string Masked(string number) => number.Length <= 4 ? "****" : $"****{number[^2..]}";

    [LoggerMessage(Level = LogLevel.Information, Message = "Customer {Number} of {Operator} read by {Party} with key {Key}")]
    partial void LogRead(string @operator, string number, string party, string key);
}
