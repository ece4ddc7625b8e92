using System.Text.Json.Nodes;
using ConsentGrains.Grains.Logbook;
using ConsentGrains.Web.Access;
using ConsentGrains.Web.Access.Signing;
using ConsentGrains.Web.Tests.Harness;
using Microsoft.Data.Sqlite;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Logbook;

/// <summary>What must be on the disk before it is answered is there, or there is no answer.</summary>
public sealed class OnDiskTests : IAsyncLifetime
{
    readonly string folder = Directory.CreateTempSubdirectory("decisions-").FullName;
    readonly TestRegistry registry;

    public OnDiskTests() => registry = new() { LogFile = Path.Combine(folder, "decisions.db") };

    public static TheoryData<string, string, bool> MustBeThere => new()
    {
        { "provide", "ELS-EL-2-PU3", false },
        { "provide", "ELS-EL-2-PU3", true },
        { "use", "ELS-EL-2-PU5", false },
        { "use", "ELS-EL-2-PU3", true },
    };

    public async Task InitializeAsync()
    {
        await registry.InitializeAsync();
        await registry.EnrolAsync("C1");
    }

    public async Task DisposeAsync()
    {
        await registry.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Theory, MemberData(nameof(MustBeThere))]
    public async Task A_provision_a_look_up_and_what_the_law_compels_lie_in_the_file_when_they_are_answered(string act, string purpose, bool compelled)
    {
        var reply = await registry.Els.AskAsync(Question(act, purpose, compelled));
        if (compelled) reply.Context["basis"]!.GetValue<string>().ShouldBe("compulsory-law");
        IsKept(reply.Context["id"]!.GetValue<string>()).ShouldBeTrue();
    }

    [Theory, MemberData(nameof(MustBeThere))]
    public async Task Without_its_row_none_of_them_is_answered(string act, string purpose, bool compelled)
    {
        Run("ALTER TABLE block RENAME TO away");
        var question = Question(act, purpose, compelled);
        var reply = await registry.Els.AskAsync(question);
        (reply.Status, reply.Code).ShouldBe((503, "decision-not-logged"));
        reply.Text.ShouldNotContain("\"decision\":");
        reply.Text.ShouldNotContain("block");
        var batch = new JsonObject { ["evaluations"] = new JsonArray(Asking.Permitted("C1"), question) };
        (await registry.Els.PostAsync(Asking.Evaluations, batch)).Code.ShouldBe("decision-not-logged");
        var plain = await registry.Els.AskAsync(Asking.Permitted("C1"));
        plain.Decision.ShouldBeTrue("what only waits to be logged is answered");
        Run("ALTER TABLE away RENAME TO block");
        (await registry.Els.AskAsync(Question(act, purpose, compelled))).Status.ShouldBe(200);
        (await LogTests.EntriesAsync(registry.Els, "/v1/decisions")).Count.ShouldBe(2, "what waited and what was asked again");
    }

    [Fact]
    public async Task Many_at_once_are_all_there()
    {
        var replies = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => registry.Els.AskAsync(Question("provide", "ELS-EL-2-PU3", false))));
        foreach (var reply in replies) IsKept(reply.Context["id"]!.GetValue<string>()).ShouldBeTrue();
    }

    static JsonObject Question(string act, string purpose, bool compelled)
    {
        var question = Asking.Permitted("C1");
        (question["action"]!["name"], question["action"]!["properties"]!["purpose"]) = (act, purpose);
        if (act == "provide") question["context"]!["recipient"] = "emana";
        if (compelled) (question["context"]!["circumstance"], question["context"]!["documentRef"]) = ("warrant", "令状 7");
        return question;
    }

    /// <summary>Whether another process that reads the file now finds a decision's id in it.</summary>
    bool IsKept(string id)
    {
        using var db = Open();
        using var command = db.CreateCommand();
        command.CommandText = "SELECT count(*) FROM block WHERE instr(body, $1) > 0";
        var receipt = new byte[DecisionId.Bytes];
        DecisionId.TryParse(id, receipt).ShouldBeTrue();
        command.Parameters.AddWithValue("$1", receipt);
        return (long)command.ExecuteScalar()! > 0;
    }

    void Run(string sql)
    {
        using var db = Open();
        using var command = db.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    SqliteConnection Open()
    {
        var db = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = registry.LogFile, Pooling = false }.ConnectionString);
        db.Open();
        return db;
    }
}
