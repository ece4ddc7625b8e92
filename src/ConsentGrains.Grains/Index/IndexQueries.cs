using System.Globalization;
using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using Microsoft.Data.Sqlite;

namespace ConsentGrains.Grains.Index;

/// <summary>Reads of the index. Every list is ordered by a key that stays with its row while the row does, and goes on after a key: rows that come,
/// change or go meanwhile never make it skip another.</summary>
sealed class IndexQueries(IndexFile index, DueLog due)
{
    public Listed<ListedCustomer> Customers(CustomerFilter filter, string? after, int limit)
    {
        var where = Where(filter);
        if (after is not null) where.Add("c.id > {0}", after);
        return index.Read(db => Customers(db, where, limit));
    }

    public int CountCustomers(CustomerFilter filter)
    {
        var where = Where(filter);
        return index.Read(db => db.Query($"SELECT count(*) FROM ix_customer c {where}", row => row.GetInt32(0), where.Values))[0];
    }

    static Conditions Where(CustomerFilter filter)
    {
        var where = new Conditions();
        if (filter.Operator is { } party) where.Add("c.operator = {0}", party);
        if (filter.Policy is not null || filter.Kind is not null || filter.EnrolledSince is not null) where.Add(Enrolment(filter));
        if (filter.State is { } state) where.Add(filter.Policy is { } policy
            ? where.Text("EXISTS (SELECT 1 FROM ix_contract k WHERE k.customer = c.id AND k.state = {0} AND k.policy = {1})", Wire.Name(state), policy)
            : where.Text("EXISTS (SELECT 1 FROM ix_contract k WHERE k.customer = c.id AND k.state = {0})", Wire.Name(state)));
        if (filter.StopOf is { } act) where.Add(act.Length == 0
            ? "EXISTS (SELECT 1 FROM ix_stop s WHERE s.customer = c.id)"
            : where.Text("EXISTS (SELECT 1 FROM ix_stop s WHERE s.customer = c.id AND (s.act IS NULL OR s.act = {0}))", act));
        if (filter.ConsentTo is { } recipient) where.Add("""
            EXISTS (SELECT 1 FROM ix_consent g WHERE g.customer = c.id AND g.recipient = {0} AND g.valid = 1 AND g.state <> 'withdrawn'
                AND (g.until IS NULL OR g.until >= {1}))
            """, recipient, Days.Text(filter.Today));
        return where;

        string Enrolment(CustomerFilter f)
        {
            var text = "EXISTS (SELECT 1 FROM ix_enrolment e WHERE e.customer = c.id";
            if (f.Policy is { } p) text += where.Text(" AND e.policy = {0}", p);
            if (f.Kind is { } kind) text += where.Text(" AND e.kind = {0}", Wire.Name(kind));
            if (f.EnrolledSince is { } since) text += where.Text(" AND e.since_us >= {0}", since.Micros);
            return text + ")";
        }
    }

    public Listed<ListedConsent> Consents(ConsentFilter filter, string? after, int limit)
    {
        var where = new Conditions();
        var today = Days.Text(filter.Today);
        if (after is not null)
        {
            var (customer, given) = Cursor(after);
            where.Add("(g.customer, g.given_us) > ({0}, {1})", customer, given);
        }

        if (filter.Operator is { } party) where.Add("c.operator = {0}", party);
        if (filter.Recipient is { } recipient) where.Add("g.recipient = {0}", recipient);
        if (filter.Purpose is { } purpose) where.Add("g.purpose = {0}", purpose);
        if (filter.Standing is { } standing) Stands(where, standing, today);
        if (filter.ExpiringBefore is { } day) where.Add("g.state <> 'withdrawn' AND g.until >= {0} AND g.until < {1}", today, Days.Text(day));
        if (filter.Outsider) Outside(where, filter.Recipient, today);
        var sql = "SELECT g.customer, g.given_us, g.purpose, g.recipient, g.items, g.secrecy, g.valid, g.country, g.until, g.state "
            + $"FROM ix_consent g JOIN ix_customer c ON c.id = g.customer {where} ORDER BY g.customer, g.given_us LIMIT {where.Limit(limit)}";
        var found = index.Read(db => db.Query(sql, row => Consent(row, today), where.Values));
        return Listed(found, limit, g => $"{g.Given.Micros.ToString(CultureInfo.InvariantCulture)} {g.Customer}");
    }

