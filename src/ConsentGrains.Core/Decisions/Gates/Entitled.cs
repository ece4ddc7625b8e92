using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Decisions.Gates;

/// <summary>Gate 5: whether this party may do this act at all.</summary>
static class Entitled
{
    public static void Check(ref Case c)
    {
        switch (c.Act)
        {
            case Act.Use: CheckUse(ref c); break;
            case Act.JointUse: JointUser.Check(ref c); break;
            case Act.Provide: CheckProvide(ref c); break;
            case Act.Entrust: Entrustee.Check(ref c); break;
            default: CheckTransmit(ref c); break;
        }

        if (!c.Excepted) CheckWinBack(ref c);
    }

    static void OnlyOperator(ref Case c)
    {
        if (!c.IsOperator) c.Fail(ReasonCode.PartyNotEntitled, subject: c.Question.Party);
    }

    static void CheckUse(ref Case c)
    {
        OnlyOperator(ref c);
        if (c.Excepted) FailEntrustedIn(ref c);
    }

    /// <summary>Data handled as a contractor are not the operator's (EDGE-36): a warrant goes to the one who entrusted them.</summary>
    static void FailEntrustedIn(ref Case c) => c.FailItems(c.Items & c.Policy!.EntrustedIn, ReasonCode.PartyNotEntitled);

    static void CheckProvide(ref Case c)
    {
        OnlyOperator(ref c);
        FailEntrustedIn(ref c);
        if (!c.Excepted && c.Policy!.Current.LookUp is { } lookUp && Asks(ref c, lookUp.Item) && !HasRole(ref c, c.Counterparty!, lookUp.Role))
            c.Fail(ReasonCode.NotAParticipant, subject: c.Counterparty);
    }

    static bool Asks(ref Case c, string item) => c.Family!.FindItem(item) is { } known && c.Items.Has(known.Index);

    static bool HasRole(ref Case c, string party, string role)
    {
        if (!c.Directory.Roles.TryGetValue(party, out var entries)) return false;
        foreach (var entry in entries)
            if (entry.InForce(c.Day) && string.Equals(entry.Role, role, StringComparison.Ordinal)) return true;
        return false;
    }

    static void CheckTransmit(ref Case c)
    {
        OnlyOperator(ref c);
        var rule = c.Policy!.Current.Transmission;
        if (rule.Services.Count == 0) c.Fail(ReasonCode.TransmissionNotStated, rule.Clauses.Count > 0 ? rule.Clauses[0] : null);
        else if (Service(ref c, rule) is null) c.Fail(ReasonCode.RecipientNotNamed, subject: c.Counterparty);
        if (c.Site is { UnderArticle27_12: true, NoticeComplete: false } site && !Told(ref c, site)) c.Fail(ReasonCode.NoticeIncomplete, subject: site.Id);
    }

    /// <summary>The site's notice says of this very transmission what 27条の12 asks for.</summary>
    static bool Told(ref Case c, Site site) => site.Service(c.Counterparty) is { } service && c.IsPurpose(service.Purpose);

    /// <summary>The service the policy names that the question goes to; null where it is none of them.</summary>
    public static TransmissionService? Service(ref Case c, TransmissionRule rule)
    {
        foreach (var service in rule.Services)
            if (string.Equals(service.Party, c.Counterparty, StringComparison.Ordinal)) return service;
        return null;
    }

    /// <summary>取戻し営業: while a switch away from the retailer is open, nothing that sells may be done with the customer's data.</summary>
    static void CheckWinBack(ref Case c)
    {
        if (c.Customer.OpenSwitchesAway(c.AsOf) == 0 || c.Question.Form != Form.Individual) return;
        var barred = c.Purpose?.Source.WinBack ?? (c.Registered is { Marketing: true } && IsElectricity(c.Policy!.Current));
        if (barred) c.Fail(ReasonCode.NotNeeded, c.PurposeId);
    }

    static bool IsElectricity(Policy policy)
    {
        foreach (var purpose in policy.Purposes)
            if (purpose.WinBack) return true;
        return false;
    }
}
