using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Directory;

/// <summary>Partners named in terms of use (ELS-TEL-3-EX8), and sites that transmit (EDGE-45).</summary>
static class SiteRules
{
    public static DirectoryEvent Named(DirectoryCommand.NameInTerms name, Checked check)
    {
        check.Party("operator", name.Operator, RefusalCode.OperatorUnknown);
        check.Policy(name.Policy, name.Operator);
        check.Party("recipient", name.Recipient);
        return new DirectoryEvent.NamedInTerms(new TermsEntry(name.Operator, name.Policy, name.Recipient));
    }

    public static DirectoryEvent Recorded(DirectoryCommand.RecordSite record, Checked check)
    {
        check.Id("id", record.Id);
        check.Party("operator", record.Operator, RefusalCode.OperatorUnknown);
        check.Policy(record.Policy, record.Operator);
        check.That(
            !check.Directory.Sites.TryGetValue(record.Id, out var known) || known.Operator == record.Operator,
            RefusalCode.SiteOfOtherOperator, "id", record.Id);
        var origins = record.Origins ?? [];
        check.That(origins.Count <= Limits.OriginsPerSite, RefusalCode.ListTooLong, "origins", Checked.Count(origins.Count));
        foreach (var origin in origins) check.That(Site.IsOrigin(origin), RefusalCode.OriginMalformed, "origins", origin);
        return new DirectoryEvent.SiteRecorded(
            new Site(record.Id, record.Operator, record.Policy, record.UnderArticle27_12, record.NoticeComplete) { Origins = [.. origins.Distinct(StringComparer.Ordinal)] });
    }

    public static DirectoryEvent Described(DirectoryCommand.DescribeService describe, Checked check, DateOnly today)
    {
        var service = describe.Service;
        check.Text("sent", service.Sent, Limits.TextLength);
        check.Text("use", service.Use, Limits.TextLength);
        check.Party("recipient", service.Recipient);
        check.Purpose("purpose", service.Purpose);
        if (check.That(check.Directory.Sites.TryGetValue(describe.Site, out var site), RefusalCode.SiteUnknown, "site", describe.Site))
            Named(service, check.Directory.Policies.Family(site!.Policy)?.InForce(today), check);
        return new DirectoryEvent.ServiceDescribed(describe.Site, service with { Purpose = check.Named(service.Purpose)! });
    }

    /// <summary>The notice speaks of what the policy names, and never adds to it.</summary>
    static void Named(SiteService service, Policy? policy, Checked check)
    {
        var purpose = check.Named(service.Purpose);
        check.That(policy?.Purposes.Any(p => p.Transmission && p.Id == purpose) is true, RefusalCode.PurposeNotOfPolicy, "purpose", service.Purpose);
        check.That(policy?.Transmission.Services.Any(s => s.Party == service.Recipient) is true, RefusalCode.RecipientNotNamed, "recipient", service.Recipient);
    }
}
