using Npgsql;

namespace ConsentGrains.Journal.Postgres;

/// <summary>Reads rows whose columns stand in the order of <see cref="Sql"/>.</summary>
static class PostgresRows
{
    public const int Columns = 15;
    const int Version = 3, Micros = 5, Wrapped = 12;

    public static ReadRow Event(NpgsqlDataReader r) => new(
        new EventRow
        {
            Partition = new(r.GetInt32(0)),
            Position = r.GetInt64(1),
            Stream = r.GetGuid(2),
            Version = r.GetInt32(3),
            Type = r.GetString(4),
            Micros = r.GetInt64(5),
            KeyId = BytesOrNull(r, 6),
            Clear = Bytes(r, 7),
            Sealed = BytesOrNull(r, 8),
            Audience = r.GetString(9),
            Hash = Bytes(r, 10),
        },
        BytesOrNull(r, 11),
        BytesOrNull(r, Wrapped),
        r.GetBoolean(13) ? StreamOwner.Missing : r.GetBoolean(14) ? StreamOwner.Erased : StreamOwner.Live);

    public static async ValueTask<List<T>> AllAsync<T>(NpgsqlDataReader r, Func<NpgsqlDataReader, T> read, CancellationToken cancel)
    {
        var rows = new List<T>();
        while (await r.ReadAsync(cancel)) rows.Add(read(r));
        return rows;
    }

    /// <summary>A stream with its events in order. The snapshot's own event comes with them for its time alone.</summary>
    /// <returns>Null: there is none.</returns>
    public static async ValueTask<StreamRows?> LoadAsync(NpgsqlDataReader r, CancellationToken cancel)
    {
        const int id = Columns, partition = id + 1, version = partition + 1, snapshot = version + 1;
        if (!await r.ReadAsync(cancel)) return null;
        var at = r.GetInt32(version);
        var rows = new StreamRows { Id = r.GetGuid(id), Partition = new(r.GetInt32(partition)), Wrapped = BytesOrNull(r, Wrapped), SnapshotVersion = at };
        do
        {
            rows.Snapshot ??= BytesOrNull(r, snapshot);
            if (r.IsDBNull(0)) continue;
            if (r.GetInt32(Version) == at) rows.SnapshotMicros = r.GetInt64(Micros);
            else rows.Events.Add(Event(r));
        }
        while (await r.ReadAsync(cancel));
        rows.Events.Sort((one, other) => one.Event.Version.CompareTo(other.Event.Version));
        return rows;
    }

    public static PartitionHead Head(NpgsqlDataReader r) => new(
        new(r.GetInt32(Columns)), r.IsDBNull(Columns + 1) ? null : r.GetString(Columns + 1), r.GetInt64(Columns + 2), r.IsDBNull(0) ? null : Event(r));

    public static StreamHead Stream(NpgsqlDataReader r) => r.IsDBNull(0) ? default : new(r.GetGuid(0), r.GetInt32(1), r.GetBoolean(2), r.GetBoolean(3));

    /// <summary>Null where there is no such command.</summary>
    public static CommandRow? Command(NpgsqlDataReader r, CommandRef key) =>
        r.IsDBNull(0) ? null : new(key.Stream, key.Actor, key.Key, Hash(r, 0), r.GetInt32(1), r.GetInt64(2));

    public static ErasureRow Erasure(NpgsqlDataReader r) => new(Hash(r, 0), r.GetGuid(1), r.GetInt64(2));

    public static CheckpointRow Checkpoint(NpgsqlDataReader r) => new(r.GetInt64(0), r.GetString(1), Bytes(r, 2), Bytes(r, 3));

    public static byte[] Bytes(NpgsqlDataReader r, int at) => r.GetFieldValue<byte[]>(at);

    public static byte[]? BytesOrNull(NpgsqlDataReader r, int at) => r.IsDBNull(at) ? null : Bytes(r, at);

    static NameHash Hash(NpgsqlDataReader r, int at) => Bytes(r, at) is { Length: NameHash.Length } bytes ? NameHash.Read(bytes)
        : throw new JournalDamagedException(null, null, "a hash has another length");
}
