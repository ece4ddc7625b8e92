using System.Text.Json;
using ConsentGrains.Benchmarks.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Npgsql;

namespace ConsentGrains.Benchmarks.Peers;

/// <summary>The same decision the plain way: a function of PostgreSQL over tables of customers, purposes and consents, asked by an endpoint of the same
/// server that parses the same body. It answers with less than the registry: permit or deny, and the clause.</summary>
static class SqlPeer
{
    public const string Path = "/bench/sql";
    const string StatedClause = "2(1)";

    const string Schema = """
        CREATE TABLE purpose (policy text, id text, clause text NOT NULL, items text[] NOT NULL, PRIMARY KEY (policy, id));
        CREATE TABLE customer (id text PRIMARY KEY, operator text NOT NULL, policy text NOT NULL, contract text NOT NULL);
        CREATE TABLE consent (
            customer text NOT NULL REFERENCES customer, purpose text NOT NULL, recipient text, items text[] NOT NULL,
            given timestamptz NOT NULL DEFAULT now(), withdrawn timestamptz);
        CREATE INDEX consent_customer ON consent (customer, purpose);
        CREATE FUNCTION decide(asking text, whom text, why text, what text[], OUT permitted boolean, OUT clause text) LANGUAGE sql STABLE AS $$
            SELECT c.operator = asking AND c.contract = 'active' AND p.items @> what
                AND NOT EXISTS (SELECT 1 FROM consent w WHERE w.customer = c.id AND w.purpose = why AND w.withdrawn IS NOT NULL),
                p.clause
            FROM customer c JOIN purpose p ON p.policy = c.policy AND p.id = why
            WHERE c.id = whom
        $$;
        """;

    /// <summary>Makes and fills the tables.</summary>
    public static async Task FillAsync(string connection, int customers)
    {
        await using var data = NpgsqlDataSource.Create(connection);
        await RunAsync(data, Schema);
        await RunAsync(data, "INSERT INTO purpose VALUES ('ELS-EL', $1, $2, $3)", Stage.Purpose, StatedClause, (string[])[.. Stage.Items, "ELS-EL-3/phone", "ELS-EL-3/usage"]);
        await RunAsync(data, "INSERT INTO customer SELECT id, $2, 'ELS-EL', 'active' FROM unnest($1) id", Enumerable.Range(0, customers).Select(c => Stage.Id(c).ToString()).ToArray(), Stage.Operator);
        await RunAsync(data, "INSERT INTO consent SELECT id, $1, $2, $3 FROM customer", Stage.Purpose, Stage.Partner, Stage.Items.ToArray());
        await RunAsync(data, "ANALYZE");
    }

    /// <param name="connection">Null: there is no such endpoint.</param>
    public static void Map(WebApplication app, string? connection)
    {
        if (connection is null) return;
        var data = NpgsqlDataSource.Create(connection + ";Max Auto Prepare=4;Auto Prepare Min Usages=1;Maximum Pool Size=64;Minimum Pool Size=64");
        app.Lifetime.ApplicationStopped.Register(data.Dispose);
        app.MapPost(Path, (RequestDelegate)(http => AnswerAsync(http, data)));
    }

    static async Task AnswerAsync(HttpContext http, NpgsqlDataSource data)
    {
        var asked = await JsonSerializer.DeserializeAsync(http.Request.BodyReader, EvaluationJson.Default.Evaluation, http.RequestAborted);
        await using var command = data.CreateCommand("SELECT permitted, clause FROM decide($1, $2, $3, $4)");
        Add(command, asked?.Subject?.Id ?? "", asked?.Resource?.Id ?? "", asked?.Action?.Properties?.Purpose ?? "", asked?.Resource?.Properties?.Items?.ToArray() ?? []);
        await using var row = await command.ExecuteReaderAsync(http.RequestAborted);
        var permitted = await row.ReadAsync(http.RequestAborted) && row.GetBoolean(0);
        var answer = JsonSerializer.SerializeToUtf8Bytes(new(permitted, new(permitted ? row.GetString(1) : null)), SqlAnswerJson.Default.SqlAnswer);
        // A denial would be counted as answered; the load asks only what is permitted.
        http.Response.StatusCode = permitted ? StatusCodes.Status200OK : StatusCodes.Status403Forbidden;
        http.Response.ContentType = "application/json";
        http.Response.ContentLength = answer.Length;
        await http.Response.BodyWriter.WriteAsync(answer, http.RequestAborted);
    }

    static async Task RunAsync(NpgsqlDataSource data, string sql, params object[] values)
    {
        await using var command = data.CreateCommand(sql);
        Add(command, values);
        await command.ExecuteNonQueryAsync();
    }

    static void Add(NpgsqlCommand command, params object[] values)
    {
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
    }
}
