using System.Text.Json;
using ConsentGrains.Core.Looks;
using ConsentGrains.Web.Pages;
using ConsentGrains.Web.Security;

namespace ConsentGrains.Web.Looks;

/// <summary>What a search found and why it was made: it stands in the address of the pages that follow, sealed.</summary>
/// <param name="Subject">The customer, or the digits of the point.</param>
/// <param name="Expires">Seconds since 1970.</param>
public sealed record LookTicket(LookSubject Of, string Subject, LookReason Why, string? Request, string By, long Expires);

/// <summary>Seals and opens tickets. One opens only for who searched, within its time, and tells nobody else anything; another ticket for the same customer is
/// another text each time.</summary>
sealed class LookTickets(ConsentGrainsWebOptions options, TimeProvider clock)
{
    readonly PageSeal seal = new(options, "pages.look.v1");

    public string Seal(Presented who, LookSubject of, string subject, LookReason why, string? request) => seal.Close(JsonSerializer.SerializeToUtf8Bytes(
        new LookTicket(of, subject, why, request, ByOf(who), clock.GetUtcNow().AddMinutes(Limits.LookMinutes).ToUnixTimeSeconds())));

    /// <summary>Null: it is none, is over, or was another's.</summary>
    public LookTicket? Open(PageCall call, LookSubject of)
    {
        var text = $"{call.Http.Request.RouteValues["ticket"]}";
        return text.Length <= Limits.TicketLength && seal.Open(text) is { } plain && JsonSerializer.Deserialize<LookTicket>(plain) is { } ticket
            && ticket.Of == of && ticket.By == ByOf(call.Who) && ticket.Expires > clock.GetUtcNow().ToUnixTimeSeconds() ? ticket : null;
    }

    static string ByOf(Presented who) => $"{who.Credential} {who.Person}";
}
