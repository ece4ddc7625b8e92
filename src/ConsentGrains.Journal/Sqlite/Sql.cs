namespace ConsentGrains.Journal.Sqlite;

/// <summary>The statements. Each is prepared once per connection.</summary>
static class Sql
{
    const string Fields =
        "e.partition, e.position, e.stream, e.version, e.type, e.time_us, e.key_id, e.clear, e.sealed, e.audience, e.hash";

    const string Before = "SELECT b.id FROM event_position b WHERE b.partition = e.partition AND b.position = e.position - 1";

    const string Row = $"{Fields}, (SELECT p.hash FROM event p WHERE p.id = ({Before}))";

    const string KeyOfRow = "subject_key k ON k.id = substr(e.key_id, 1, 16) AND k.scope = CAST(substr(e.key_id, 17) AS TEXT)";

    public const string ReadPartition =
        $"SELECT {Row}, k.wrapped, s.id IS NULL, s.name_hmac IS NULL " +
        $"FROM event_position x JOIN event e ON e.id = x.id LEFT JOIN stream s ON s.id = e.stream LEFT JOIN {KeyOfRow} " +
        "WHERE x.partition = ?1 AND x.position > ?2 ORDER BY x.position LIMIT ?3";

    public const string ReadStream =
        $"SELECT {Row}, k.wrapped, 0, 0 FROM stream s JOIN event_version x ON x.stream = s.id JOIN event e ON e.id = x.id LEFT JOIN {KeyOfRow} " +
        "WHERE s.name_hmac = ?1 AND x.version > ?2 AND e.time_us <= ?3 ORDER BY x.version LIMIT ?4";

    /// <summary>One row by its id; the id of the row before it where that is known.</summary>
    public const string ReadOne =
        $"SELECT {Fields}, (SELECT p.hash FROM event p WHERE p.id = coalesce(?2, ({Before}))), k.wrapped, s.id IS NULL, s.name_hmac IS NULL " +
        $"FROM event e LEFT JOIN stream s ON s.id = e.stream LEFT JOIN {KeyOfRow} WHERE e.id = ?1";

    public const string Load =
        $"SELECT {Row}, k.wrapped, 0, 0, x.stream, s.id, s.partition, s.snapshot_version, " +
        "CASE WHEN ifnull(v.version, s.snapshot_version + 1) = s.snapshot_version + 1 THEN s.snapshot END, " +
        "(SELECT b.time_us FROM event b WHERE b.id = (SELECT a.id FROM event_version a WHERE a.stream = s.id AND a.version = s.snapshot_version)), " +
        "(SELECT max(m.version) FROM event_version m WHERE m.stream = s.id) " +
        "FROM (SELECT ?1 AS name) n LEFT JOIN erasure x ON x.name_hmac = n.name LEFT JOIN stream s ON s.name_hmac = n.name " +
        "LEFT JOIN event_version v ON v.stream = s.id AND v.version > s.snapshot_version LEFT JOIN event e ON e.id = v.id " +
        "LEFT JOIN subject_key k ON k.id = s.id AND k.scope = 'registry' ORDER BY v.version";

    public const string FindSubject =
        "SELECT s.id, k.wrapped FROM stream s LEFT JOIN subject_key k ON k.id = s.id AND k.scope = 'registry' WHERE s.name_hmac = ?1";

    public const string FindKey = "SELECT wrapped FROM subject_key WHERE id = ?1 AND scope = 'registry'";

    public const string FindHead =
        "SELECT s.id, max(?2, ifnull((SELECT max(v.version) FROM event_version v WHERE v.stream = s.id), 0)), " +
        "EXISTS (SELECT 1 FROM subject_key k WHERE k.id = s.id AND k.scope = 'registry') FROM stream s WHERE s.name_hmac = ?1";

    public const string FindErased =
        "SELECT s.id, max(?2, ifnull((SELECT max(v.version) FROM event_version v WHERE v.stream = s.id), 0)) " +
        "FROM erasure x JOIN stream s ON s.id = x.stream WHERE x.name_hmac = ?1";

    public const string FindCommand = "SELECT body_hmac, version, expires FROM command WHERE stream = ?1 AND actor = ?2 AND key = ?3";

