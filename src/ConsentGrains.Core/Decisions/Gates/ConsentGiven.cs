using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Decisions.Gates;

/// <summary>Gate 10: consent, where it is needed, and consent to a country abroad (APPI 28).</summary>
static class ConsentGiven
{
    public static void Check(ref Case c)
    {
        if (MayNeed(ref c))
            foreach (var id in c.Question.Items)
                CheckItem(ref c, id);
        if (!c.ByLaw) CheckAbroad(ref c);
    }

    /// <summary>False where no item can need one: the plain case of a stated purpose.</summary>
    static bool MayNeed(ref Case c) =>
        c.Excepted ? c.Circumstance!.Id == Circumstances.NamedPartner
        : c.Act != Act.JointUse
        && (c.Act == Act.Provide || c.Registered is not null || (c.Act == Act.Transmit && c.Question.Customer is not null)
            || c.Purpose is { Widened: true } or { WidenedItems.IsEmpty: false } || c.Enrolment is { Provenance: Provenance.Written });

    static void CheckItem(ref Case c, string id)
    {
        var item = c.Directory.Policies.Item(id)!;
        if (LookUps.Needs(ref c, id))
        {
            CheckLookUp(ref c, id);
            return;
        }

        var need = NeedFor(ref c, item);
        if (need is not { } needed) return;
        c.OnConsent = true;
        var found = Consents.Find(ref c, id, needed);
        if (!found.Held) c.Fail(found.Why ?? ReasonCode.ConsentMissing, null, null, id);
    }

    /// <summary>A plain consent never replaces a look-up password, and without a point there is none.</summary>
    static void CheckLookUp(ref Case c, string id)
    {
        var rule = c.Policy!.Current.LookUp!;
        c.OnConsent = true;
        var found = LookUps.Find(ref c, id);
        if (found.Held) c.UsageFrom = LookUps.From(ref c, rule);
        else c.Fail(found.Why ?? ReasonCode.ConsentMissing, rule.Purpose, null, id);
    }

    /// <summary>Null where the item needs none.</summary>
    static ConsentNeed? NeedFor(ref Case c, ItemRef item)
    {
        var unstated = c.Registered is not null || IsWidened(ref c, item) || OutsideSnapshot(ref c, item);
        var recipient = c.Act == Act.Provide || (c.Act == Act.Transmit && c.Question.Customer is not null);
        return unstated || recipient ? new ConsentNeed(Purpose: unstated && c.PurposeId is not null, Recipient: recipient) : null;
    }

    static bool IsWidened(ref Case c, ItemRef item) => c.Purpose is { } purpose && (purpose.Widened || purpose.WidenedItems.Has(item.Index));

    /// <summary>Taken directly in writing, for a purpose that was not among those agreed to at that moment (ENS-3-LIM3).</summary>
    static bool OutsideSnapshot(ref Case c, ItemRef item)
    {
        if (c.Enrolment is not { Provenance: Provenance.Written } enrolment || !c.Policy!.Written.Has(item.Index)) return false;
        c.OnWrittenRule = true;
        foreach (var purpose in enrolment.Purposes)
            if (c.IsPurpose(purpose)) return false;
        return true;
    }

    static void CheckAbroad(ref Case c)
    {
        if (c.Country is not { } country || string.Equals(country, "JP", StringComparison.Ordinal)) return;
        foreach (var id in c.Question.Items)
        {
            var found = Consents.Find(ref c, id, new ConsentNeed(Recipient: true, Country: country));
            if (found.Held) c.OnForeignConsent = true;
            else c.Fail(found.Why ?? ReasonCode.ForeignConsentMissing, null, country, id);
        }
    }
}
