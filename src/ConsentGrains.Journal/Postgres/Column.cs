using Npgsql;
using NpgsqlTypes;

namespace ConsentGrains.Journal.Postgres;

/// <summary>One column of many rows: a list that is the value of an array parameter.</summary>
sealed class Column<T>
{
    public Column(List<NpgsqlParameter> parameters, NpgsqlDbType type) =>
        parameters.Add(new NpgsqlParameter<List<T>> { NpgsqlDbType = NpgsqlDbType.Array | type, TypedValue = Values });

    public List<T> Values { get; } = [];

    public void Add(T value) => Values.Add(value);
}
