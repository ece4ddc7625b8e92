using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Provisions;

namespace ConsentGrains.Grains.Index;

/// <summary>One row: what <see cref="ProvisionNames"/> makes of the names.</summary>
readonly record struct ProvisionRow(Guid Stream, byte[] Key, string Customer, DateOnly Over, int Version);

/// <summary>Which provision records there are: where to look for a customer's, and when they are over. The law keeps them beyond the customer's erasure.</summary>
static class ProvisionRows
{
    public static string[] Tables { get; } = ["ix_provision"];

    public static void Write(IndexConnection db, in ProvisionRow row) =>
        db.Run("INSERT OR REPLACE INTO ix_provision (stream, key, customer, over, version) VALUES ($1, $2, $3, $4, $5)",
            IndexRows.Blob(row.Stream), row.Key, row.Customer, Days.Text(row.Over), row.Version);

    public static void Remove(IndexConnection db, Guid stream) => db.Run("DELETE FROM ix_provision WHERE stream = $1", IndexRows.Blob(stream));

    /// <summary>A customer who was named by his number, because nobody had heard of him then, goes by his stream from now on. Before his own rows are removed.</summary>
    public static void Erase(IndexConnection db, Guid customer)
    {
        foreach (var id in db.Query("SELECT id FROM ix_customer WHERE stream = $1", row => row.GetString(0), IndexRows.Blob(customer)))
            db.Run("UPDATE ix_provision SET customer = $2 WHERE customer = $1", id, CustomerId.Reference(CustomerId.Parse(id)!.Value.Operator, customer).ToString());
    }

    /// <param name="reference">As <see cref="ProvisionNames.ReferenceAsync"/> has it.</param>
    public static List<(Guid Stream, byte[] Key)> Of(IndexConnection db, CustomerId customer, string reference) => db.Query(
        "SELECT stream, key FROM ix_provision WHERE customer IN ($1, $2) ORDER BY stream", Row, customer.ToString(), reference);

    /// <summary>Those that are over on a day, after one.</summary>
    public static List<(Guid Stream, byte[] Key)> Over(IndexConnection db, DateOnly today, Guid after, int limit) => db.Query(
        "SELECT stream, key FROM ix_provision WHERE over <= $1 AND stream > $2 ORDER BY stream LIMIT $3", Row, Days.Text(today), IndexRows.Blob(after), limit);

    static (Guid Stream, byte[] Key) Row(Microsoft.Data.Sqlite.SqliteDataReader row) => (new Guid((byte[])row.GetValue(0), bigEndian: true), (byte[])row.GetValue(1));
}
