using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Decisions;

/// <summary>Turns a case that has been through the gates into its answer.</summary>
static class Verdict
{
    public static Answer Of(ref Case c, in DecisionInput input) => c.Failed ? Deny(ref c, input) : Permit(ref c, input);

    static Answer Permit(ref Case c, in DecisionInput input)
    {
        var basis = BasisOf(ref c);
        var responsible = ResponsibleForAll(ref c);
        return new Answer
        {
            Permitted = true,
            Basis = basis,
            Clauses = Citations.Clauses(ref c, basis),
            Policy = c.Policy!.Name,
            PolicyShown = c.Policy.ShownName,
            Law = Citations.Law(ref c, basis),
            Obligations = ObligationsOf(ref c),
            Items = c.Question.Items,
            UsageFrom = c.UsageFrom,
            ResponsibleForAll = responsible,
            ResponsibleByItem = responsible is null ? PointResponsible.ByItem(ref c) : null,
            AsOf = c.AsOf,
            CustomerVersion = input.Customer?.Version ?? 0,
            DirectoryVersion = c.Directory.Version,
            PointVersion = input.Point?.Version ?? 0,
        };
    }

    static Answer Deny(ref Case c, in DecisionInput input)
    {
        var reasons = c.Reasons();
        return new Answer
        {
            Permitted = false,
            Clauses = Citations.ClausesOfDeny(ref c, reasons),
            Policy = c.Policy?.Name,
            PolicyShown = c.Policy?.ShownName,
            Law = Citations.LawOfDeny(ref c, reasons[0].Code),
            Items = c.Question.Items,
            Reasons = reasons,
            AsOf = c.AsOf,
            CustomerVersion = input.Customer?.Version ?? 0,
            DirectoryVersion = c.Directory.Version,
            PointVersion = input.Point?.Version ?? 0,
        };
    }

    /// <summary>`entrust` is always entrustment and `joint-use` always joint use; a secrecy or foreign consent changes no basis.</summary>
    static Basis BasisOf(ref Case c) => c.Act switch
    {
        Act.Entrust => Basis.Entrustment,
        Act.JointUse => Basis.JointUse,
        _ when c.Excepted => c.Circumstance!.Compels ? Basis.CompulsoryLaw
            : c.Circumstance.Id == Circumstances.NamedPartner ? Basis.Consent : Basis.Exception,
        _ => c.OnConsent ? Basis.Consent : Basis.StatedPurpose,
    };

    static Obligations ObligationsOf(ref Case c)
    {
        var owed = Obligations.LogUse;
        if (c.Question.Form == Form.Statistical) owed |= Obligations.StatisticsOnly;
        if (c.Act == Act.Provide) owed |= Obligations.MinimumNecessary | (c.ByLaw ? Obligations.None : Obligations.RecordProvision);
        if (c.Act == Act.Entrust) owed |= Obligations.SuperviseEntrustee;
        if (c.Act == Act.JointUse && !(c.Items & c.Policy!.Masked).IsEmpty) owed |= Obligations.MaskIdentifiers;
        if (c.NeededAs == PointNeeds.IncomingRetailer && c.Purpose!.Source.CompareOnly) owed |= Obligations.CompareOnly;
        if (c.UsageFrom is not null) owed |= Obligations.LimitPeriod;
        if (c.Excepted && c.Circumstance!.Id == Circumstances.RightsDefence) owed |= Obligations.HumanReview;
        if (c.Excepted && c.Exception?.NoticeClause is { } notice && Array.IndexOf(c.Customer.Notices, notice) < 0) owed |= Obligations.NotifyCustomer;
        return owed;
    }

    /// <summary>Null where it is found item by item.</summary>
    static string? ResponsibleForAll(ref Case c)
    {
        if (c.NeededAs != PointNeeds.None) return PointResponsible.ForAll(ref c);
        if (c.Act == Act.JointUse && c.Purpose?.Scheme is { } scheme)
            foreach (var rule in scheme.Responsible)
                if (rule.Party is { } party && rule.Items.Count == 0) return party;
        return c.Family!.Operator;
    }
}
