using ConsentGrains.Core.Directory;

namespace ConsentGrains.Core.Codec;

/// <summary>The fields of every command to the directory. Credentials and what the registry does by
/// itself are written only (for the hash of a command).</summary>
static class DirectoryCommandFields
{
    const string Home = "JP";

    public static IReadOnlyList<string> Names { get; } =
        ["party", "role", "end-role", "purpose", "entrustment", "end-entrustment", "supervision", "terms", "site", "site-service", "retention", "desk", "publish",
        "draft", "withdraw-draft", "publish-draft"];

    public static DirectoryCommand Read(string command, FieldReader fields) => command switch
    {
        "party" => new DirectoryCommand.RegisterParty(fields.NeedName("id"), fields.NeedName("name"), fields.Name("country") ?? Home),
        "role" => Role(fields),
        "end-role" => new DirectoryCommand.EndRole(fields.NeedName("party"), fields.NeedName("role"), fields.NeedDay("until")),
        "purpose" => Purpose(fields),
        "entrustment" => Entrustment(fields),
        "end-entrustment" => new DirectoryCommand.EndEntrustment(fields.NeedName("id"), fields.NeedDay("until")),
        "supervision" => Supervision(fields),
        "retention" => new DirectoryCommand.SetRetention(
            fields.NeedName("operator"), fields.NeedName("policy"), fields.Name("collection"), fields.MaybeNumber("months"), fields.NeedName("source")),
        "terms" => new DirectoryCommand.NameInTerms(fields.NeedName("operator"), fields.NeedName("policy"), fields.NeedName("recipient")),
        "site-service" => Service(fields),
        "desk" => Desk(fields),
        "withdraw-draft" => new DirectoryCommand.WithdrawDraft(fields.NeedName("policy"), fields.NeedName("version")),
        "publish-draft" => new DirectoryCommand.PublishDraft(
            fields.NeedName("policy"), fields.NeedName("version"), fields.Day("from"), fields.MaybeNumber("revision")),
        _ => Site(fields),
    };

    public static void Write(DirectoryCommand command, FieldWriter fields)
    {
        switch (command)
        {
            case DirectoryCommand.RegisterParty c: fields.Text("id", c.Id).Text("name", c.Name).Text("country", c.Country, Home); break;
            case DirectoryCommand.GrantRole c: Write(c, fields); break;
            case DirectoryCommand.EndRole c: fields.Text("party", c.Party).Text("role", c.Role).Day("until", c.Until); break;
            case DirectoryCommand.RegisterPurpose c: Write(c, fields); break;
            case DirectoryCommand.RecordEntrustment c: Write(c, fields); break;
            case DirectoryCommand.EndEntrustment c: fields.Text("id", c.Id).Day("until", c.Until); break;
            case DirectoryCommand.RecordSupervision c: Write(c, fields); break;
            case DirectoryCommand.NameInTerms c: fields.Text("operator", c.Operator).Text("policy", c.Policy).Text("recipient", c.Recipient); break;
            case DirectoryCommand.SetRetention c: Write(c, fields); break;
            case DirectoryCommand.RecordSite c: Write(c, fields); break;
            case DirectoryCommand.DescribeService c: Write(c, fields); break;
            case DirectoryCommand.SetDesk c: Write(c, fields); break;
            case DirectoryCommand.PublishPolicy c: fields.Day("from", c.Dated).Text("source", c.Source); break;
            case DirectoryCommand.DraftPolicy c: fields.Text("source", c.Source); break;
            case DirectoryCommand.WithdrawDraft c: fields.Text("policy", c.Policy).Text("version", c.Version); break;
            case DirectoryCommand.PublishDraft c: Write(c, fields); break;
            case DirectoryCommand.IssueCredential c: Write(c, fields); break;
            case DirectoryCommand.RotateCredential c: fields.Text("id", c.Id).Text("secretHash", c.SecretHash).Moment("oldUntil", c.OldUntil); break;
            case DirectoryCommand.RevokeCredential c: fields.Text("id", c.Id); break;
        }
    }

    public static string NameOf(DirectoryCommand command) => command switch
    {
        DirectoryCommand.RegisterParty => "party",
        DirectoryCommand.GrantRole => "role",
        DirectoryCommand.EndRole => "end-role",
        DirectoryCommand.RegisterPurpose => "purpose",
        DirectoryCommand.RecordEntrustment => "entrustment",
        DirectoryCommand.EndEntrustment => "end-entrustment",
        DirectoryCommand.RecordSupervision => "supervision",
        DirectoryCommand.NameInTerms => "terms",
        DirectoryCommand.RecordSite => "site",
        DirectoryCommand.DescribeService => "site-service",
        DirectoryCommand.SetRetention => "retention",
        DirectoryCommand.SetDesk => "desk",
        DirectoryCommand.PublishPolicy => "publish",
        DirectoryCommand.DraftPolicy => "draft",
        DirectoryCommand.WithdrawDraft => "withdraw-draft",
        DirectoryCommand.PublishDraft => "publish-draft",
        DirectoryCommand.IssueCredential => "credential",
        DirectoryCommand.LapseGrounds => "lapse-grounds",
        DirectoryCommand.RotateCredential => "rotate-credential",
        _ => "revoke-credential",
    };

    static DirectoryCommand.GrantRole Role(FieldReader fields) => new(
        fields.NeedName("party"), fields.NeedName("role"), fields.NeedDay("from"), fields.Day("until"),
        fields.List("purposes", Limits.PurposesPerList), fields.List("items", Limits.ItemsPerList));