    public Listed<ListedDue> Due(DueFilter filter, string? after, int limit) => DueLists.Read(index, due, filter, after, limit);

    public IReadOnlyList<string> CustomersOf(string @operator, string? after, int limit) => index.Read(db => db.Query(
        "SELECT id FROM ix_customer WHERE operator = $1 AND id > $2 ORDER BY id LIMIT $3", row => row.GetString(0), @operator, after ?? "", limit));

    internal static Listed<T> Listed<T>(List<T> found, int limit, Func<T, string> cursor)
    {
        if (found.Count <= limit) return new(found, null);
        found.RemoveRange(limit, found.Count - limit);
        return new(found, cursor(found[^1]));
    }

    /// <summary>`number key`.</summary>
    internal static (string Key, long Number) Cursor(string after) =>
        after.IndexOf(' ', StringComparison.Ordinal) is > 0 and var at && long.TryParse(after.AsSpan(0, at), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? (after[(at + 1)..], number) : throw new FormatException("not a cursor of this list");

    static void Stands(Conditions where, ConsentStanding standing, string today)
    {
        if (standing == ConsentStanding.Expired) where.Add("g.state <> 'withdrawn' AND g.until < {0}", today);
        else if (standing == ConsentStanding.Withdrawn) where.Add("g.state = 'withdrawn'");
        else where.Add("g.state = {0} AND (g.until IS NULL OR g.until >= {1})", Wire.Name(standing), today);
    }

    /// <summary>What a recipient is shown tells it nothing that the answer to its own question would keep back.</summary>
    static void Outside(Conditions where, string? recipient, string today) => where.Add("""
        g.state = 'given' AND g.valid = 1 AND (g.until IS NULL OR g.until >= {0})
            AND NOT EXISTS (SELECT 1 FROM ix_stop s WHERE s.customer = g.customer AND (s.recipient IS NULL OR s.recipient = {1}))
            AND EXISTS (SELECT 1 FROM ix_contract k WHERE k.customer = g.customer AND k.state IN ('active', 'suspended'))
        """, today, recipient);

    static Listed<ListedCustomer> Customers(IndexConnection db, Conditions where, int limit)
    {
        var sql = $"SELECT c.id, c.version, c.recorded_us FROM ix_customer c {where} ORDER BY c.id LIMIT {where.Limit(limit)}";
        var ids = db.Query(sql, row => (Id: row.GetString(0), Version: row.GetInt32(1), Micros: row.GetInt64(2)), where.Values);
        var page = Listed(ids, limit, c => c.Id);
        return new([.. page.Results.Select(c => Customer(db, c.Id, c.Version, c.Micros))], page.Next);
    }

    static ListedCustomer Customer(IndexConnection db, string id, int version, long micros) => new(
        CustomerId.Parse(id)!.Value, version, new(micros),
        db.Query("SELECT policy, version, kind, since_us FROM ix_enrolment WHERE customer = $1 ORDER BY policy",
            row => new ListedEnrolment(row.GetString(0), row.GetString(1), Wire.Find<CustomerKind>(row.GetString(2))!.Value, new(row.GetInt64(3))), id),
        db.Query("SELECT policy, state FROM ix_contract WHERE customer = $1 ORDER BY n",
            row => new ListedContract(row.GetString(0), Wire.Find<ContractState>(row.GetString(1))!.Value), id),
        db.Query("SELECT policy, act, purpose, channel, recipient FROM ix_stop WHERE customer = $1 ORDER BY n",
            row => new StopScope(row.TextOrNull(0), row.TextOrNull(1), row.TextOrNull(2), row.TextOrNull(3), row.TextOrNull(4)), id));

    static ListedConsent Consent(SqliteDataReader row, string today)
    {
        var until = row.TextOrNull(8);
        var standing = Wire.Find<ConsentStanding>(row.GetString(9))!.Value;
        if (standing != ConsentStanding.Withdrawn && until is not null && string.CompareOrdinal(until, today) < 0) standing = ConsentStanding.Expired;
        return new(CustomerId.Parse(row.GetString(0))!.Value, new(row.GetInt64(1)), row.TextOrNull(2), row.TextOrNull(3), row.TextOrNull(4)?.Split(' '),
            row.GetBoolean(5), row.GetBoolean(6), row.TextOrNull(7), until is null ? null : Days.Parse(until), standing);
    }
}
