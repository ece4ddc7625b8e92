using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using ConsentGrains.Core.Looks;
using ConsentGrains.Web.Pages;
using ConsentGrains.Web.Security;

namespace ConsentGrains.Web.Looks;

/// <summary>What a search found and why it was made: it stands in the address of the pages that follow, sealed.</summary>
/// <param name="Subject">The customer, or the digits of the point.</param>
/// <param name="Expires">Seconds since 1970.</param>
public sealed record LookTicket(LookSubject Of, string Subject, LookReason Why, string? Request, string By, long Expires);

/// <summary>Seals and opens tickets (AES-GCM). One opens only for who searched, within its time, and tells nobody else anything; another word for the same
/// customer is another text each time.</summary>
sealed class LookTickets(ConsentGrainsWebOptions options, TimeProvider clock)
{
    const int KeyBytes = 32;
    const int NonceBytes = 12;
    const int TagBytes = 16;
    readonly byte[] key = options.ReceiptKey is { } known ? HMACSHA256.HashData(known, "pages.look.v1"u8) : RandomNumberGenerator.GetBytes(KeyBytes);

    public string Seal(Presented who, LookSubject of, string subject, LookReason why, string? request)
    {
        var ticket = new LookTicket(of, subject, why, request, ByOf(who), clock.GetUtcNow().AddMinutes(Limits.LookMinutes).ToUnixTimeSeconds());
        var plain = JsonSerializer.SerializeToUtf8Bytes(ticket);
        var bytes = new byte[NonceBytes + plain.Length + TagBytes];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, NonceBytes));
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(bytes.AsSpan(0, NonceBytes), plain, bytes.AsSpan(NonceBytes, plain.Length), bytes.AsSpan(NonceBytes + plain.Length));
        return Base64Url.EncodeToString(bytes);
    }

    /// <summary>Null: it is none, is over, or was another's.</summary>
    public LookTicket? Open(PageCall call, LookSubject of)
    {
        var text = $"{call.Http.Request.RouteValues["ticket"]}";
        if (text.Length > Limits.TicketLength || !Base64Url.IsValid(text) || Base64Url.DecodeFromChars(text) is not { Length: > NonceBytes + TagBytes } bytes) return null;
        var plain = new byte[bytes.Length - NonceBytes - TagBytes];
        try
        {
            using var aes = new AesGcm(key, TagBytes);
            aes.Decrypt(bytes.AsSpan(0, NonceBytes), bytes.AsSpan(NonceBytes, plain.Length), bytes.AsSpan(NonceBytes + plain.Length), plain);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }

        return JsonSerializer.Deserialize<LookTicket>(plain) is { } ticket && ticket.Of == of && ticket.By == ByOf(call.Who) && ticket.Expires > clock.GetUtcNow().ToUnixTimeSeconds() ? ticket : null;
    }

    static string ByOf(Presented who) => $"{who.Credential} {who.Person}";
}
