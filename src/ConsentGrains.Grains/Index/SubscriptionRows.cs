using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Subscriptions;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Index;

/// <summary>Which subscriptions there are and whose. Everything else of one is asked of its grain.</summary>
static class SubscriptionRows
{
    public const string Table = "ix_subscription";

    public static void Write(IndexConnection db, StoredEvent e)
    {
        if (e.Type == EventTypes.SubscriptionEnded) db.Run("UPDATE ix_subscription SET ended = 1 WHERE stream = $1", IndexRows.Blob(e.Stream));
        if (e.Type != EventTypes.SubscriptionCreated) return;
        var stored = SubscriptionEventCodec.Decode(e.Type, e.Clear, e.Secret);
        var made = (SubscriptionEvent.Created)stored.Event;
        db.Run("INSERT OR REPLACE INTO ix_subscription (id, stream, party, kind, ended) VALUES ($1, $2, $3, $4, 0)", stored.Id, IndexRows.Blob(e.Stream), made.Party, Wire.Name(made.Kind));
    }

    public static Listed<ListedSubscription> Read(IndexFile index, SubscriptionListFilter filter, string? after, int limit)
    {
        var where = new Conditions();
        if (after is not null) where.Add("id > {0}", after);
        if (filter.Party is { } party) where.Add("party = {0}", party);
        if (filter.Kind is { } kind) where.Add("kind = {0}", Wire.Name(kind));
        if (filter.Ended is { } ended) where.Add("ended = {0}", ended);
        var sql = $"SELECT id, party, kind, ended FROM ix_subscription {where} ORDER BY id LIMIT {where.Limit(limit)}";
        var found = index.Read(db => db.Query(
            sql, row => new ListedSubscription(row.GetString(0), row.GetString(1), Wire.Find<SubscriptionKind>(row.GetString(2))!.Value, row.GetBoolean(3)), where.Values));
        return IndexQueries.Listed(found, limit, s => s.Id);
    }
}
