using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Retention;

namespace ConsentGrains.Grains.Index;

/// <summary>Writes what a folded state comes to: all rows of a customer, or of the directory, are made anew.</summary>
static class IndexRows
{
    static readonly string[] OfCustomer = ["ix_enrolment", "ix_contract", "ix_stop", "ix_consent", "ix_due"];
    static readonly string[] All = [.. OfCustomer, "ix_customer", "ix_moving", .. PointRows.Tables, SubscriptionRows.Table, .. RequestRows.Tables, .. IncidentRows.Tables, .. ProvisionRows.Tables, .. LookRows.Tables, "ix_cursor"];

    public static void Clear(IndexConnection db)
    {
        foreach (var table in All) db.Run($"DELETE FROM {table}");
    }

    /// <summary>The version a stream's rows were made from; 0 where it has none.</summary>
    public static int VersionOf(IndexConnection db, Guid stream) =>
        db.Query("SELECT version FROM ix_customer WHERE stream = $1", row => row.GetInt32(0), Blob(stream)) is [var version] ? version : 0;

    /// <param name="directory">Whose periods say when he is to be erased.</param>
    public static void Write(IndexConnection db, CustomerId customer, Guid stream, CustomerState state, DirectoryState directory)
    {
        var id = customer.ToString();
        RemoveRows(db, id);
        var eraseOn = RetentionRules.PlanOf(state, directory).EraseOn;
        db.Run("INSERT OR REPLACE INTO ix_customer (id, stream, operator, version, recorded_us, erase_on, periods) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            id, Blob(stream), customer.Operator, state.Version, state.Recorded.Micros, eraseOn is { } day ? Days.Text(day) : null, directory.Retention.Version);
        foreach (var e in state.Enrolments)
            db.Run("INSERT INTO ix_enrolment (customer, policy, version, kind, since_us) VALUES ($1, $2, $3, $4, $5)",
                id, e.Policy, e.Version, Wire.Name(e.Kind), e.Since.Micros);
        for (var i = 0; i < state.Contracts.Length; i++)
            db.Run("INSERT INTO ix_contract (customer, n, policy, state) VALUES ($1, $2, $3, $4)", id, i, state.Contracts[i].Policy, Wire.Name(state.Contracts[i].State));
        for (var i = 0; i < state.Stops.Length; i++) Write(db, id, i, state.Stops[i]);
        foreach (var (entry, standing) in Standings.Of(state.Consents)) Write(db, id, entry, standing);
        foreach (var due in DueItem.Of(customer, state)) Write(db, due, stream);
    }

    public static void Write(IndexConnection db, DirectoryState directory)
    {
        db.Run("DELETE FROM ix_due WHERE customer IS NULL AND stream IS NULL");
        foreach (var due in DueItem.Of(directory)) Write(db, due, null);
    }

    /// <summary>A contract that moves its customer in: looked after until that has happened.</summary>
    public static void Write(IndexConnection db, in MovingCustomer moving) => db.Run(
        "INSERT OR REPLACE INTO ix_moving (stream, version, customer) VALUES ($1, $2, $3)", Blob(moving.Stream), moving.Version, moving.Customer.ToString());

    /// <summary>Everything of an erased customer, whose name nobody knows any more.</summary>
    public static void Remove(IndexConnection db, Guid stream)
    {
        db.Run("DELETE FROM ix_moving WHERE stream = $1", Blob(stream));
        LookRows.Erase(db, stream);
        foreach (var id in db.Query("SELECT id FROM ix_customer WHERE stream = $1", row => row.GetString(0), Blob(stream)))
        {
            RemoveRows(db, id);
            db.Run("DELETE FROM ix_customer WHERE id = $1", id);
        }
    }

    public static byte[] Blob(Guid id) => id.ToByteArray(bigEndian: true);

    static void RemoveRows(IndexConnection db, string customer)
    {
        foreach (var table in OfCustomer) db.Run($"DELETE FROM {table} WHERE customer = $1", customer);
    }

    static void Write(IndexConnection db, string customer, int n, StopScope stop) =>
        db.Run("INSERT INTO ix_stop (customer, n, policy, act, purpose, channel, recipient) VALUES ($1, $2, $3, $4, $5, $6, $7)",
            customer, n, stop.Policy, stop.Act, stop.Purpose, stop.Channel, stop.Recipient);

    static void Write(IndexConnection db, string customer, in ConsentEntry entry, ConsentStanding standing) =>
        db.Run("""
            INSERT OR REPLACE INTO ix_consent (customer, given_us, purpose, recipient, items, secrecy, valid, country, until, state)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """,
            customer, entry.Given.Micros, entry.Purpose, entry.Recipient, entry.Items is null ? null : string.Join(' ', entry.Items), entry.Secrecy,
            entry.Valid, entry.Country, entry.Until is { } until ? Days.Text(until) : null, Wire.Name(standing));

    public static void Write(IndexConnection db, DueItem due, Guid? stream) =>
        db.Run("""
            INSERT OR REPLACE INTO ix_due (due_us, key, kind, party, other, customer, stream, subject, logged)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 0)
            """,
            due.Due.Micros, due.Key, Wire.Name(due.Kind), due.Party, due.Other, due.Customer, stream is { } id ? Blob(id) : null, due.Subject);
}
