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
        return new DirectoryEvent.SiteRecorded(
            new Site(record.Id, record.Operator, record.Policy, record.UnderArticle27_12, record.NoticeComplete));
    }
}
