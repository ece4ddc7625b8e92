using Microsoft.Data.Sqlite;

namespace ConsentGrains.Web.Tests.Rubbish;

/// <summary>Rows in the tables of a SQLite file.</summary>
static class Rows
{
    public static Dictionary<string, long> Of(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return Ask(connection, "SELECT name FROM sqlite_master WHERE type = 'table'", r => r.GetString(0)).ToDictionary(name => name, name => Ask(connection, $"SELECT count(*) FROM \"{name}\"", r => r.GetInt64(0)).Single(), StringComparer.Ordinal);
    }

    static List<T> Ask<T>(SqliteConnection connection, string sql, Func<SqliteDataReader, T> read)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var found = new List<T>();
        while (reader.Read()) found.Add(read(reader));
        return found;
    }
}