    public const string FindStreamId =
        "SELECT id FROM stream WHERE name_hmac = ?1 UNION ALL SELECT stream FROM erasure WHERE name_hmac = ?1 LIMIT 1";

    public const string ReadErasures = "SELECT name_hmac, stream, time_us FROM erasure ORDER BY time_us";

    public const string AddCheckpoint = "INSERT INTO checkpoint (n, heads, previous, signature) VALUES (?1, ?2, ?3, ?4)";
    public const string ReadCheckpoints = "SELECT n, heads, previous, signature FROM checkpoint WHERE n > ?1 ORDER BY n LIMIT ?2";
    public const string LastCheckpoint = "SELECT n, heads, previous, signature FROM checkpoint ORDER BY n DESC LIMIT 1";

    public const string ReadHead =
        $"SELECT {Row}, NULL, 0, 0 FROM event_position x JOIN event e ON e.id = x.id WHERE x.partition = ?1 ORDER BY x.position DESC LIMIT 1";
    public const string ReadEpochs = "SELECT id, owner, epoch FROM partition ORDER BY id";
    public const string Epoch = "SELECT epoch FROM partition WHERE id = ?1";
    public const string Claim =
        "INSERT INTO partition (id, owner, epoch) VALUES (?1, ?2, 1) ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, epoch = epoch + 1";
    public const string Release = "UPDATE partition SET owner = NULL WHERE owner = ?1";

    public const string AddStream = "INSERT INTO stream (id, partition, name_hmac, snapshot_version, snapshot) VALUES (?1, ?2, ?3, 0, NULL)";
    public const string AddKey = "INSERT INTO subject_key (id, scope, wrapped) VALUES (substr(?1, 1, 16), CAST(substr(?1, 17) AS TEXT), ?2)";
    public const string AddEvent =
        "INSERT INTO event (id, partition, position, stream, version, type, time_us, key_id, clear, sealed, audience, hash) " +
        "VALUES (?12, ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";

    // Sorted, so that each page of the indexes is written once for all rows that fall on it.
    public const string IndexPositions =
        "INSERT INTO event_position (partition, position, id) SELECT partition, position, id FROM event " +
        "WHERE id > (SELECT id FROM event_indexed) ORDER BY partition, position";
    public const string IndexVersions =
        "INSERT INTO event_version (stream, version, id) SELECT stream, version, id FROM event " +
        "WHERE id > (SELECT id FROM event_indexed) ORDER BY stream, version";
    public const string LastId = "SELECT ifnull(max(id), 0) FROM event";
    public const string Unindexed =
        "SELECT e.id, e.partition, e.position, coalesce(s.name_hmac, (SELECT x.name_hmac FROM erasure x WHERE x.stream = e.stream), zeroblob(32)), " +
        "e.version, e.time_us FROM event e LEFT JOIN stream s ON s.id = e.stream WHERE e.id > (SELECT id FROM event_indexed) ORDER BY e.id";
    public const string MarkIndexed = "UPDATE event_indexed SET id = ifnull((SELECT max(id) FROM event), 0)";
    public const string Misindexed =
        "SELECT count(*) FROM event e LEFT JOIN event_version v ON v.stream = e.stream AND v.version = e.version " +
        "LEFT JOIN event_position p ON p.partition = e.partition AND p.position = e.position " +
        "WHERE e.id <= (SELECT id FROM event_indexed) AND (v.id IS NOT e.id OR p.id IS NOT e.id)";
    public const string SetSnapshot = "UPDATE stream SET snapshot_version = ?2, snapshot = ?3 WHERE id = ?1";
    public const string AddCommand =
        "INSERT OR REPLACE INTO command (stream, actor, key, body_hmac, version, expires) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    public const string AddErasure = "INSERT INTO erasure (name_hmac, stream, time_us) VALUES (?1, ?2, ?3)";
    public const string DropKeys = "DELETE FROM subject_key WHERE id = ?1";
    public const string ForgetStream = "UPDATE stream SET name_hmac = NULL, snapshot_version = 0, snapshot = NULL WHERE id = ?1";
    public const string DropExpired =
        "DELETE FROM command WHERE (stream, actor, key) IN (SELECT stream, actor, key FROM command WHERE expires < ?1 ORDER BY expires LIMIT ?2)";
}
