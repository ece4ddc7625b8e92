using ConsentGrains.Core.Directory;

namespace ConsentGrains.Core.Codec;

/// <summary>The fields of every event of the directory.</summary>
static class DirectoryEventFields
{
    public static void Write(DirectoryEvent happened, FieldWriter clear, FieldWriter secret)
    {
        switch (happened)
        {
            case DirectoryEvent.PartyRegistered e: clear.Text("id", e.Party.Id).Text("name", e.Party.Name).Text("country", e.Party.Country, "JP"); break;
            case DirectoryEvent.RoleGranted e: Write(e, clear); break;
            case DirectoryEvent.RoleEnded e: clear.Text("party", e.Party).Text("role", e.Role).Day("until", e.Until); break;
            case DirectoryEvent.GroundLapsed e: Write(e, clear); break;
            case DirectoryEvent.PurposeRegistered e: Write(e, clear); break;
            case DirectoryEvent.EntrustmentRecorded e: Write(e.Entry, clear); break;
            case DirectoryEvent.EntrustmentEnded e: clear.Text("id", e.Id).Day("until", e.Until); break;
            case DirectoryEvent.NamedInTerms e: Write(e.Entry, clear); break;
            case DirectoryEvent.SiteRecorded e: Write(e.Site, clear); break;
            case DirectoryEvent.ServiceDescribed e: clear.Text("site", e.Site).Text("recipient", e.Service.Recipient).Text("purpose", e.Service.Purpose).Text("sent", e.Service.Sent).Text("use", e.Service.Use); break;
            case DirectoryEvent.SupervisionRecorded e: Write(e, clear, secret); break;
            case DirectoryEvent.DeskSet e: Write(e, clear); break;
            case DirectoryEvent.PolicyPublished e: clear.Text("policy", e.Policy.Id).Text("version", e.Policy.Version).Day("from", e.Dated).Text("source", e.Source); break;
            case DirectoryEvent.PolicyDrafted e: clear.Text("policy", e.Policy.Id).Text("version", e.Policy.Version).Text("source", e.Source); break;
            case DirectoryEvent.DraftWithdrawn e: clear.Text("policy", e.Policy).Text("version", e.Version); break;
            case DirectoryEvent.RetentionSet e: Write(e, clear); break;
            case DirectoryEvent.CredentialIssued e: Write(e, clear, secret); break;
            case DirectoryEvent.CredentialRotated e: clear.Text("id", e.Id).Text("secretHash", e.SecretHash).Moment("oldUntil", e.OldUntil); break;
            case DirectoryEvent.CredentialRevoked e: clear.Text("id", e.Id); break;
            default: throw new System.Diagnostics.UnreachableException(happened.GetType().Name);
        }
    }

    public static DirectoryEvent.PartyRegistered Party(StoredFields clear) =>
        new(new PartyEntry(clear.Required("id"), clear.Required("name"), clear.Text("country") ?? "JP"));

    public static DirectoryEvent.RoleGranted Role(StoredFields clear) => new(
        clear.Required("party"),
        new RoleEntry(clear.Required("role"), clear.RequiredDay("from"), clear.Day("until"), clear.List("purposes"), clear.List("items")));

    public static DirectoryEvent.GroundLapsed Ground(StoredFields clear) => new(
        clear.Required("party"), clear.Text("role"), clear.Text("entrustment"), clear.Text("policy"), clear.List("schemes") ?? [], clear.RequiredDay("until"));

    public static DirectoryEvent.PurposeRegistered Purpose(StoredFields clear) => new(
        clear.Required("id"), clear.Required("operator"), clear.Required("policy"), clear.Required("text"), clear.List("items") ?? [],
        clear.Flag("marketing", true));

    public static DirectoryEvent.EntrustmentRecorded Entrustment(StoredFields clear) => new(new Entrustment(
        clear.Required("id"), clear.Required("operator"), clear.Required("recipient"), clear.List("work") ?? [], clear.List("purposes") ?? [],
        clear.List("items") ?? [], clear.RequiredDay("from"), clear.Day("until"), clear.Text("under"), clear.Flag("safety"),
        clear.Flag("confidentiality"), clear.Flag("reentrustment"), clear.Flag("supervision"), clear.Maybe("finding"), clear.List("transferMethods")));

    public static DirectoryEvent.SupervisionRecorded Supervision(StoredFields clear, StoredFields secret) => new(
        clear.Required("id"), new(clear.RequiredDay("day"), clear.Required("what"), clear.Required("result"), clear.Day("next"), secret.Text("note")));

    public static DirectoryEvent.NamedInTerms Terms(StoredFields clear) =>
        new(new TermsEntry(clear.Required("operator"), clear.Required("policy"), clear.Required("recipient")));

