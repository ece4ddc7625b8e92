using ConsentGrains.Core.Customers;

namespace ConsentGrains.Core.Decisions.Gates;

/// <summary>Gate 4: a stop (利用停止・提供停止), an opt-out of joint use, or an objection to entrustment that is in force.</summary>
static class Stopped
{
    public static void Check(ref Case c)
    {
        if (c.ByLaw) return;
        foreach (var stop in c.Customer.Stops)
            if (Covers(ref c, stop))
            {
                c.Fail(ReasonCode.Stopped, stop.Purpose, stop.Channel);
                break;
            }

        if (c.Act == Act.Entrust && c.Customer.ObjectsToEntrustment && c.Policy!.Current.Entrustment.ObjectionClause is { } clause)
            c.Fail(ReasonCode.Objected, clause);
    }

    static bool Covers(ref Case c, StopScope stop) =>
        (stop.Policy is not { } policy || string.Equals(policy, c.Family!.Id, StringComparison.Ordinal))
        && (stop.Channel is not { } channel || c.Question.Channel is not { } asked || string.Equals(channel, asked, StringComparison.Ordinal))
        && (stop.Recipient is not { } recipient || string.Equals(recipient, c.Counterparty, StringComparison.Ordinal))
        && CoversAct(ref c, stop);

    /// <summary>A stop without an act is a stop of every act and also one of `use`, which reaches entrustment for the purpose
    /// and joint use for a purpose that serves it.</summary>
    static bool CoversAct(ref Case c, StopScope stop)
    {
        var stopsUse = stop.Act is null or "use";
        var sameAct = stop.Act is not { } name || string.Equals(name, c.Act.Name(), StringComparison.Ordinal);
        return c.Act switch
        {
            Act.JointUse => (sameAct || stopsUse) && CoversJointPurpose(ref c, stop),
            Act.Entrust => (sameAct || stopsUse) && CoversPurpose(ref c, stop),
            _ => sameAct && CoversPurpose(ref c, stop),
        };
    }

    static bool CoversPurpose(ref Case c, StopScope stop) => stop.Purpose is not { } purpose || c.IsPurpose(purpose);

    static bool CoversJointPurpose(ref Case c, StopScope stop)
    {
        if (CoversPurpose(ref c, stop)) return true;
        foreach (var served in c.Purpose?.Source.Serves ?? [])
            if (c.Directory.Policies.Purpose(served) is { } purpose && ReferenceEquals(purpose, c.Directory.Policies.Purpose(stop.Purpose!))) return true;
        return false;
    }
}