    static DirectoryCommand.RegisterPurpose Purpose(FieldReader fields) => new(
        fields.NeedName("id"), fields.NeedName("operator"), fields.NeedName("policy"), fields.Need("text"),
        fields.NeedList("items", Limits.ItemsPerList), fields.Flag("marketing") ?? true);

    static DirectoryCommand.RecordEntrustment Entrustment(FieldReader fields) => new(
        fields.Name("id"), fields.NeedName("operator"), fields.NeedName("recipient"), fields.NeedList("work", Limits.WorkPerEntrustment, mayBeEmpty: true),
        fields.NeedList("purposes", Limits.PurposesPerList, mayBeEmpty: true), fields.NeedList("items", Limits.ItemsPerList, mayBeEmpty: true),
        fields.NeedDay("from"), fields.Day("until"), fields.Name("under"), fields.Flag("safety") ?? false, fields.Flag("confidentiality") ?? false,
        fields.Flag("reentrustment") ?? false, fields.Flag("supervision") ?? false, fields.Flag("finding"), fields.ListOf("transferMethods", Words.TransferMethods));

    static DirectoryCommand.RecordSupervision Supervision(FieldReader fields) => new(
        fields.NeedName("id"),
        new(fields.NeedDay("on"), fields.NeedOneOf("what", Words.Supervisions), fields.NeedOneOf("result", Words.SupervisionResults), fields.Day("next"), fields.Text("note")));

    static void Write(DirectoryCommand.RecordSupervision c, FieldWriter fields) =>
        fields.Text("id", c.Id).Day("on", c.Entry.On).Text("what", c.Entry.What).Text("result", c.Entry.Result).Day("next", c.Entry.Next).Text("note", c.Entry.Note);

    static DirectoryCommand.RecordSite Site(FieldReader fields) => new(
        fields.NeedName("id"), fields.NeedName("operator"), fields.NeedName("policy"), fields.NeedFlag("underArticle27_12"),
        fields.NeedFlag("noticeComplete"), fields.List("origins", Limits.OriginsPerSite, mayBeEmpty: true));

    static DirectoryCommand.DescribeService Service(FieldReader fields) => new(
        fields.NeedName("site"), new(fields.NeedName("recipient"), fields.NeedName("purpose"), fields.Need("sent"), fields.Need("use")));

    static DirectoryCommand.SetDesk Desk(FieldReader fields) => new(
        fields.NeedName("policy"),
        new(fields.NeedNumber("targetDays"), fields.NeedNumber("cureDays"), fields.NeedNumber("disposalDays"), fields.Flag("feeOnRefusedItems") ?? false));

    static void Write(DirectoryCommand.SetDesk c, FieldWriter fields) =>
        fields.Text("policy", c.Policy).Number("targetDays", c.Settings.TargetDays).Number("cureDays", c.Settings.CureDays)
            .Number("disposalDays", c.Settings.DisposalDays).Flag("feeOnRefusedItems", c.Settings.FeeOnRefusedItems);

    static void Write(DirectoryCommand.GrantRole c, FieldWriter fields) =>
        fields.Text("party", c.Party).Text("role", c.Role).Day("from", c.From).Day("until", c.Until).List("purposes", c.Purposes).List("items", c.Items);

    static void Write(DirectoryCommand.RegisterPurpose c, FieldWriter fields) =>
        fields.Text("id", c.Id).Text("operator", c.Operator).Text("policy", c.Policy).Text("text", c.Text).List("items", c.Items)
            .Flag("marketing", c.Marketing, unless: true);

    static void Write(DirectoryCommand.RecordEntrustment c, FieldWriter fields) =>
        fields.Text("id", c.Id).Text("operator", c.Operator).Text("recipient", c.Recipient).List("work", c.Work).List("purposes", c.Purposes)
            .List("items", c.Items).Day("from", c.From).Day("until", c.Until).Text("under", c.Under).Flag("safety", c.Safety)
            .Flag("confidentiality", c.Confidentiality).Flag("reentrustment", c.Reentrustment).Flag("supervision", c.Supervision)
            .Maybe("finding", c.Finding).List("transferMethods", c.TransferMethods);

    static void Write(DirectoryCommand.SetRetention c, FieldWriter fields)
    {
        fields.Text("operator", c.Operator).Text("policy", c.Policy).Text("collection", c.Collection);
        if (c.Months is { } months) fields.Number("months", months);
        fields.Text("source", c.Source);
    }

    static void Write(DirectoryCommand.PublishDraft c, FieldWriter fields)
    {
        fields.Text("policy", c.Policy).Text("version", c.Version).Day("from", c.From);
        if (c.Revision is { } revision) fields.Number("revision", revision);
    }

    static void Write(DirectoryCommand.RecordSite c, FieldWriter fields) =>
        fields.Text("id", c.Id).Text("operator", c.Operator).Text("policy", c.Policy).Maybe("underArticle27_12", c.UnderArticle27_12)
            .Maybe("noticeComplete", c.NoticeComplete).List("origins", c.Origins);

    static void Write(DirectoryCommand.DescribeService c, FieldWriter fields) => fields.Text("site", c.Site).Text("recipient", c.Service.Recipient)
        .Text("purpose", c.Service.Purpose).Text("sent", c.Service.Sent).Text("use", c.Service.Use);

    static void Write(DirectoryCommand.IssueCredential c, FieldWriter fields) =>
        fields.Text("id", c.Id).Text("party", c.Party).List("roles", c.Roles).Text("secretHash", c.SecretHash).Text("label", c.Label).Day("until", c.Until);
}
