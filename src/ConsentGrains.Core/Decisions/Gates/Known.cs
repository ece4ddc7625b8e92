using System.Collections.Immutable;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Decisions.Gates;

/// <summary>Gate 1: whatever the registry does not know is a deny that names it.</summary>
static class Known
{
    public static void Check(ref Case c, in DecisionInput input)
    {
        ResolveAct(ref c);
        ResolveParties(ref c);
        ResolvePurpose(ref c);
        ResolveItems(ref c);
        ResolveCircumstance(ref c);
        if (c.Question.At is { } at && at > input.Now) c.Fail(ReasonCode.AtInFuture, subject: at.ToString());
        c.Resolved = !c.Failed;
        // INVARIANT (unknown-as-empty): a point that is not registered is one in which nobody has any part, so that no other reason tells which it is.
        if (c.Question.SupplyPoint is not null && c.Point is null) c.Fail(ReasonCode.SupplyPointUnknown);
        ResolveCustomer(ref c, input);
        ResolveSite(ref c);
    }

    static void ResolveAct(ref Case c)
    {
        if (Acts.Find(c.Question.Act) is { } act) c.Act = act;
        else c.Fail(ReasonCode.ActUnknown, subject: c.Question.Act);
    }

    static void ResolveParties(ref Case c)
    {
        var question = c.Question;
        if (!c.Directory.Parties.TryGetValue(question.Party, out var party)) c.Fail(ReasonCode.PartyUnknown, subject: question.Party);
        PartyEntry? to = null;
        if (question.Recipient is { } recipient)
        {
            if (!c.Directory.Parties.TryGetValue(recipient, out to)) c.Fail(ReasonCode.PartyUnknown, subject: recipient);
        }
        else if (c.Act is Act.Provide or Act.Entrust)
        {
            c.Fail(ReasonCode.PartyUnknown, subject: "recipient");
        }

        c.Counterparty = c.Act == Act.JointUse ? question.Party : question.Recipient;
        c.Country = (c.Act == Act.JointUse ? party : to)?.Country;
    }

    static void ResolvePurpose(ref Case c)
    {
        if (c.Question.Purpose is not { } name)
        {
            if (c.Act != Act.Provide || c.Question.Circumstance is null) c.Fail(ReasonCode.PurposeUnknown, subject: "purpose");
            return;
        }

        c.PurposeRef = c.Directory.Policies.Purpose(name);
        if (c.PurposeRef is not null) return;
        c.Registered = c.Directory.Purposes.GetValueOrDefault(name);
        if (c.Registered is null) c.Fail(ReasonCode.PurposeUnknown, subject: name);
    }

    static void ResolveItems(ref Case c)
    {
        c.FromOnePolicy = true;
        if (c.Question.Items.Count == 0) c.Fail(ReasonCode.ItemUnknown, subject: "items");
        for (var i = 0; i < c.Question.Items.Count; i++)
        {
            var id = c.Question.Items[i];
            if (c.Directory.Policies.Item(id) is not { } item)
            {
                c.Fail(ReasonCode.ItemUnknown, item: id);
                continue;
            }

            c.Family ??= item.Family;
            c.FromOnePolicy &= ReferenceEquals(c.Family, item.Family);
            c.Items = c.Items.With(item.Index);
            if (i < ItemPlaces.Length) c.Places[i] = (byte)item.Index;
        }
    }

    static void ResolveCircumstance(ref Case c)
    {
        if (c.Question.Circumstance is not { } name) return;
        c.Circumstance = Circumstances.Find(name);
        if (c.Circumstance is null) c.Fail(ReasonCode.CircumstanceUnknown, subject: name);
    }

    static void ResolveSite(ref Case c)
    {
        if (c.Question.Site is not { } id) return;
        if (c.Directory.Sites.TryGetValue(id, out var site) && (c.Family is null || string.Equals(site.Policy, c.Family.Id, StringComparison.Ordinal)))
            c.Site = site;
        else
            c.Fail(ReasonCode.SiteUnknown, subject: id);
    }

    static void ResolveCustomer(ref Case c, in DecisionInput input)
    {
        if (c.Question.Customer is null)
        {
            if (c.Act != Act.Transmit) c.Fail(ReasonCode.CustomerUnknown);
        }
        else if (input.ErasedSince || c.Customer.Erased)
        {
            c.Fail(ReasonCode.CustomerErased);
        }
        else if (!c.Customer.IsKnown)
        {
            c.Fail(ReasonCode.CustomerUnknown);
        }
        else if (c.Family is not null)
        {
            Enrol(ref c);
        }
    }

    static void Enrol(ref Case c)
    {
        foreach (var enrolment in c.Customer.Enrolments)
            if (string.Equals(enrolment.Policy, c.Family!.Id, StringComparison.Ordinal))
            {
                c.Enrolment = enrolment;
                break;
            }

        if (c.FromOnePolicy)
        {
            if (c.Enrolment is null) c.Fail(ReasonCode.NotEnrolled, subject: c.Family!.Id);
            return;
        }

        foreach (var id in c.Question.Items)
            if (c.Directory.Policies.Item(id) is { } item && !Array.Exists(c.Customer.Enrolments, e => e.Policy == item.Family.Id))
                c.Fail(ReasonCode.NotEnrolled, subject: item.Family.Id);
    }
}
