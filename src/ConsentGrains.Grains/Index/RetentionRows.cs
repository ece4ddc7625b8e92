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

    public static void Write(IndexConnection db, CustomerId customer, CustomerState state, DirectoryState directory) => db.Run(
        "UPDATE ix_customer SET erase_on = $1, periods = $2 WHERE id = $3",
        RetentionRules.PlanOf(state, directory).EraseOn is { } day ? Days.Text(day) : null, directory.Retention.Version, customer.ToString());
}
