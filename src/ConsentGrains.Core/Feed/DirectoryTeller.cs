using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Directory;

namespace ConsentGrains.Core.Feed;

/// <summary>Changes of the directory in the words of the feed. What gives the party a ground to be told, or takes it, comes as
/// `entitlement.began` and `entitlement.ended`: once, not once for each customer.</summary>
static class DirectoryTeller
{
    public const string Began = "entitlement.began.v1";
    public const string Ended = "entitlement.ended.v1";

    /// <summary>Where the state of everything that a party may know is to be had.</summary>
    const string Export = "/v1/changes/export";

    public static Told? Tell(Change.OfDirectory of, Entitlement viewer)
    {
        var data = Teller.Begin(of);
        return of.Event switch
        {
            DirectoryEvent.PartyRegistered x => Plain(of, x.Party.Id, data.Text("party", x.Party.Id)),
            DirectoryEvent.RoleGranted x when x.Party == viewer.Party => Own(Began, data.Text("role", x.Role.Role)
                .Day("from", x.Role.From).Day("until", x.Role.Until).List("purposes", x.Role.Purposes).List("schemes", viewer.SchemesOf(x.Role.Role)).Text("export", Export), viewer),
            DirectoryEvent.RoleEnded x when x.Party == viewer.Party => Own(Ended, data.Text("role", x.Role)
                .Day("until", x.Until).List("schemes", viewer.SchemesOf(x.Role)).Flag("delete", true), viewer),
            DirectoryEvent.GroundLapsed x when x.Party == viewer.Party => Own(Ended, Lapsed(data, x).Flag("delete", true), viewer),
            DirectoryEvent.GroundLapsed x => Plain(of, x.Party, Lapsed(data.Text("party", x.Party), x)),
            DirectoryEvent.RoleGranted x => Plain(of, x.Party, data.Text("party", x.Party).Text("role", x.Role.Role).Day("from", x.Role.From).Day("until", x.Role.Until)),
            DirectoryEvent.RoleEnded x => Plain(of, x.Party, data.Text("party", x.Party).Text("role", x.Role).Day("until", x.Until)),
            DirectoryEvent.PurposeRegistered x => Plain(of, x.Id, data.Text("purpose", x.Id).Text("operator", x.Operator).Text("policy", x.Policy).List("items", x.Items)),
            DirectoryEvent.EntrustmentRecorded { Entry: { Complete: true } x } when x.Recipient == viewer.Party => Own(Began, Entry(data, x).Text("export", Export), viewer),
            DirectoryEvent.EntrustmentRecorded x => Plain(of, x.Entry.Id, Entry(data, x.Entry)),
            DirectoryEvent.EntrustmentEnded x when viewer.IsUnder(x.Id) => Own(Ended, data.Text("entrustment", x.Id).Day("until", x.Until).Flag("delete", true), viewer),
            DirectoryEvent.EntrustmentEnded x => Plain(of, x.Id, data.Text("entrustment", x.Id).Day("until", x.Until)),
            DirectoryEvent.SupervisionRecorded x => Plain(of, x.Id, data.Text("entrustment", x.Id).Day("on", x.Entry.On).Text("result", x.Entry.Result).Day("next", x.Entry.Next)),
            DirectoryEvent.NamedInTerms x => Plain(of, x.Entry.Recipient, data.Text("operator", x.Entry.Operator).Text("policy", x.Entry.Policy).Text("recipient", x.Entry.Recipient)),
            DirectoryEvent.SiteRecorded x => Plain(of, x.Site.Id, data.Text("site", x.Site.Id).Text("policy", x.Site.Policy)),
            DirectoryEvent.ServiceDescribed x => Plain(of, x.Site, data.Text("site", x.Site).Text("recipient", x.Service.Recipient).Text("purpose", x.Service.Purpose)),
            DirectoryEvent.DeskSet x => Plain(of, x.Policy, data.Text("policy", x.Policy)),
            DirectoryEvent.PolicyPublished x => Plain(of, x.Policy.Id, data.Text("policy", x.Policy.Id).Text("version", x.Policy.Version).Day("from", x.Policy.From)),
            DirectoryEvent.PolicyDrafted x => Plain(of, x.Policy.Id, data.Text("policy", x.Policy.Id).Text("version", x.Policy.Version).Day("from", x.Policy.From)),
            DirectoryEvent.DraftWithdrawn x => Plain(of, x.Policy, data.Text("policy", x.Policy).Text("version", x.Version)),
            DirectoryEvent.RetentionSet x => Plain(of, x.Policy, Period(data, x)),
            DirectoryEvent.CredentialIssued x => Plain(of, x.Id, data.Text("credential", x.Id).List("roles", x.Roles).Day("until", x.Until)),
            DirectoryEvent.CredentialRotated x => Plain(of, x.Id, data.Text("credential", x.Id)),
            DirectoryEvent.CredentialRevoked x => Plain(of, x.Id, data.Text("credential", x.Id)),
            _ => null,
        };
    }

    static FieldWriter Period(FieldWriter data, DirectoryEvent.RetentionSet x)
    {
        data.Text("policy", x.Policy).Text("collection", x.Collection);
        return x.Months is { } months ? data.Number("months", months) : data;
    }

    static FieldWriter Entry(FieldWriter data, Entrustment x) => data.Text("entrustment", x.Id).Text("operator", x.Operator).Text("recipient", x.Recipient)
        .List("purposes", x.Purposes).Day("from", x.From).Day("until", x.Until);

    static FieldWriter Lapsed(FieldWriter data, DirectoryEvent.GroundLapsed x) => data.Text("role", x.Role).Text("entrustment", x.Entrustment)
        .Text("policy", x.Policy).List("schemes", x.Schemes.Count == 0 ? null : x.Schemes).Day("until", x.Until);

    static Told Plain(Change change, string subject, FieldWriter data) => new(Teller.Prefix + change.Type, subject, data.ToBytes());

    static Told Own(string type, FieldWriter data, Entitlement viewer) => new(Teller.Prefix + type, viewer.Party, data.ToBytes());
}
