using System.Security.Cryptography;
using System.Text;
using ConsentGrains.Grains.Logbook;

namespace ConsentGrains.Grains.Tests.Logbook;

/// <summary>The format of `decisions.db`, schema 1. Logs are kept for years: what fails here needs a new number and a way over, never a new expectation.</summary>
public sealed class LogFormatTests
{
    const string Tables = "85183038b5a93fb20038f3ed6e035db863fc670b20c7bc2000bd67aa86ee1014";

    [Fact]
    public async Task The_tables_are_those_of_schema_1()
    {
        await using var rig = await LogRig.OpenAsync("sqlite");
        await rig.AllAsync();
        var sql = string.Join('\n', rig.Query("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name", row => row.GetString(0)));
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))).ShouldBe(Tables, sql);
        rig.Query("SELECT value FROM meta WHERE name = 'schema'", row => row.GetString(0)).ShouldBe(["1"]);
    }

    [Fact]
    public async Task A_row_lies_in_its_columns_in_the_words_of_the_wire()
    {
        var time = new TestTime();
        await using var rig = await LogRig.OpenAsync("sqlite", time);
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        var question = Say.Provide("C-1", at: new(time.Now.Micros - 7)) with { Channel = "phone", Circumstance = "warrant", DocumentRef = "7" };
        var answer = new Answer
        {
            Permitted = true,
            Basis = Basis.CompulsoryLaw,
            Clauses = ["ELS-EL-2-PU3", "B"],
            Policy = "ELS-EL@1",
            Law = ["APPI 18(1)", "APPI 27"],
            CustomerVersion = 3,
            DirectoryVersion = 9,
        };
        var entry = new LogEntry(LogKind.Explanation, time.Now, "occto", "key-9", true) { Question = question, Answer = answer, Receipt = [1, 2] };
        await rig.Log.WriteAsync([entry, entry with { Answer = new() { Reasons = [new(Core.Decisions.Gate.Known, ReasonCode.AtInFuture, [])] } }, rig.Reading("C-1", "history") with { At = new(5) }]);
        var now = time.Now.Micros;
        rig.Query($"SELECT {LogRows.Columns.Replace(", stream", "", StringComparison.Ordinal).Replace(", receipt, sealed", "", StringComparison.Ordinal)} FROM entry", Text).ShouldBe(
        [
            $"{now}|explanation|occto|key-9|1|els||{now - 7}|els|provide|ELS-EL-2-PU3|partner|ELS-EL-3/name|individual|warrant|phone|permit|compulsory-law||ELS-EL-2-PU3 B|ELS-EL@1|APPI 18(1);APPI 27|3|9",
            $"{now + 1}|explanation|occto|key-9|1|els||{now - 7}|els|provide|ELS-EL-2-PU3|partner|ELS-EL-3/name|individual|warrant|phone|deny||at-in-future||||0|0",
            $"{now + 2}|read|els|key-1|0|els|history|5||||||||||||||||",
        ]);
    }

    [Fact]
    public async Task What_is_sealed_is_an_object_of_texts_bound_to_its_place()
    {
        await using var rig = await LogRig.OpenAsync("sqlite");
        await rig.Grains.AcceptedAsync(Say.Enrol("C-1"));
        var question = new Question
        {
            Act = "peek",
            Party = "els",
            Customer = "els/C-1",
            Purpose = "P?",
            Items = ["ELS-EL-3/name", "I?"],
            Recipient = "R?",
            SupplyPoint = "03",
            Circumstance = "W?",
            DocumentRef = "D",
            Channel = "X?",
            Site = "S",
        };
        await rig.Log.WriteAsync([await rig.AskAsync(question)]);
        var (time, closed) = rig.Query("SELECT time_us, sealed FROM entry", row => (row.GetInt64(0), (byte[])row.GetValue(1))).Single();
        var seal = (await rig.Registry.Journal.FindSealAsync(new Journal.StreamName("customer", "els/C-1"), "decision-log.v1", default))!;
        var place = new byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(place, time);
        Encoding.UTF8.GetString(seal.Open(closed, place)!).ShouldBe(
            """{"customer":"els/C-1","supplyPoint":"03","documentRef":"D","site":"S","act":"peek","recipient":"R?","purpose":"P?","circumstance":"W?","channel":"X?","items":"ELS-EL-3/name I?"}""");
        var read = (await rig.AllAsync()).Results.Single();
        (read.Act, read.Purpose, read.Recipient, read.Circumstance, read.Channel, read.SupplyPoint, read.Site).ShouldBe(("peek", "P?", "R?", "W?", "X?", "03", "S"));
        read.Items.ShouldBe(question.Items);
        rig.Query("SELECT items FROM entry WHERE act IS NULL AND purpose IS NULL AND recipient IS NULL AND circumstance IS NULL AND channel IS NULL", row => row.GetString(0))
            .ShouldBe(["ELS-EL-3/name"], "what nobody knows is not kept in the clear");
    }

    [Fact]
    public async Task A_log_of_another_number_and_what_is_no_log_are_refused()
    {
        await using var rig = await LogRig.OpenAsync("sqlite");
        rig.Query("UPDATE meta SET value = '2' WHERE name = 'schema'", row => 0);
        Should.Throw<IOException>(() => rig.AsAfterACrash()).Message.ShouldContain("another version");
        rig.Query("UPDATE meta SET value = '1' WHERE name = 'schema'", row => 0);
        await rig.AsAfterACrash().DisposeAsync();
        var rubbish = Path.Combine(Path.GetDirectoryName(rig.File)!, "rubbish.db");
        await File.WriteAllTextAsync(rubbish, new string('x', 8192));
        Should.Throw<IOException>(() => DecisionLog.Open(rig.Registry.Journal, rig.Grains, rubbish, rig.Registry.Time)).Message.ShouldContain("backup");
    }

    static string Text(Microsoft.Data.Sqlite.SqliteDataReader row) =>
        string.Join('|', Enumerable.Range(0, row.FieldCount).Select(i => row.IsDBNull(i) ? "" : Convert.ToString(row.GetValue(i), System.Globalization.CultureInfo.InvariantCulture)));
}
