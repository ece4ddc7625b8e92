namespace ConsentGrains.Core.Policies.Changes;

/// <summary>Which notices a later version owes. What is narrowed owes none but the policy's own promise to publish its revisions. Pure and total.</summary>
public static class OwedNotices
{
    /// <param name="day">From which the later version is in force: articles are cited as of it.</param>
    public static IReadOnlyList<OwedNotice> Of(Policy before, Policy after, IReadOnlyList<PolicyDifference> differences, DateOnly day)
    {
        var owed = new Owing(day);
        foreach (var difference in differences)
        {
            switch (difference.Kind)
            {
                case DifferenceKind.Purpose: Purpose(difference, after, owed); break;
                case DifferenceKind.Item: Item(difference, owed); break;
                case DifferenceKind.Scheme: Scheme(difference, after, owed); break;
                case DifferenceKind.SchemePurpose: SchemePurpose(difference, differences, owed); break;
                case DifferenceKind.Exception: Exception(difference, owed); break;
                case DifferenceKind.Transmission when difference.Widens: owed.Add(NoticeKind.TransmissionNotice, NoticeTime.Before, difference.Subject, LawTopic.ExternalTransmission); break;
                case DifferenceKind.Requests: owed.Add(NoticeKind.RequestItems, NoticeTime.AtPublication, difference.Subject, LawTopic.PublicItems); break;
                case DifferenceKind.AfterContract when difference.Widens: owed.Add(NoticeKind.Consent, NoticeTime.Before, difference.Subject, LawTopic.PurposeChange, LawTopic.PurposeLimit); break;
                case DifferenceKind.Wording: Wording(difference, after, owed); break;
            }
        }

        if (differences.Count > 0) Promised(before, after, owed);
        return owed.All;
    }

    /// <summary>In reasonable relation to the old purposes: told. Beyond it: consent for what is held, and shown to whoever comes.</summary>
    static void Purpose(PolicyDifference difference, Policy after, Owing owed)
    {
        if (!difference.Widens) return;
        if (difference.Related)
        {
            owed.Add(NoticeKind.PurposeChange, NoticeTime.AtPublication, difference.Subject, LawTopic.PurposeChange, LawTopic.PurposeChangeNotice);
            return;
        }

        owed.Add(NoticeKind.Consent, NoticeTime.Before, difference.Subject, LawTopic.PurposeChange, LawTopic.PurposeLimit);
        owed.Add(NoticeKind.PurposeShown, NoticeTime.Before, difference.Subject, LawTopic.PurposeNotice, LawTopic.PurposeShown);
        Secrecy(difference, after, owed);
    }

    static void Item(PolicyDifference difference, Owing owed)
    {
        if (difference is { Change: Change.Added, Widens: true })
            owed.Add(NoticeKind.PurposeShown, NoticeTime.Before, difference.Subject, LawTopic.PurposeNotice, LawTopic.PurposeShown);
    }

    static void Scheme(PolicyDifference difference, Policy after, Owing owed)
    {
        if (difference.Widens) owed.Add(NoticeKind.JointUseNotice, NoticeTime.Before, difference.Subject, LawTopic.JointUse, LawTopic.ProvisionConsent);
        if (difference.Change == Change.Changed && difference.Field(SchemeDifferences.Responsible) is not null)
            owed.Add(NoticeKind.JointUseChange, NoticeTime.Before, difference.Subject, LawTopic.JointUseChange);
        if (difference.Widens) Secrecy(difference, after, owed);
    }

    /// <summary>The purposes of a scheme that is new itself stand in its notice.</summary>
    static void SchemePurpose(PolicyDifference difference, IReadOnlyList<PolicyDifference> all, Owing owed)
    {
        var isNew = all.Any(d => d is { Kind: DifferenceKind.Scheme, Change: Change.Added } && difference.Subject.StartsWith(d.Subject + "-", StringComparison.Ordinal));
        if (!isNew && (difference.Change != Change.Changed || difference.Reach != Reach.Same || difference.Was != difference.Is))
            owed.Add(NoticeKind.JointUseChange, NoticeTime.Before, difference.Subject, LawTopic.JointUseChange);
    }

    /// <summary>A case the law itself has needs no consent; every other rests on one.</summary>
    static void Exception(PolicyDifference difference, Owing owed)
    {
        if (difference.Widens && Circumstances.Find(difference.Subject)?.Article is null)
            owed.Add(NoticeKind.ProvisionConsent, NoticeTime.Before, difference.Subject, LawTopic.ProvisionConsent);
    }

    /// <summary>New words for the same party responsible are its name, address or representative.</summary>
    static void Wording(PolicyDifference difference, Policy after, Owing owed)
    {
        if (difference.Change == Change.Changed && after.Clauses.Any(c => c.Id == difference.Subject && c.Kind == MentionKind.Responsible))
            owed.Add(NoticeKind.JointUseParticulars, NoticeTime.WithoutDelay, difference.Subject, LawTopic.JointUseChange);
        if (difference.Change != Change.Removed && after.Clauses.Any(c => c.Id == difference.Subject && c.Kind == MentionKind.Service))
            owed.Add(NoticeKind.TransmissionNotice, NoticeTime.Before, difference.Subject, LawTopic.ExternalTransmission);
    }

    static void Secrecy(PolicyDifference difference, Policy after, Owing owed)
    {
        var secret = PurposeItems.Secrecy(after).ToHashSet(StringComparer.Ordinal);
        var exempt = after.Purposes.Any(p => p.Id == difference.Subject && p.SecrecyExempt);
        if (!exempt && difference.Field(SchemeDifferences.Items) is { } items && items.Is.Any(secret.Contains))
            owed.Add(NoticeKind.SecrecyConsent, NoticeTime.Before, difference.Subject, LawTopic.CommunicationsSecrecy);
    }

    static void Promised(Policy before, Policy after, Owing owed)
    {
        string[] clauses = [.. before.Clauses.Concat(after.Clauses).Where(c => c.Kind == MentionKind.Revision).Select(c => c.Id).Distinct(StringComparer.Ordinal)];
        if (clauses.Length > 0) owed.Add(new(NoticeKind.Revision, NoticeTime.AtPublication, [after.Name], [], clauses));
    }

    /// <summary>Notices of one kind and one law are one, with all their subjects.</summary>
    sealed class Owing(DateOnly day)
    {
        readonly List<OwedNotice> all = [];

        public IReadOnlyList<OwedNotice> All => [.. all.OrderBy(n => n.Kind)];

        public void Add(OwedNotice notice) => all.Add(notice);

        public void Add(NoticeKind kind, NoticeTime when, string subject, params ReadOnlySpan<LawTopic> law)
        {
            var at = all.FindIndex(n => n.Kind == kind);
            if (at >= 0)
            {
                if (!all[at].Subjects.Contains(subject)) all[at] = all[at] with { Subjects = [.. all[at].Subjects, subject] };
                return;
            }

            List<string> cited = [];
            foreach (var topic in law)
                if (Law.Cite(topic, day) is { } article) cited.Add(article);
            all.Add(new(kind, when, [subject], cited, []));
        }
    }
}