    public static DirectoryEvent.SiteRecorded Site(StoredFields clear) => new(new Site(
        clear.Required("id"), clear.Required("operator"), clear.Required("policy"), clear.Flag("underArticle27_12"), clear.Flag("noticeComplete"))
    { Origins = clear.List("origins") ?? [] });

    public static DirectoryEvent.ServiceDescribed Service(StoredFields clear) => new(
        clear.Required("site"), new(clear.Required("recipient"), clear.Required("purpose"), clear.Required("sent"), clear.Required("use")));

    public static DirectoryEvent.DeskSet Desk(StoredFields clear) => new(
        clear.Required("policy"),
        new(clear.RequiredNumber("targetDays"), clear.RequiredNumber("cureDays"), clear.RequiredNumber("disposalDays"), clear.Flag("feeOnRefusedItems")));

    public static DirectoryEvent.RetentionSet Retention(StoredFields clear) => new(
        clear.Required("operator"), clear.Required("policy"), clear.Text("collection"), clear.Number("months"), clear.Required("source"));

    public static DirectoryEvent.CredentialIssued Credential(StoredFields clear, StoredFields secret) => new(
        clear.Required("id"), clear.Required("party"), clear.List("roles") ?? [], clear.Required("secretHash"), secret.Sealed("label"),
        clear.Day("until"));

    public static DirectoryEvent.CredentialRotated Rotated(StoredFields clear) =>
        new(clear.Required("id"), clear.Required("secretHash"), clear.Moment("oldUntil"));

    static void Write(DirectoryEvent.RoleGranted e, FieldWriter clear) =>
        clear.Text("party", e.Party).Text("role", e.Role.Role).Day("from", e.Role.From).Day("until", e.Role.Until)
            .List("purposes", e.Role.Purposes).List("items", e.Role.Items);

    static void Write(DirectoryEvent.GroundLapsed e, FieldWriter clear) => clear.Text("party", e.Party).Text("role", e.Role)
        .Text("entrustment", e.Entrustment).Text("policy", e.Policy).List("schemes", e.Schemes.Count == 0 ? null : e.Schemes).Day("until", e.Until);

    static void Write(DirectoryEvent.PurposeRegistered e, FieldWriter clear) =>
        clear.Text("id", e.Id).Text("operator", e.Operator).Text("policy", e.Policy).Text("text", e.Text).List("items", e.Items)
            .Flag("marketing", e.Marketing, unless: true);

    static void Write(Entrustment e, FieldWriter clear) =>
        clear.Text("id", e.Id).Text("operator", e.Operator).Text("recipient", e.Recipient).List("work", e.Work).List("purposes", e.Purposes)
            .List("items", e.Items).Day("from", e.From).Day("until", e.Until).Text("under", e.Under).Flag("safety", e.Safety)
            .Flag("confidentiality", e.Confidentiality).Flag("reentrustment", e.Reentrustment).Flag("supervision", e.Supervision)
            .Maybe("finding", e.Finding).List("transferMethods", e.TransferMethods);

    // A note may name people.
    static void Write(DirectoryEvent.SupervisionRecorded e, FieldWriter clear, FieldWriter secret)
    {
        clear.Text("id", e.Id).Day("day", e.Entry.On).Text("what", e.Entry.What).Text("result", e.Entry.Result).Day("next", e.Entry.Next);
        secret.Text("note", e.Entry.Note);
    }

    static void Write(DirectoryEvent.RetentionSet e, FieldWriter clear)
    {
        clear.Text("operator", e.Operator).Text("policy", e.Policy).Text("collection", e.Collection);
        if (e.Months is { } months) clear.Number("months", months);
        clear.Text("source", e.Source);
    }

    static void Write(TermsEntry e, FieldWriter clear) =>
        clear.Text("operator", e.Operator).Text("policy", e.Policy).Text("recipient", e.Recipient);

    static void Write(Site e, FieldWriter clear) =>
        clear.Text("id", e.Id).Text("operator", e.Operator).Text("policy", e.Policy).Flag("underArticle27_12", e.UnderArticle27_12)
            .Flag("noticeComplete", e.NoticeComplete).List("origins", e.Origins.Count == 0 ? null : e.Origins);

    static void Write(DirectoryEvent.DeskSet e, FieldWriter clear) =>
        clear.Text("policy", e.Policy).Number("targetDays", e.Settings.TargetDays).Number("cureDays", e.Settings.CureDays)
            .Number("disposalDays", e.Settings.DisposalDays).Flag("feeOnRefusedItems", e.Settings.FeeOnRefusedItems);

    // The label may name the one who holds the key.
    static void Write(DirectoryEvent.CredentialIssued e, FieldWriter clear, FieldWriter secret)
    {
        clear.Text("id", e.Id).Text("party", e.Party).List("roles", e.Roles).Text("secretHash", e.SecretHash).Day("until", e.Until);
        secret.Text("label", e.Label);
    }
}
