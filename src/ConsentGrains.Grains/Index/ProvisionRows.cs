using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Provisions;

namespace ConsentGrains.Grains.Index;

/// <summary>Which provision records there are: where to look for a customer's, and when they are over. The law keeps them beyond the customer's erasure.</summary>
static class ProvisionRows
{
    public static string[] Tables { get; } = ["ix_provision"];

    public static void Write(IndexConnection db, ProvisionKey key, Guid stream, ProvisionState state)
    {
        if (state.OverFrom is not { } over) Remove(db, stream);
        else db.Run("INSERT OR REPLACE INTO ix_provision (key, stream, customer, over, version) VALUES ($1, $2, $3, $4, $5)",
            key.ToString(), IndexRows.Blob(stream), key.Customer.ToString(), Days.Text(over), state.Version);
    }

    public static void Remove(IndexConnection db, Guid stream) => db.Run("DELETE FROM ix_provision WHERE stream = $1", IndexRows.Blob(stream));

    public static List<ProvisionKey> Of(IndexConnection db, CustomerId customer) =>
        db.Query("SELECT key FROM ix_provision WHERE customer = $1 ORDER BY key", row => ProvisionKey.Parse(row.GetString(0))!, customer.ToString());

    /// <summary>Those that are over on a day, after one.</summary>
    public static List<ProvisionKey> Over(IndexConnection db, DateOnly today, string after, int limit) => db.Query(
        "SELECT key FROM ix_provision WHERE over <= $1 AND key > $2 ORDER BY key LIMIT $3", row => ProvisionKey.Parse(row.GetString(0))!, Days.Text(today), after, limit);
}
