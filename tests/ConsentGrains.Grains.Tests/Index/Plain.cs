using System.Text.Json;
using ConsentGrains.Grains.Index;

namespace ConsentGrains.Grains.Tests.Index;

/// <summary>The trivial second index: every list made by looking at every customer.</summary>
sealed class Plain(IReadOnlyDictionary<string, CustomerState> customers)
{
    public static async Task<Plain> OfAsync(LocalGrains grains, IEnumerable<string> numbers)
    {
        var all = new Dictionary<string, CustomerState>(StringComparer.Ordinal);
        foreach (var number in numbers)
            if (await grains.ReadAsync(number) is { Version: > 0, Erased: false } state) all[$"els/{number}"] = state;
        return new(all);
    }

    public static string Text<T>(T row) => JsonSerializer.Serialize(row);

    public List<string> Customers(CustomerFilter f) => [.. customers.Where(c => Matches(c.Key, c.Value, f)).Select(c => c.Key).Order(StringComparer.Ordinal)];

    public List<string> Consents(ConsentFilter f) => [.. customers.OrderBy(c => c.Key, StringComparer.Ordinal)
        .SelectMany(c => Standings(c.Value).Where(g => Matches(g.Entry, g.Standing, f)).Select(g => $"{c.Key} {g.Entry.Given} {Standing(g.Entry, g.Standing, f.Today)}"))];

    /// <summary>Last days of consents not withdrawn, of retention periods and of holds.</summary>
    public List<string> Due() => [.. customers.SelectMany(c => Days(c.Value).Select(d => $"{Instant.StartOf(d.Last.AddDays(1)).Micros:D20} {d.Kind} {c.Key}")).Order(StringComparer.Ordinal)];

    static IEnumerable<(DueKind Kind, DateOnly Last)> Days(CustomerState s) =>
    [
        .. Standings(s).Where(g => g is { Standing: not ConsentStanding.Withdrawn, Entry.Until: not null }).Select(g => (DueKind.ConsentExpired, g.Entry.Until!.Value)),
        .. s.Contracts.Where(k => k.RetainUntil is not null).Select(k => (DueKind.RetentionReached, k.RetainUntil!.Value)),
        .. s.Holds.Select(h => (DueKind.HoldEnded, h.Until)),
    ];

    static bool Matches(string id, CustomerState s, CustomerFilter f) =>
        (f.Operator is null || id.StartsWith(f.Operator + "/", StringComparison.Ordinal))
        && ((f.Policy ?? (object?)f.Kind ?? f.EnrolledSince) is null || s.Enrolments.Any(e =>
            (f.Policy is null || e.Policy == f.Policy) && (f.Kind is null || e.Kind == f.Kind) && (f.EnrolledSince is null || e.Since >= f.EnrolledSince)))
        && (f.State is null || s.Contracts.Any(k => k.State == f.State && (f.Policy is null || k.Policy == f.Policy)))
        && (f.StopOf is null || s.Stops.Any(p => f.StopOf.Length == 0 || p.Act is null || p.Act == f.StopOf))
        && (f.ConsentTo is null || Standings(s).Any(g => g.Entry.Recipient == f.ConsentTo && g.Entry.Valid && g.Standing != ConsentStanding.Withdrawn
            && !(g.Entry.Until < f.Today)));

    static bool Matches(ConsentEntry g, ConsentStanding standing, ConsentFilter f) =>
        (f.Recipient is null || g.Recipient == f.Recipient) && (f.Purpose is null || g.Purpose == f.Purpose)
        && (f.Standing is null || Standing(g, standing, f.Today) == f.Standing)
        && (f.ExpiringBefore is null || (standing != ConsentStanding.Withdrawn && g.Until >= f.Today && g.Until < f.ExpiringBefore));

    static ConsentStanding Standing(ConsentEntry g, ConsentStanding standing, DateOnly today) =>
        standing != ConsentStanding.Withdrawn && g.Until < today ? ConsentStanding.Expired : standing;

    /// <summary>Asked item by item: a consent is withdrawn for a question if a later withdrawal matches every word of it.</summary>
    static IEnumerable<(ConsentEntry Entry, ConsentStanding Standing)> Standings(CustomerState s) => s.Consents
        .Select((entry, at) => (entry, at)).Where(e => !e.entry.IsWithdrawal)
        .Select(e => (e.entry, Left(e.entry, [.. s.Consents.Skip(e.at + 1).Where(w => w.IsWithdrawal)])));

    static ConsentStanding Left(ConsentEntry given, ConsentEntry[] withdrawals)
    {
        string[] purposes = given.Purpose is null ? ["any", .. RandomLife.Purposes] : [given.Purpose];
        string[] recipients = given.Recipient is null ? ["any", .. RandomLife.Parties] : [given.Recipient];
        string[] items = given.Items ?? ["any", .. RandomLife.Items];
        if (withdrawals.Any(w => purposes.All(p => Hits(w.Purpose, p)) && recipients.All(r => Hits(w.Recipient, r)) && items.All(i => w.Items is null || w.Items.Contains(i))))
            return ConsentStanding.Withdrawn;
        return withdrawals.Any(w => purposes.Any(p => Hits(w.Purpose, p)) && recipients.Any(r => Hits(w.Recipient, r)) && items.Any(i => w.Items is null || w.Items.Contains(i)))
            ? ConsentStanding.PartlyWithdrawn : ConsentStanding.Given;
    }

    static bool Hits(string? word, string asked) => word is null || word == asked;
}
