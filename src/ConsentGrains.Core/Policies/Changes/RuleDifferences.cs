namespace ConsentGrains.Core.Policies.Changes;

/// <summary>The single rules of a policy: consent, written collection, look-up, entrustment, transmission, the time after the contract, leaks, companies.</summary>
static class RuleDifferences
{
    public static IEnumerable<PolicyDifference?> Of(Policy before, Policy after, Quotes quotes) =>
    [
        Written(before.WrittenCollection, after.WrittenCollection, quotes),
        Consent(before.Consent, after.Consent).Finish(Change.Changed, quotes, "consent"),
        LookUp(before.LookUp, after.LookUp).Finish(Of(before.LookUp, after.LookUp), quotes, "look-up"),
        Entrustment(before.Entrustment, after.Entrustment).Finish(Change.Changed, quotes, "entrustment"),
        Transmission(before.Transmission, after.Transmission).Finish(Change.Changed, quotes, "transmission"),
        AfterContract(before, after).Finish(Change.Changed, quotes, "post-contract"),
        Incidents(before.Incidents, after.Incidents).Finish(Of(before.Incidents, after.Incidents), quotes, "incidents"),
        new Comparing(DifferenceKind.Corporate, "corporate").List("clauses", before.CorporateClauses, after.CorporateClauses, Sense.Neutral).Finish(Change.Changed, quotes, "corporate"),
    ];

    static PolicyDifference? Written(WrittenCollectionRule? was, WrittenCollectionRule? now, Quotes quotes) =>
        new Comparing(DifferenceKind.WrittenCollection, "written-collection").List("items", was?.Items, now?.Items, Sense.Narrows)
            .Word("clause", was?.Clause, now?.Clause, Sense.Neutral).Finish(Change.Changed, quotes, (now ?? was)?.Clause ?? "written-collection");

    static Comparing Consent(ConsentClauses was, ConsentClauses now) =>
        new Comparing(DifferenceKind.Consent, "consent").List("use", was.Use, now.Use, Sense.Neutral).List("provide", was.Provide, now.Provide, Sense.Neutral);

    static Comparing LookUp(LookUpRule? was, LookUpRule? now) => new Comparing(DifferenceKind.LookUp, "look-up")
        .Word("item", was?.Item, now?.Item, Sense.Either).Word("purpose", was?.Purpose, now?.Purpose, Sense.Either).Word("role", was?.Role, now?.Role, Sense.Either)
        .Rank("months", was?.Months, now?.Months, m => m, m => m.ToString(System.Globalization.CultureInfo.InvariantCulture));

    static Comparing Entrustment(EntrustmentRule was, EntrustmentRule now) => new Comparing(DifferenceKind.Entrustment, "entrustment")
        .List("clauses", was.Clauses, now.Clauses, Sense.Neutral)
        .List("work", Work(was), Work(now), Sense.WidensOrAny)
        .List("transfer-methods", was.TransferMethods, now.TransferMethods, Sense.WidensOrAny)
        .Word("objection", was.ObjectionClause, now.ObjectionClause, was.ObjectionClause is null || now.ObjectionClause is null ? Sense.Narrows : Sense.Neutral);

    static Comparing Transmission(TransmissionRule was, TransmissionRule now) => new Comparing(DifferenceKind.Transmission, "transmission")
        .List("services", [.. was.Services.Select(s => s.Party)], [.. now.Services.Select(s => s.Party)], Sense.Widens).List("clauses", was.Clauses, now.Clauses, Sense.Neutral);

    static Comparing AfterContract(Policy before, Policy after) => new Comparing(DifferenceKind.AfterContract, "post-contract")
        .Rank<PostContract>("mode", before.PostContract.Mode, after.PostContract.Mode, Long, Wire.Name)
        .List("clauses", before.PostContract.Clauses, after.PostContract.Clauses, Sense.Neutral)
        .List("retention", before.Retention.Clauses, after.Retention.Clauses, Sense.Neutral);

    static Comparing Incidents(IncidentRule? was, IncidentRule? now) => new Comparing(DifferenceKind.Incidents, "incidents")
        .List("duties", Duties(was), Duties(now), Sense.Neutral)
        .Word("authority", was is null ? null : Wire.Name(was.Authority), now is null ? null : Wire.Name(now.Authority), Sense.Neutral)
        .Flag("telecom-business", was?.TelecomBusiness ?? false, now?.TelecomBusiness ?? false, Sense.Neutral)
        .Flag("specified-users", was?.SpecifiedUsers ?? false, now?.SpecifiedUsers ?? false, Sense.Neutral);

    static Change Of(object? was, object? now) => was is null && now is not null ? Change.Added : was is not null && now is null ? Change.Removed : Change.Changed;

    static int Long(PostContract mode) => mode switch { PostContract.Silent => 0, PostContract.UntilRetentionDate => 1, _ => 2 };

    static IReadOnlyList<string> Work(EntrustmentRule rule) =>
        [.. rule.Work.Select(w => $"{w.Clause} {w.Japanese}{(w.Collections.Count == 0 ? "" : $" ({string.Join(' ', w.Collections)})")}")];

    static IReadOnlyList<string> Duties(IncidentRule? rule) => rule is null ? [] : [.. rule.Duties.Select(d => $"{d.Clause} {Wire.Name(d.Kind)}")];
}
