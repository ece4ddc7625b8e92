namespace ConsentGrains.Journal.Postgres;

/// <summary>A group in one statement, and so in one round trip, one transaction and one flush. Its parameters are the columns of
/// <see cref="GroupColumns"/>, in the same order.
/// INVARIANT (epoch-in-the-append): the partitions' rows are locked first, and everything else is written only if all of them still carry the epoch
/// under which this process owns them. A take-over changes those rows: it waits for an append that holds them, and an append that had to wait for it
/// looks at them anew and finds another epoch.
/// INVARIANT (flushed): nothing is written while the server would acknowledge before it has flushed.</summary>
static class AppendSql
{
    const string Held =
        "held AS MATERIALIZED (SELECT p.id FROM partition p JOIN unnest($1::int[], $2::bigint[]) AS w (id, epoch) ON p.id = w.id AND p.epoch = w.epoch " +
        "ORDER BY p.id FOR SHARE OF p), " +
        $"flushed AS MATERIALIZED (SELECT {Durability.Holds} AS yes), " +
        "go AS MATERIALIZED (SELECT 1 FROM flushed WHERE yes AND (SELECT count(*) FROM held) = cardinality($1::int[])), ";

    const string Streams =
        "s AS (INSERT INTO stream (id, partition, name_hmac, snapshot_version, snapshot) " +
        "SELECT u.* FROM unnest($3::uuid[], $4::int[], $5::bytea[], $6::int[], $7::bytea[]) AS u WHERE EXISTS (SELECT 1 FROM go)), ";

    const string Keys =
        "k AS (INSERT INTO subject_key (id, scope, wrapped) SELECT u.* FROM unnest($8::uuid[], $9::text[], $10::bytea[]) AS u WHERE EXISTS (SELECT 1 FROM go)), ";

    const string Events =
        "e AS (INSERT INTO event (partition, position, stream, version, type, time_us, key_id, clear, sealed, audience, hash) " +
        "SELECT u.* FROM unnest($11::int[], $12::bigint[], $13::uuid[], $14::int[], $15::text[], $16::bigint[], $17::bytea[], $18::bytea[], " +
        "$19::bytea[], $20::text[], $21::bytea[]) AS u WHERE EXISTS (SELECT 1 FROM go)), ";

    const string Snapshots =
        "n AS (UPDATE stream SET snapshot_version = u.version, snapshot = u.snapshot " +
        "FROM unnest($22::uuid[], $23::int[], $24::bytea[]) AS u (id, version, snapshot) WHERE stream.id = u.id AND EXISTS (SELECT 1 FROM go)), ";

    const string Commands =
        "c AS (INSERT INTO command (stream, actor, key, body_hmac, version, expires) " +
        "SELECT u.* FROM unnest($25::uuid[], $26::text[], $27::bytea[], $28::bytea[], $29::int[], $30::bigint[]) AS u WHERE EXISTS (SELECT 1 FROM go) " +
        "ON CONFLICT (stream, actor, key) DO UPDATE SET body_hmac = excluded.body_hmac, version = excluded.version, expires = excluded.expires), ";

    const string Erasures =
        "x AS (INSERT INTO erasure (name_hmac, stream, time_us) SELECT u.* FROM unnest($31::bytea[], $32::uuid[], $33::bigint[]) AS u " +
        "WHERE EXISTS (SELECT 1 FROM go)), " +
        "y AS (DELETE FROM subject_key WHERE id = ANY ($32::uuid[]) AND EXISTS (SELECT 1 FROM go)), " +
        "z AS (UPDATE stream SET name_hmac = NULL, snapshot_version = 0, snapshot = NULL WHERE id = ANY ($32::uuid[]) AND EXISTS (SELECT 1 FROM go)), ";

    // A statement changes a row once: a key that is used again is left to the insert.
    const string Expired =
        "d AS (DELETE FROM command WHERE (stream, actor, key) IN (SELECT o.stream, o.actor, o.key FROM command o WHERE o.expires < $34 " +
        "AND (o.stream, o.actor, o.key) NOT IN (SELECT u.* FROM unnest($25::uuid[], $26::text[], $27::bytea[]) AS u) ORDER BY o.expires LIMIT $35) " +
        "AND EXISTS (SELECT 1 FROM go)) ";

    /// <summary>Answers whether it was written, and if not, whether that was for want of a flush.</summary>
    public const string Text =
        $"WITH {Held}{Streams}{Keys}{Events}{Snapshots}{Commands}{Erasures}{Expired}SELECT EXISTS (SELECT 1 FROM go), (SELECT yes FROM flushed)";
}
