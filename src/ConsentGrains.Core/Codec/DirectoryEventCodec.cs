using System.Text.Json;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Codec;

/// <summary>Events of the directory as bytes. docs/events.md lists every field; fixtures in the tests pin the bytes.</summary>
/// <param name="parsePolicy">Reads a policy file's text again; it was accepted when the policy was published.</param>
public sealed class DirectoryEventCodec(Func<string, Policy> parsePolicy)
{
    public static EncodedEvent Encode(DirectoryEvent happened, Envelope envelope)
    {
        var clear = EnvelopeFields.Clear(envelope);
        var secret = new FieldWriter().Secret(envelope);
        DirectoryEventFields.Write(happened, clear, secret);
        return new EncodedEvent(EventTypes.Of(happened), clear.ToBytes(), secret.ToBytesOrNone());
    }

    /// <param name="secret">The opened secret part; empty or null where there is none.</param>
    /// <exception cref="UnknownEventException">The type is of a later version.</exception>
    /// <exception cref="DamagedEventException">The bytes are not those of the type.</exception>
    public DecodedDirectoryEvent Decode(string type, ReadOnlyMemory<byte> clear, ReadOnlyMemory<byte>? secret)
    {
        try
        {
            var open = new StoredFields(clear);
            var hidden = new StoredFields(secret ?? default);
            return new DecodedDirectoryEvent(Read(type, open, hidden), EnvelopeFields.Read(open, hidden));
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new DamagedEventException(type, e);
        }
    }

    DirectoryEvent Read(string type, StoredFields clear, StoredFields secret) => type switch
    {
        EventTypes.PartyRegistered => DirectoryEventFields.Party(clear),
        EventTypes.RoleGranted => DirectoryEventFields.Role(clear),
        EventTypes.RoleEnded => new DirectoryEvent.RoleEnded(clear.Required("party"), clear.Required("role"), clear.RequiredDay("until")),
        EventTypes.GroundLapsed => DirectoryEventFields.Ground(clear),
        EventTypes.PurposeRegistered => DirectoryEventFields.Purpose(clear),
        EventTypes.EntrustmentRecorded => DirectoryEventFields.Entrustment(clear),
        EventTypes.EntrustmentEnded => new DirectoryEvent.EntrustmentEnded(clear.Required("id"), clear.RequiredDay("until")),
        EventTypes.TermsNamed => DirectoryEventFields.Terms(clear),
        EventTypes.SiteRecorded => DirectoryEventFields.Site(clear),
        EventTypes.ServiceDescribed => DirectoryEventFields.Service(clear),
        EventTypes.SupervisionRecorded => DirectoryEventFields.Supervision(clear, secret),
        EventTypes.DeskSet => DirectoryEventFields.Desk(clear),
        EventTypes.PolicyPublished => Published(clear, null),
        EventTypes.PolicyPublishedOn => Published(clear, clear.RequiredDay("from")),
        EventTypes.PolicyDrafted => Drafted(clear),
        EventTypes.DraftWithdrawn => new DirectoryEvent.DraftWithdrawn(clear.Required("policy"), clear.Required("version")),
        EventTypes.RetentionSet => DirectoryEventFields.Retention(clear),
        EventTypes.CredentialIssued => DirectoryEventFields.Credential(clear, secret),
        EventTypes.CredentialRotated => DirectoryEventFields.Rotated(clear),
        EventTypes.CredentialRevoked => new DirectoryEvent.CredentialRevoked(clear.Required("id")),
        _ => throw new UnknownEventException(type),
    };

    DirectoryEvent.PolicyPublished Published(StoredFields clear, DateOnly? dated)
    {
        var source = clear.Required("source");
        var policy = parsePolicy(source);
        return new DirectoryEvent.PolicyPublished(dated is null ? policy : policy with { From = dated }, source, dated);
    }

    DirectoryEvent.PolicyDrafted Drafted(StoredFields clear)
    {
        var source = clear.Required("source");
        return new DirectoryEvent.PolicyDrafted(parsePolicy(source), source);
    }
}
