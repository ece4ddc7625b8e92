using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Decisions.Gates;

/// <summary>Gate 2: one policy, the one that states the purpose for the context of collection. A gap in one policy is never filled from another.</summary>
static class OnePolicy
{
    public static void Check(ref Case c)
    {
        if (!c.FromOnePolicy)
        {
            FailForeignItems(ref c);
            return;
        }

        c.Policy = c.Family!.Bind(c.Enrolment?.Version, c.Day);
        if (c.Policy is null)
        {
            c.Fail(ReasonCode.PurposeNotStated, subject: c.Question.Purpose);
            return;
        }

        Contractor.Recognise(ref c);
        if (c.Registered is { } registered) CheckRegistered(ref c, registered.Policy);
        else if (c.PurposeRef is { } purpose) CheckStated(ref c, purpose);
    }

    static void FailForeignItems(ref Case c)
    {
        foreach (var id in c.Question.Items)
            if (!ReferenceEquals(c.Directory.Policies.Item(id)!.Family, c.Family))
                c.Fail(ReasonCode.PurposeNotStated, subject: c.Question.Purpose, item: id);
    }

    static void CheckRegistered(ref Case c, string policy)
    {
        var stated = string.Equals(policy, c.Family!.Id, StringComparison.Ordinal) && c.Act != Act.Transmit
            && (c.Act != Act.JointUse || c.Policy!.Current.Schemes.Count == 0) && (c.Items & c.Policy!.EntrustedIn).IsEmpty;
        if (stated) return;
        c.Fail(ReasonCode.PurposeNotStated, subject: c.Question.Purpose);
        c.Registered = null;
    }

    static void CheckStated(ref Case c, PurposeRef purpose)
    {
        var bound = ReferenceEquals(purpose.Family, c.Family) ? c.Policy!.Purpose(purpose) : null;
        if (bound is null || !FitsAct(ref c, bound))
        {
            c.Fail(ReasonCode.PurposeNotStated, subject: c.Question.Purpose);
            return;
        }

        var elsewhere = c.Items - bound.Stated;
        c.FailItems(elsewhere, ReasonCode.PurposeNotStated, bound.Source.Id);
        if (!elsewhere.IsEmpty) return;
        c.Purpose = bound;
        if (bound.Widened) CheckWidened(ref c);
    }

    /// <summary>A purpose added after the version shown reaches the customer only by a consent that names it.</summary>
    static void CheckWidened(ref Case c)
    {
        foreach (var id in c.Question.Items)
            if (Consents.Find(ref c, id, new ConsentNeed(Purpose: true)).Held is false)
                c.Fail(ReasonCode.PurposeNotStated, c.PurposeId, c.Question.Purpose, id);
    }

    static bool FitsAct(ref Case c, BoundPurpose purpose) => c.Act switch
    {
        Act.JointUse => purpose.Scheme is not null || c.Policy!.Current.Schemes.Count == 0,
        Act.Transmit => purpose.Source.Transmission,
        _ => purpose.Scheme is null,
    };
}
