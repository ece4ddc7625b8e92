namespace ConsentGrains.Journal.Postgres;

/// <summary>The statements. Each is prepared once per connection.</summary>
static class Sql
{
    const string OwnOfRow = "e.partition, e.position, e.stream, e.version, e.type, e.time_us, e.key_id, e.clear, e.sealed, e.audience, e.hash";
    const string PreviousOfRow = "(SELECT b.hash FROM event b WHERE b.partition = e.partition AND b.position = e.position - 1)";
    const string Row = $"{OwnOfRow}, {PreviousOfRow}";

    // The id of a key is its stream's; the rest only says so.
    const string KeyOfRow = "subject_key k ON k.id = e.stream AND uuid_send(k.id) || convert_to(k.scope, 'UTF8') = e.key_id";

    public const string ReadPartition =
        $"SELECT {Row}, k.wrapped, s.id IS NULL, s.name_hmac IS NULL FROM event e LEFT JOIN stream s ON s.id = e.stream LEFT JOIN {KeyOfRow} " +
        "WHERE e.partition = $1 AND e.position > $2 ORDER BY e.position LIMIT $3";

    public const string ReadStream =
        $"SELECT {Row}, k.wrapped, false, false FROM stream s JOIN event e ON e.stream = s.id LEFT JOIN {KeyOfRow} " +
        "WHERE s.name_hmac = $1 AND e.version > $2 AND e.time_us <= $3 ORDER BY e.version LIMIT $4";

    /// <summary>The snapshot comes with its own event, and with the one after it, should its own be missing. The row before an event is joined, not looked up by a
    /// query of its own: setting one up costs as much as a row, also where there is nothing to look up.</summary>
    public const string Load =
        $"SELECT {OwnOfRow}, b.hash, k.wrapped, false, false, s.id, s.partition, " +
        "s.snapshot_version, CASE WHEN e.version IS NULL OR e.version <= s.snapshot_version + 1 THEN s.snapshot END FROM stream s " +
        "LEFT JOIN subject_key k ON k.id = s.id AND k.scope = 'registry' LEFT JOIN event e ON e.stream = s.id AND e.version >= s.snapshot_version " +
        "LEFT JOIN event b ON b.partition = e.partition AND b.position = CASE WHEN e.version > s.snapshot_version THEN e.position - 1 END " +
        "WHERE s.name_hmac = $1";

    /// <summary>Only for a name without a stream.</summary>
    public const string FindErasure = "SELECT stream FROM erasure WHERE name_hmac = $1";

    public const string ReadHeads =
        $"SELECT {Row}, NULL::bytea, false, false, p.id, p.owner, p.epoch FROM partition p " +
        "LEFT JOIN LATERAL (SELECT * FROM event l WHERE l.partition = p.id ORDER BY l.position DESC LIMIT 1) e ON true ORDER BY p.id";

    /// <summary>Of one process of several. Everybody locks the rows in one order, so that nobody waits in a circle.</summary>
    public const string Release =
        "WITH left_now AS MATERIALIZED (SELECT p.id, n.micros FROM partition p JOIN unnest($1::int[], $3::bigint[]) AS n (id, micros) ON n.id = p.id " +
        "WHERE p.owner = $2 ORDER BY p.id FOR UPDATE OF p) " +
        "UPDATE partition SET owner = NULL, settled_us = greatest(settled_us, l.micros) FROM left_now l WHERE partition.id = l.id";

    public const string FindStreams =
        "SELECT coalesce(s.id, x.stream), " +
        "coalesce((SELECT v.version FROM event v WHERE v.stream = coalesce(s.id, x.stream) ORDER BY v.version DESC LIMIT 1), 0), " +
        "EXISTS (SELECT 1 FROM subject_key k WHERE k.id = s.id AND k.scope = 'registry'), s.id IS NULL " +
        "FROM unnest($1::bytea[]) WITH ORDINALITY AS n (name, at) LEFT JOIN stream s ON s.name_hmac = n.name " +
        "LEFT JOIN erasure x ON x.name_hmac = n.name ORDER BY n.at";

    public const string FindCommands =
        "SELECT c.body_hmac, c.version, c.expires FROM unnest($1::uuid[], $2::text[], $3::bytea[]) WITH ORDINALITY AS n (stream, actor, key, at) " +
        "LEFT JOIN command c ON c.stream = n.stream AND c.actor = n.actor AND c.key = n.key ORDER BY n.at";

    public const string FindCommand =
        "SELECT c.body_hmac, c.version, c.expires, c.stream FROM command c WHERE c.actor = $2 AND c.key = $3 AND c.stream = " +
        "(SELECT id FROM stream WHERE name_hmac = $1 UNION ALL SELECT stream FROM erasure WHERE name_hmac = $1 LIMIT 1)";

    public const string FindSubject =
        "SELECT s.id, k.wrapped FROM stream s LEFT JOIN subject_key k ON k.id = s.id AND k.scope = 'registry' WHERE s.name_hmac = $1";

    public const string FindKey = "SELECT wrapped FROM subject_key WHERE id = $1 AND scope = 'registry'";
    public const string ReadErasures = "SELECT name_hmac, stream, time_us FROM erasure ORDER BY time_us, stream";
    public const string ReadCheckpoints = "SELECT n, heads, previous, signature FROM checkpoint WHERE n > $1 ORDER BY n LIMIT $2";
    public const string LastCheckpoint = "SELECT n, heads, previous, signature FROM checkpoint ORDER BY n DESC LIMIT 1";

    /// <summary>Only for the owner: the row stays locked until the checkpoint is committed.</summary>
    public const string AddCheckpoint =
        "WITH held AS MATERIALIZED (SELECT 1 FROM partition WHERE id = 0 AND owner = $5 FOR SHARE) " +
        "INSERT INTO checkpoint (n, heads, previous, signature) SELECT $1, $2, $3, $4 FROM held";

    /// <summary>Waits for whatever still holds the rows, and refuses what comes later under the epoch before.</summary>
    public const string RaiseOwnEpochs = "UPDATE partition SET epoch = epoch + 1 WHERE owner = $1";

    public const string AddMeta = "INSERT INTO meta (name, value) VALUES ('incarnation', $1), ('key_check', $2) ON CONFLICT (name) DO NOTHING";
    public const string ReadMeta = "SELECT name, value FROM meta";
}
