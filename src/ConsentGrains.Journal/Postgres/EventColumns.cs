using Npgsql;
using NpgsqlTypes;

namespace ConsentGrains.Journal.Postgres;

/// <summary>The columns of `event`, in the order of the table.</summary>
sealed class EventColumns(List<NpgsqlParameter> parameters)
{
    readonly Column<int> partition = new(parameters, NpgsqlDbType.Integer);
    readonly Column<long> position = new(parameters, NpgsqlDbType.Bigint);
    readonly Column<Guid> stream = new(parameters, NpgsqlDbType.Uuid);
    readonly Column<int> version = new(parameters, NpgsqlDbType.Integer);
    readonly Column<string> type = new(parameters, NpgsqlDbType.Text);
    readonly Column<long> micros = new(parameters, NpgsqlDbType.Bigint);
    readonly Column<byte[]?> keyId = new(parameters, NpgsqlDbType.Bytea);
    readonly Column<ReadOnlyMemory<byte>> clear = new(parameters, NpgsqlDbType.Bytea);
    readonly Column<byte[]?> sealedBytes = new(parameters, NpgsqlDbType.Bytea);
    readonly Column<string> audience = new(parameters, NpgsqlDbType.Text);
    readonly Column<byte[]> hash = new(parameters, NpgsqlDbType.Bytea);

    public void Add(EventRow row)
    {
        partition.Add(row.Partition.Value);
        position.Add(row.Position);
        stream.Add(row.Stream);
        version.Add(row.Version);
        type.Add(row.Type);
        micros.Add(row.Micros);
        keyId.Add(row.KeyId);
        clear.Add(row.Clear);
        sealedBytes.Add(row.Sealed);
        audience.Add(row.Audience);
        hash.Add(row.Hash);
    }
}
