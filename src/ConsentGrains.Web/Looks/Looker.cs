using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Looks;
using ConsentGrains.Grains;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Logbook;
using ConsentGrains.Web.Pages;
using Microsoft.Extensions.Logging;

namespace ConsentGrains.Web.Looks;

/// <summary>Puts down that somebody looks at a customer or at a supply point.
/// INVARIANT (look-before-show): a page about one is written only after this returned null.</summary>
sealed partial class Looker(IGrains grains, Recorder recorder, ILogger<Looker> log)
{
    public ValueTask<Problem?> TakeAsync(PageCall call, CustomerId customer, LookView shown, LookReason why, string? request) =>
        TakeAsync(call, new Look("", LookSubject.Customer, customer.ToString(), customer.Operator, shown, why, request), Mask.Customer(customer), customer);

    public ValueTask<Problem?> TakeAsync(PageCall call, LookTicket ticket, LookView shown) => CustomerId.Parse(ticket.Subject) is { } customer
        ? TakeAsync(call, customer, shown, ticket.Why, ticket.Request)
        : TakeAsync(call, new Look("", LookSubject.SupplyPoint, ticket.Subject, null, shown, ticket.Why, ticket.Request), Mask.SupplyPoint(ticket.Subject), null);

    async ValueTask<Problem?> TakeAsync(PageCall call, Look look, string masked, CustomerId? customer)
    {
        var envelope = new Envelope(call.Who.Party, call.Who.Credential, Via: "page", Desk: call.Who.Person);
        if (await grains.Looks.TakeAsync(look, envelope, call.Cancel) is not Outcome.Accepted) return Problems.Unavailable();
        LogLook(Wire.Name(look.Shown), masked, call.Who.Party, call.Who.Credential, Wire.Name(look.Why));
        recorder.Read(new Call(call.Http, call.Who), customer, Wire.Name(look.Shown));
        return null;
    }

    [LoggerMessage(EventId = 3001, EventName = "Look", Level = LogLevel.Information, Message = "{Shown} of {Whom} looked at by {Party} with key {Key} because of {Why}")]
    partial void LogLook(string shown, string whom, string party, string key, string why);
}
