using System.Globalization;
using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Grains.Index;

/// <summary>Something that comes due at a moment. Its key is the same however often the state is folded, so that it is noticed once.</summary>
sealed record DueItem(Instant Due, string Key, DueKind Kind, string Party, string? Other, string? Customer, string Subject)
{
    public static IEnumerable<DueItem> Of(CustomerId customer, CustomerState state)
    {
        foreach (var (entry, standing) in Standings.Of(state.Consents))
            if (standing != ConsentStanding.Withdrawn && entry.Until is { } last)
                if (Make(DueKind.ConsentExpired, customer, Number(entry.Given.Micros), last, entry.Recipient ?? entry.Purpose ?? "") is { } item) yield return item;
        foreach (var contract in state.Contracts)
            if (contract.RetainUntil is { } last && Make(DueKind.RetentionReached, customer, contract.Id, last, contract.Id) is { } item) yield return item;
        foreach (var hold in state.Holds)
            if (Make(DueKind.HoldEnded, customer, hold.Law, hold.Until, hold.Law) is { } item) yield return item;
    }

    public static IEnumerable<DueItem> Of(DirectoryState directory)
    {
        foreach (var (party, roles) in directory.Roles)
            foreach (var role in roles)
                if (role.Until is { } last && Make(DueKind.RoleEnded, party, null, $"{party} {role.Role} {Days.Text(role.From)}", last, role.Role) is { } item) yield return item;
        foreach (var entry in directory.Entrustments.Values)
            if (entry.Until is { } last && Make(DueKind.EntrustmentEnded, entry.Operator, entry.Recipient, entry.Id, last, entry.Id) is { } item) yield return item;
        foreach (var (id, log) in directory.Supervisions)
            if (log[^1].Next is { } next && directory.Entrustments.TryGetValue(id, out var watched) && !(watched.Until < next)
                && Make(DueKind.SupervisionDue, watched.Operator, null, $"{id} {Days.Text(next)}", next, id) is { } item) yield return item;
        foreach (var credential in directory.Credentials.Values)
            if (credential is { Revoked: false, Until: { } last } && Make(DueKind.CredentialEnded, credential.Party, null, credential.Id, last, credential.Id) is { } item) yield return item;
    }

    public static IEnumerable<DueItem> Of(SupplyPointNumber point, SupplyPointState state)
    {
        if (Deadlines.LapsesAt(state) is { } due && state.Switch is { } open)
            yield return new(due, $"{Wire.Name(DueKind.SwitchLapsed)} {point.Digits} {Number(open.Number)}", DueKind.SwitchLapsed, open.By, open.Losing, null, point.Digits);
    }

    static DueItem? Make(DueKind kind, CustomerId customer, string which, DateOnly last, string subject) =>
        Days.Over(last) is { } due ? new(due, $"{Wire.Name(kind)} {customer} {which}", kind, customer.Operator, null, customer.ToString(), subject) : null;

    static DueItem? Make(DueKind kind, string party, string? other, string which, DateOnly last, string subject) =>
        Days.Over(last) is { } due ? new(due, $"{Wire.Name(kind)} {which}", kind, party, other, null, subject) : null;

    static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);
}
