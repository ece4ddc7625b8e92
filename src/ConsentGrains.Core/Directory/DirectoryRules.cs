using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Retention;

namespace ConsentGrains.Core.Directory;

/// <summary>What a command to the directory comes to, and what its events make of it. Pure and total. The same fact told again is
/// accepted and recorded again; another fact under the same id is refused.</summary>
public static class DirectoryRules
{
    public static Decided<DirectoryEvent> Decide(DirectoryState state, DirectoryCommand command, Instant now)
    {
        if (command is DirectoryCommand.LapseGrounds) return GroundRules.Lapse(state, now.Day);
        var check = new Checked(state);
        var happened = Happened(command, check, now.Day);
        return check.Broken is { } refusal ? refusal : happened!;
    }

    /// <param name="recorded">The event's recorded time.</param>
    /// <param name="first">When another registry recorded it (<see cref="Envelope.First"/>): what it brings about holds from then.</param>
    public static DirectoryState Evolve(DirectoryState state, DirectoryEvent happened, Instant recorded, Instant? first = null) =>
        DirectoryEvolution.Apply(state with { Version = state.Version + 1, Recorded = recorded }, happened, first ?? recorded);

    // Null only where a rule is broken.
    static DirectoryEvent? Happened(DirectoryCommand command, Checked check, DateOnly today) => command switch
    {
        DirectoryCommand.RegisterParty register => PartyRules.Registered(register, check),
        DirectoryCommand.GrantRole grant => PartyRules.Granted(grant, check),
        DirectoryCommand.EndRole end => PartyRules.Ended(end, check),
        DirectoryCommand.RegisterPurpose register => PurposeRules.Registered(register, check),
        DirectoryCommand.RecordEntrustment record => EntrustmentRules.Recorded(record, check),
        DirectoryCommand.EndEntrustment end => EntrustmentRules.Ended(end, check),
        DirectoryCommand.RecordSupervision record => SupervisionRules.Recorded(record, check, today),
        DirectoryCommand.NameInTerms name => SiteRules.Named(name, check),
        DirectoryCommand.RecordSite record => SiteRules.Recorded(record, check),
        DirectoryCommand.DescribeService describe => SiteRules.Described(describe, check, today),
        DirectoryCommand.SetDesk set => DeskRules.Set(set, check),
        DirectoryCommand.PublishPolicy publish => PublicationRules.Published(publish, check),
        DirectoryCommand.DraftPolicy draft => DraftRules.Drafted(draft, check),
        DirectoryCommand.WithdrawDraft withdraw => DraftRules.Withdrawn(withdraw, check),
        DirectoryCommand.PublishDraft publish => DraftRules.Published(publish, check, today),
        DirectoryCommand.SetRetention set => PeriodRules.Set(set, check),
        DirectoryCommand.IssueCredential issue => CredentialRules.Issued(issue, check, today),
        DirectoryCommand.RotateCredential rotate => CredentialRules.Rotated(rotate, check),
        DirectoryCommand.RevokeCredential revoke => CredentialRules.Revoked(revoke, check),
        _ => throw new System.Diagnostics.UnreachableException(command.GetType().Name),
    };
}
