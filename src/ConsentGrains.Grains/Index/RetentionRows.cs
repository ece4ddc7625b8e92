using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Retention;

namespace ConsentGrains.Grains.Index;

/// <summary>From which day nothing keeps a customer any more. It only says where to look: whether he is erased is decided from his acknowledged state.</summary>
static class RetentionRows
{
    /// <summary>Customers whose day was worked out by other periods.</summary>
    public static List<(CustomerId Customer, Guid Stream)> Stale(IndexConnection db, int periods, int limit) => db.Query(
        "SELECT id, stream FROM ix_customer WHERE periods < $1 ORDER BY periods, id LIMIT $2",
        row => (CustomerId.Parse(row.GetString(0))!.Value, new Guid((byte[])row.GetValue(1), bigEndian: true)), periods, limit);

    /// <summary>Customers whose day has come, after one of them.</summary>
    public static List<CustomerId> Due(IndexConnection db, DateOnly today, string after, int limit) => db.Query(
        "SELECT id FROM ix_customer WHERE erase_on <= $1 AND id > $2 ORDER BY id LIMIT $3",
        row => CustomerId.Parse(row.GetString(0))!.Value, Days.Text(today), after, limit);

    public static Listed<CustomerId> Erasable(IndexConnection db, DateOnly day, string? party, string? after, int limit)
    {
        var where = new Conditions();
        where.Add("erase_on <= {0}", Days.Text(day));
        if (party is not null) where.Add("operator = {0}", party);
        if (after is not null) where.Add("id > {0}", after);
        var rows = db.Query($"SELECT id FROM ix_customer {where} ORDER BY id LIMIT {where.Limit(limit)}", row => CustomerId.Parse(row.GetString(0))!.Value, where.Values);
        return IndexQueries.Listed(rows, limit, customer => customer.ToString());
    }

    public static void Write(IndexConnection db, CustomerId customer, CustomerState state, DirectoryState directory) => db.Run(
        "UPDATE ix_customer SET erase_on = $1, periods = $2 WHERE id = $3",
        RetentionRules.PlanOf(state, directory).EraseOn is { } day ? Days.Text(day) : null, directory.Retention.Version, customer.ToString());
}
