using Npgsql;
using NpgsqlTypes;

namespace ConsentGrains.Journal.Postgres;

/// <summary>A group turned into the columns that <see cref="AppendSql"/> takes, in lists that are used again. What one statement can not do to a row
/// twice is put together here: a stream made with its snapshot, and one made or sealed and erased at once.</summary>
sealed class GroupColumns
{
    readonly Column<int> heldPartition;
    readonly Column<long> heldEpoch;
    readonly Column<Guid> streamId;
    readonly Column<int> streamPartition;
    readonly Column<byte[]?> streamName;
    readonly Column<int> streamSnapshotVersion;
    readonly Column<byte[]?> streamSnapshot;
    readonly Column<Guid> keyId;
    readonly Column<string> keyScope;
    readonly Column<byte[]> keyWrapped;
    readonly EventColumns events;
    readonly Column<Guid> snapshotStream;
    readonly Column<int> snapshotVersion;
    readonly Column<byte[]> snapshot;
    readonly CommandColumns commands;
    readonly Column<byte[]> erasedName;
    readonly Column<Guid> erasedStream;
    readonly Column<long> erasedMicros;
    readonly NpgsqlParameter<long> expiredBefore = new() { NpgsqlDbType = NpgsqlDbType.Bigint };
    readonly NpgsqlParameter<int> expiredAtMost = new() { NpgsqlDbType = NpgsqlDbType.Integer };
    readonly List<NpgsqlParameter> parameters = [];
    readonly Dictionary<Guid, (int Version, byte[] Sealed)> made = [];
    readonly HashSet<Guid> erased = [];

    public GroupColumns()
    {
        heldPartition = new(parameters, NpgsqlDbType.Integer);
        heldEpoch = new(parameters, NpgsqlDbType.Bigint);
        streamId = new(parameters, NpgsqlDbType.Uuid);
        streamPartition = new(parameters, NpgsqlDbType.Integer);
        streamName = new(parameters, NpgsqlDbType.Bytea);
        streamSnapshotVersion = new(parameters, NpgsqlDbType.Integer);
        streamSnapshot = new(parameters, NpgsqlDbType.Bytea);
        keyId = new(parameters, NpgsqlDbType.Uuid);
        keyScope = new(parameters, NpgsqlDbType.Text);
        keyWrapped = new(parameters, NpgsqlDbType.Bytea);
        events = new(parameters);
        snapshotStream = new(parameters, NpgsqlDbType.Uuid);
        snapshotVersion = new(parameters, NpgsqlDbType.Integer);
        snapshot = new(parameters, NpgsqlDbType.Bytea);
        commands = new(parameters);
        erasedName = new(parameters, NpgsqlDbType.Bytea);
        erasedStream = new(parameters, NpgsqlDbType.Uuid);
        erasedMicros = new(parameters, NpgsqlDbType.Bigint);
        parameters.AddRange([expiredBefore, expiredAtMost]);
    }

    /// <summary>In the order of the statement.</summary>
    public IReadOnlyList<NpgsqlParameter> Parameters => parameters;

    public void Fill(CommitGroup group)
    {
        Clear();
        foreach (var (partition, epoch) in group.Epochs)
        {
            heldPartition.Add(partition.Value);
            heldEpoch.Add(epoch);
        }
        foreach (var row in group.Erasures) Add(row);
        AddStreams(group);
        foreach (var (id, wrapped) in group.Keys) AddKey(id, wrapped);
        foreach (var row in group.Events) events.Add(row);
        foreach (var row in group.Commands) commands.Add(row);
        (expiredBefore.TypedValue, expiredAtMost.TypedValue) = (group.ExpiredBefore, group.ExpiredAtMost);
    }

    void AddStreams(CommitGroup group)
    {
        foreach (var (id, _, _) in group.Streams) made[id] = default;
        foreach (var (id, version, bytes) in group.Snapshots) Add(id, version, bytes);
        foreach (var (id, partition, name) in group.Streams)
        {
            streamId.Add(id);
            streamPartition.Add(partition.Value);
            streamName.Add(erased.Contains(id) ? null : name.ToArray());
            streamSnapshotVersion.Add(made[id].Version);
            streamSnapshot.Add(made[id].Sealed);
        }
    }

    // Of several snapshots of a stream the last counts.
    void Add(Guid id, int version, byte[] bytes)
    {
        if (erased.Contains(id)) return;
        if (made.ContainsKey(id))
        {
            made[id] = (version, bytes);
            return;
        }
        var at = snapshotStream.Values.LastIndexOf(id);
        if (at >= 0)
        {
            (snapshotVersion.Values[at], snapshot.Values[at]) = (version, bytes);
            return;
        }
        snapshotStream.Add(id);
        snapshotVersion.Add(version);
        snapshot.Add(bytes);
    }

    void AddKey(byte[] key, byte[] wrapped)
    {
        var (id, scope) = KeyName.Of(key);
        if (erased.Contains(id)) return;
        keyId.Add(id);
        keyScope.Add(scope);
        keyWrapped.Add(wrapped);
    }

    void Add(ErasureRow row)
    {
        erased.Add(row.Stream);
        erasedName.Add(row.Name.ToArray());
        erasedStream.Add(row.Stream);
        erasedMicros.Add(row.Micros);
    }

    void Clear()
    {
        foreach (var parameter in parameters) (parameter.Value as System.Collections.IList)?.Clear();
        made.Clear();
        erased.Clear();
    }
}
