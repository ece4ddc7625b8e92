using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Customers;

static class EnrolmentRules
{
    public static CustomerEvent Enrolled(CustomerCommand.Enrol enrol, CustomerId customer, Checked check, DateOnly today)
    {
        var family = check.Policy(enrol.Policy, customer.Operator);
        var version = family is null ? null : Version(enrol, family, check, today);
        var purposes = enrol.Purposes ?? [];
        check.Purposes("purposes", purposes);
        if (family is not null)
            foreach (var purpose in purposes)
                check.That(IsOf(family, purpose, check), RefusalCode.PurposeNotOfPolicy, "purposes", purpose);
        return new CustomerEvent.Enrolled(
            enrol.Policy, version ?? "", enrol.Kind, enrol.Provenance, check.Named(purposes) ?? [], enrol.MinorUntil, enrol.Ward);
    }

    /// <summary>The version shown, which has begun; by default the one in force.</summary>
    static string? Version(CustomerCommand.Enrol enrol, PolicyFamily family, Checked check, DateOnly today)
    {
        var policy = enrol.Version is { } named ? family.Version(named) : family.InForce(today);
        if (enrol.Version is not null && !check.That(policy is not null, RefusalCode.VersionUnknown, "version", enrol.Version)) return null;
        check.That(policy is not null && !(policy.From > today), RefusalCode.VersionNotInForce, "version", policy?.Version ?? enrol.Policy);
        return policy?.Version;
    }

    static bool IsOf(PolicyFamily family, string purpose, Checked check) =>
        check.Directory.Policies.Purpose(purpose) is { } stated ? stated.Family.Id == family.Id
        : !check.Directory.Purposes.TryGetValue(purpose, out var registered) || registered.Policy == family.Id;
}
