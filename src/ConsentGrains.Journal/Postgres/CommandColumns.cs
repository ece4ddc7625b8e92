using Npgsql;
using NpgsqlTypes;

namespace ConsentGrains.Journal.Postgres;

/// <summary>The columns of `command`, in the order of the table.</summary>
sealed class CommandColumns(List<NpgsqlParameter> parameters)
{
    readonly Column<Guid> stream = new(parameters, NpgsqlDbType.Uuid);
    readonly Column<string> actor = new(parameters, NpgsqlDbType.Text);
    readonly Column<byte[]> key = new(parameters, NpgsqlDbType.Bytea);
    readonly Column<byte[]> bodyHash = new(parameters, NpgsqlDbType.Bytea);
    readonly Column<int> version = new(parameters, NpgsqlDbType.Integer);
    readonly Column<long> expires = new(parameters, NpgsqlDbType.Bigint);

    public void Add(CommandRow row)
    {
        stream.Add(row.Stream);
        actor.Add(row.Actor);
        key.Add(row.Key.ToArray());
        bodyHash.Add(row.BodyHash.ToArray());
        version.Add(row.Version);
        expires.Add(row.Expires);
    }
}
