using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Core.Codec;

/// <summary>The command that would record an event again: what an export writes, so that an import comes to the same state.</summary>
public static class CommandOf
{
    /// <summary>Null for what a supply point brought about: it is brought about again by the point's own command.</summary>
    public static CustomerCommand? Event(CustomerEvent happened) => happened switch
    {
        CustomerEvent.Enrolled e => new CustomerCommand.Enrol(e.Policy, e.Kind, e.Provenance, e.Purposes.Count == 0 ? null : e.Purposes, e.Version, e.MinorUntil, e.Ward),
        CustomerEvent.ContractRecorded e => new CustomerCommand.RecordContract(e.Id, e.Policy, e.State, e.SupplyPoint, e.Features, e.User, e.RetainUntil),
        CustomerEvent.Relocated e => new CustomerCommand.Relocate(e.Contract, e.OutOfArea),
        CustomerEvent.ConsentGiven e => new CustomerCommand.GiveConsent(e.Purpose, e.Recipient, e.Items, e.Secrecy, e.Until, e.Country, e.By),
        CustomerEvent.ConsentWithdrawn e => new CustomerCommand.WithdrawConsent(e.Purpose, e.Recipient, e.Items),
        CustomerEvent.StopOrdered e => new CustomerCommand.OrderStop(e.Scope),
        CustomerEvent.StopLifted e => new CustomerCommand.LiftStop(e.Scope),
        CustomerEvent.EntrustmentObjected => new CustomerCommand.Object("entrustment"),
        CustomerEvent.EntrustmentObjectionLifted => new CustomerCommand.Object("entrustment", Lifted: true),
        CustomerEvent.HoldPlaced e => new CustomerCommand.PlaceHold(e.Until, e.Law, e.Items),
        CustomerEvent.HoldLifted e => new CustomerCommand.LiftHold(e.Law),
        CustomerEvent.NoticeRecorded e => new CustomerCommand.RecordNotice(e.Clause),
        CustomerEvent.Erased => new CustomerCommand.Erase(),
        CustomerEvent.SwitchAwayOpened or CustomerEvent.SwitchAwayClosed or CustomerEvent.ContractEnded or CustomerEvent.ContractActivated or CustomerEvent.Named => null,
        _ => throw new System.Diagnostics.UnreachableException(happened.GetType().Name),
    };

    /// <summary>Null for what follows from another command by itself.</summary>
    public static SupplyPointCommand? Event(SupplyPointEvent happened) => happened switch
    {
        SupplyPointEvent.Registered e => new SupplyPointCommand.Register(e.Kind, e.Retailer, e.Customer, e.From.Day, e.Voltage),
        SupplyPointEvent.MovedIn e => new SupplyPointCommand.MoveIn(e.Customer, e.From.Day),
        SupplyPointEvent.MovedOut e => new SupplyPointCommand.MoveOut(e.From.Day),
        SupplyPointEvent.SwitchRequested e => new SupplyPointCommand.ApplySwitch(e.By, e.Customer, e.LosingCustomer, e.On, e.MeterWork),
        SupplyPointEvent.SwitchJudged e => new SupplyPointCommand.JudgeSwitch(e.Result, e.Reasons.Count == 0 ? null : e.Reasons, e.Note),
        SupplyPointEvent.SwitchMatched => new SupplyPointCommand.MatchSwitch(),
        SupplyPointEvent.SwitchCancelled => new SupplyPointCommand.CancelSwitch(),
        SupplyPointEvent.SwitchLapsed => new SupplyPointCommand.LapseSwitch(),
        SupplyPointEvent.SwitchCompleting e => new SupplyPointCommand.CompleteSwitch(e.From.Day),
        SupplyPointEvent.LookUpIssued e => new SupplyPointCommand.IssueLookUp(e.Customer, e.Retailer, e.Days, e.By, e.Hash),
        _ => null,
    };

    /// <summary>Null for what is not carried over: credentials belong to one registry.</summary>
    public static DirectoryCommand? Event(DirectoryEvent happened) => happened switch
    {
        DirectoryEvent.PartyRegistered e => new DirectoryCommand.RegisterParty(e.Party.Id, e.Party.Name, e.Party.Country),
        DirectoryEvent.RoleGranted e => new DirectoryCommand.GrantRole(e.Party, e.Role.Role, e.Role.From, e.Role.Until, e.Role.Purposes, e.Role.Items),
        DirectoryEvent.RoleEnded e => new DirectoryCommand.EndRole(e.Party, e.Role, e.Until),
        DirectoryEvent.PurposeRegistered e => new DirectoryCommand.RegisterPurpose(e.Id, e.Operator, e.Policy, e.Text, e.Items, e.Marketing),
        DirectoryEvent.EntrustmentRecorded e => Entrust(e.Entry),
        DirectoryEvent.EntrustmentEnded e => new DirectoryCommand.EndEntrustment(e.Id, e.Until),
        DirectoryEvent.NamedInTerms e => new DirectoryCommand.NameInTerms(e.Entry.Operator, e.Entry.Policy, e.Entry.Recipient),
        DirectoryEvent.SiteRecorded e => new DirectoryCommand.RecordSite(e.Site.Id, e.Site.Operator, e.Site.Policy, e.Site.UnderArticle27_12, e.Site.NoticeComplete, e.Site.Origins.Count == 0 ? null : e.Site.Origins),
        DirectoryEvent.ServiceDescribed e => new DirectoryCommand.DescribeService(e.Site, e.Service),
        DirectoryEvent.SupervisionRecorded e => new DirectoryCommand.RecordSupervision(e.Id, e.Entry),
        DirectoryEvent.DeskSet e => new DirectoryCommand.SetDesk(e.Policy, e.Settings),
        DirectoryEvent.RetentionSet e => new DirectoryCommand.SetRetention(e.Operator, e.Policy, e.Collection, e.Months, e.Source),
        DirectoryEvent.PolicyPublished e => new DirectoryCommand.PublishPolicy(e.Policy, e.Source, e.Dated),
        DirectoryEvent.PolicyDrafted e => new DirectoryCommand.DraftPolicy(e.Policy, e.Source),
        DirectoryEvent.DraftWithdrawn e => new DirectoryCommand.WithdrawDraft(e.Policy, e.Version),
        _ => null,
    };

    static DirectoryCommand.RecordEntrustment Entrust(Entrustment e) => new(
        e.Id, e.Operator, e.Recipient, e.Work, e.Purposes, e.Items, e.From, e.Until, e.Under, e.Safety, e.Confidentiality, e.Reentrustment, e.Supervision,
        e.Finding, e.TransferMethods);
}
