namespace ConsentGrains.Journal.Sqlite;

/// <summary>The statements. Each is prepared once per connection.</summary>
static class Sql
{
    const string Row =
        "e.partition, e.position, e.stream, e.version, e.type, e.time_us, e.key_id, e.clear, e.sealed, e.audience, e.hash, " +
        "(SELECT p.hash FROM event p WHERE p.partition = e.partition AND p.position = e.position - 1)";

    const string KeyOfRow = "subject_key k ON k.id = substr(e.key_id, 1, 16) AND k.scope = CAST(substr(e.key_id, 17) AS TEXT)";

    public const string ReadPartition =
        $"SELECT {Row}, k.wrapped, s.id IS NULL, s.name_hmac IS NULL " +
        $"FROM event e LEFT JOIN stream s ON s.id = e.stream LEFT JOIN {KeyOfRow} " +
        "WHERE e.partition = ?1 AND e.position > ?2 ORDER BY e.position LIMIT ?3";

    public const string ReadStream =
        $"SELECT {Row}, k.wrapped, 0, 0 FROM stream s JOIN event e ON e.partition = s.partition AND e.stream = s.id LEFT JOIN {KeyOfRow} " +
        "WHERE s.name_hmac = ?1 AND e.version > ?2 AND e.time_us <= ?3 ORDER BY e.version LIMIT ?4";

    public const string Load =
        $"SELECT {Row}, k.wrapped, 0, 0, x.stream, s.id, s.partition, s.snapshot_version, " +
        "CASE WHEN ifnull(e.version, s.snapshot_version + 1) = s.snapshot_version + 1 THEN s.snapshot END, " +
        "(SELECT b.time_us FROM event b WHERE b.partition = s.partition AND b.stream = s.id AND b.version = s.snapshot_version) " +
        "FROM (SELECT ?1 AS name) n LEFT JOIN erasure x ON x.name_hmac = n.name LEFT JOIN stream s ON s.name_hmac = n.name " +
        "LEFT JOIN event e ON e.partition = s.partition AND e.stream = s.id AND e.version > s.snapshot_version " +
        "LEFT JOIN subject_key k ON k.id = s.id AND k.scope = 'registry' ORDER BY e.version";

    public const string FindSubject =
        "SELECT s.id, k.wrapped FROM stream s LEFT JOIN subject_key k ON k.id = s.id AND k.scope = 'registry' WHERE s.name_hmac = ?1";

    public const string FindHead =
        "SELECT s.id, (SELECT max(e.version) FROM event e WHERE e.partition = s.partition AND e.stream = s.id), " +
        "EXISTS (SELECT 1 FROM subject_key k WHERE k.id = s.id AND k.scope = 'registry') FROM stream s WHERE s.name_hmac = ?1";

    public const string FindErased =
        "SELECT s.id, (SELECT max(e.version) FROM event e WHERE e.partition = s.partition AND e.stream = s.id) " +
        "FROM erasure x JOIN stream s ON s.id = x.stream WHERE x.name_hmac = ?1";

    public const string FindCommand = "SELECT body_hmac, version, expires FROM command WHERE stream = ?1 AND actor = ?2 AND key = ?3";

    public const string FindStreamId =
        "SELECT id FROM stream WHERE name_hmac = ?1 UNION ALL SELECT stream FROM erasure WHERE name_hmac = ?1 LIMIT 1";

    public const string ReadErasures = "SELECT name_hmac, stream, time_us FROM erasure ORDER BY time_us";

    public const string AddCheckpoint = "INSERT INTO checkpoint (n, heads, previous, signature) VALUES (?1, ?2, ?3, ?4)";
    public const string ReadCheckpoints = "SELECT n, heads, previous, signature FROM checkpoint WHERE n > ?1 ORDER BY n LIMIT ?2";
    public const string LastCheckpoint = "SELECT n, heads, previous, signature FROM checkpoint ORDER BY n DESC LIMIT 1";

    public const string ReadHead =
        $"SELECT {Row}, NULL, 0, 0 FROM event e WHERE e.partition = ?1 ORDER BY e.position DESC LIMIT 1";
    public const string ReadEpochs = "SELECT id, owner, epoch FROM partition ORDER BY id";
    public const string Epoch = "SELECT epoch FROM partition WHERE id = ?1";
    public const string Claim =
        "INSERT INTO partition (id, owner, epoch) VALUES (?1, ?2, 1) ON CONFLICT (id) DO UPDATE SET owner = excluded.owner, epoch = epoch + 1";
    public const string Release = "UPDATE partition SET owner = NULL WHERE owner = ?1";

    public const string AddStream = "INSERT INTO stream (id, partition, name_hmac, snapshot_version, snapshot) VALUES (?1, ?2, ?3, 0, NULL)";
    public const string AddKey = "INSERT INTO subject_key (id, scope, wrapped) VALUES (substr(?1, 1, 16), CAST(substr(?1, 17) AS TEXT), ?2)";
    public const string AddEvent =
        "INSERT INTO event (partition, position, stream, version, type, time_us, key_id, clear, sealed, audience, hash) " +
        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)";
    public const string SetSnapshot = "UPDATE stream SET snapshot_version = ?2, snapshot = ?3 WHERE id = ?1";
    public const string AddCommand =
        "INSERT OR REPLACE INTO command (stream, actor, key, body_hmac, version, expires) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    public const string AddErasure = "INSERT INTO erasure (name_hmac, stream, time_us) VALUES (?1, ?2, ?3)";
    public const string DropKeys = "DELETE FROM subject_key WHERE id = ?1";
    public const string ForgetStream = "UPDATE stream SET name_hmac = NULL, snapshot_version = 0, snapshot = NULL WHERE id = ?1";
    public const string DropExpired =
        "DELETE FROM command WHERE (stream, actor, key) IN (SELECT stream, actor, key FROM command WHERE expires < ?1 ORDER BY expires LIMIT ?2)";
}
