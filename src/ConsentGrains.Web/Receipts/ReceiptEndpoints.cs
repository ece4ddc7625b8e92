using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Matrices;
using ConsentGrains.Grains.Receipts;
using ConsentGrains.Web.Description;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Http.Pages;
using ConsentGrains.Web.Logbook;
using ConsentGrains.Web.Registry;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace ConsentGrains.Web.Receipts;

/// <summary>What a customer can be shown: the consent receipt, and who may see what of his data. As JSON and as pages.</summary>
sealed partial class ReceiptEndpoints(Gatehouse gatehouse, IGrains grains, Recorder recorder, TimeProvider clock, ILogger<ReceiptEndpoints> log)
{
    const string One = "/v1/customers/{operator}/{number}";
    const string JsonLd = "application/ld+json";
    const Roles MayRead = Roles.Register | Roles.Desk | Roles.Audit | Roles.Admin;

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(One + "/receipt", gatehouse.Behind(MayRead, ReceiptAsync, pages: true)).Describe(
            new("readReceipt", "customers", "The consent receipt (ISO/IEC TS 27560, W3C DPV): what was agreed, when, on which version, by whom, until when, withdrawn when.", "ConsentReceipt")
            { Roles = MayRead, Query = PageFormat.Described });
        endpoints.MapGet(One + "/matrix", gatehouse.Behind(MayRead, MatrixAsync, pages: true)).Describe(
            new("readMatrix", "customers", "Who may see what: parties × groups of items, each cell decided like any question, with the clause behind it.", "AccessMatrix")
            { Roles = MayRead, Query = PageFormat.Described });
    }

    async ValueTask<Problem?> ReceiptAsync(Call call)
    {
        if (Asked(call, out var customer, out var page) is { } wrong) return wrong;
        var state = await grains.ReadCustomerAsync(customer, null, call.Cancel);
        if (CustomerEndpoints.IsUnknown(state)) return CustomerEndpoints.NotFound();
        LogRead("receipt", Mask.Customer(customer), call.Who.Party, call.Who.Credential);
        recorder.Read(call, customer, "receipt");
        var history = new List<CustomerHistoryEntry>();
        await foreach (var entry in grains.ReadHistoryAsync(customer, call.Cancel)) history.Add(entry);
        var receipt = ReceiptReading.Of(customer, state, history, grains.Directory, Now());
        Revisions.Tag(call.Http.Response, receipt.Revision);
        if (page) await PrintPage.SendAsync(call.Http, ReceiptPage.Of(receipt));
        else await SendAsync(call, reply => ReceiptJson.Write(reply.Writer, receipt), JsonLd);
        return null;
    }

    async ValueTask<Problem?> MatrixAsync(Call call)
    {
        if (Asked(call, out var customer, out var page) is { } wrong) return wrong;
        if (CustomerEndpoints.IsUnknown(await grains.ReadCustomerAsync(customer, null, call.Cancel))) return CustomerEndpoints.NotFound();
        LogRead("matrix", Mask.Customer(customer), call.Who.Party, call.Who.Credential);
        recorder.Read(call, customer, "matrix");
        var matrix = await MatrixReading.ReadAsync(grains, customer, Now(), call.Cancel);
        Revisions.Tag(call.Http.Response, matrix.Revision);
        if (page) await PrintPage.SendAsync(call.Http, MatrixPage.Of(matrix));
        else await SendAsync(call, reply => MatrixJson.Write(reply.Writer, matrix), "application/json");
        return null;
    }

    static async ValueTask SendAsync(Call call, Action<JsonReply> write, string type)
    {
        using var reply = new JsonReply();
        write(reply);
        await reply.SendAsync(call.Http, StatusCodes.Status200OK, type);
    }

    static Problem? Asked(Call call, out CustomerId customer, out bool page)
    {
        (customer, page) = (default, false);
        return new Query(call.Http.Request.Query).Check(PageFormat.Name)
            ?? PageFormat.Read(call.Http.Request, out page) ?? CustomerEndpoints.Mine(call, out customer);
    }

    Instant Now() => Instant.From(clock.GetUtcNow());

    [LoggerMessage(EventId = 3006, EventName = "ReceiptRead", Level = LogLevel.Information, Message = "The {What} of customer {Customer} read by {Party} with key {Key}")]
    partial void LogRead(string what, string customer, string party, string key);
}
