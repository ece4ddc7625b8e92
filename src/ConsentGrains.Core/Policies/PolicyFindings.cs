using ConsentGrains.Core.Policies.Changes;

namespace ConsentGrains.Core.Policies;

/// <summary>Every finding about a version: those its file states, and those its rules show. Pure and total.</summary>
public static class PolicyFindings
{
    /// <summary>Findings a policy file may state.</summary>
    public static IReadOnlyList<FindingKind> Stated { get; } = [.. Enum.GetValues<FindingKind>().Where(k => k < FindingKind.ItemWithoutPurpose)];

    /// <param name="day">On which the law is looked at.</param>
    public static IReadOnlyList<PolicyFinding> Of(Policy policy, DateOnly day) =>
    [
        .. policy.Findings,
        .. Unused(policy),
        .. policy.Schemes.SelectMany(scheme => Secrecy(scheme, policy)),
        .. Unnamed(policy),
        .. Unstated(policy),
        .. Law.Table.Amendments.Where(a => !a.Settled && a.From > day).Select(Ahead),
    ];

    static IEnumerable<PolicyFinding> Unused(Policy policy)
    {
        var used = policy.Purposes.Concat(policy.Schemes.SelectMany(s => s.Purposes)).SelectMany(p => PurposeItems.Of(policy, p)).ToHashSet(StringComparer.Ordinal);
        // What is handled as another's contractor has that one's purposes.
        string[] unused = [.. policy.Collections.Where(c => !c.EntrustedIn).SelectMany(c => c.Items).Select(i => i.Id).Where(id => !used.Contains(id))];
        if (unused.Length > 0)
            yield return new(FindingKind.ItemWithoutPurpose, unused, "取得する項目とされていますが、利用目的がありません。", "Collected, but no purpose uses it.", LawTopic.PurposeLimit);
    }

    static IEnumerable<PolicyFinding> Secrecy(JointUseScheme scheme, Policy policy)
    {
        string[] secret = [.. PurposeItems.Secrecy(policy).Intersect(scheme.Items, StringComparer.Ordinal).Except(scheme.ExcludedAsSecrecy, StringComparer.Ordinal)];
        if (secret.Length > 0)
            yield return new(FindingKind.JointUseOfSecrecy, [scheme.Id, .. secret], "通信の秘密に当たる項目が、除外されずに共同利用の対象とされています。", "Lists 通信の秘密 as jointly used, without leaving it out.", LawTopic.CommunicationsSecrecy);
    }

    static IEnumerable<PolicyFinding> Unnamed(Policy policy)
    {
        string[] purposes = [.. policy.Purposes.Where(p => p.Transmission).Select(p => p.Id)];
        if (purposes.Length > 0 && policy.Transmission.Services.Count == 0)
            yield return new(FindingKind.TransmissionUnnamed, purposes, "外部送信の目的はありますが、送信先のサービスが1つも示されていません。", "Purposes of external transmission, but no service is named.", LawTopic.ExternalTransmission);
    }

    static IEnumerable<PolicyFinding> Unstated(Policy policy)
    {
        if (policy.Clauses.All(c => c.Kind != MentionKind.Revision))
            yield return new(FindingKind.RevisionUnstated, [policy.Name], "改定についての記載がありません。", "Says nothing of its own revision.");
        if (policy.Incidents is not { Duties.Count: > 0 })
            yield return new(FindingKind.IncidentUnstated, [policy.Name], "漏えい等についての記載がありません。法令の期限だけが適用されます。", "Says nothing of leaks: the law's clocks alone run.");
        if (policy.Retention.Clauses.Count == 0 && policy.PostContract.Mode != PostContract.UntilRetentionDate)
            yield return new(FindingKind.RetentionUnstated, [policy.Name], "保存期間についての記載がありません。", "Says nothing of how long data are kept.", LawTopic.Erasure);
    }

    static PolicyFinding Ahead(LawAmendment amendment) => new(
        FindingKind.LawChanges, [$"{amendment.Law} {amendment.From:yyyy-MM-dd}"], $"{amendment.By}: {amendment.Japanese}", $"{amendment.By}: {amendment.What}");
}
