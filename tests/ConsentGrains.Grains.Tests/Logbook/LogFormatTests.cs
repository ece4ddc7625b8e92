using System.Security.Cryptography;
using System.Text;
using ConsentGrains.Grains.Logbook;

namespace ConsentGrains.Grains.Tests.Logbook;

/// <summary>The format of `decisions.db`, schema 2. Logs are kept for years: what fails here needs a new number and a way over, never a new expectation.</summary>
public sealed class LogFormatTests
{
    const string Tables = "3178d27eaf40537f915e3561f035ea169afbe0143f409ceeebcec643d0a945bd";

    [Fact]
    public async Task The_tables_are_those_of_schema_2()
    {
        await using var rig = await LogRig.OpenAsync("sqlite");
        await rig.AllAsync();
        var sql = string.Join('\n', rig.Query("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name", row => row.GetString(0)));
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql))).ShouldBe(Tables, sql);
        rig.Query("SELECT value FROM meta WHERE name = 'schema'", row => row.GetString(0)).ShouldBe(["2"]);
    }

    [Fact]
    public async Task An_entry_lies_in_its_block_in_the_words_of_the_wire()
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
        var (first, last, entries, names, body) = rig.Query("SELECT first_us, last_us, entries, names, body FROM block", row =>
            (row.GetInt64(0), row.GetInt64(1), row.GetInt32(2), (byte[])row.GetValue(3), (byte[])row.GetValue(4))).Single();
        (first, last, entries).ShouldBe((now, now + 2, 3));
        var rows = LogBlock.Read(body);
        names.ShouldBe(BlockNames.Of(rows));
        rows.Select(Text).ShouldBe(
        [
            $"{now}|explanation|occto|key-9|True|els||{now - 7}|els|provide|ELS-EL-2-PU3|partner|ELS-EL-3/name|individual|warrant|phone|True|compulsory-law||ELS-EL-2-PU3 B|ELS-EL@1|APPI 18(1);APPI 27|3|9|0102",
            $"{now + 1}|explanation|occto|key-9|True|els||{now - 7}|els|provide|ELS-EL-2-PU3|partner|ELS-EL-3/name|individual|warrant|phone|False||at-in-future||||0|0|0102",
            $"{now + 2}|read|els|key-1|False|els|history|5|||||||||||||||||",
        ]);
    }

    [Fact]
    public void A_block_lies_in_its_bytes()
    {
        var stream = new Guid(Convert.FromHexString("000102030405060708090a0b0c0d0e0f"), bigEndian: true);
        List<LogRow> rows =
        [
            new(1_766_000_000_000_000, new() { Kind = "decision", By = "els", Key = "k-1", Operator = "els", Party = "els", Act = "use", Items = "A B" }) { Permitted = true, CustomerVersion = 300, DirectoryVersion = 0, Receipt = [1, 2, 3], Stream = stream, Sealed = [9, 8] },
            new(1_766_000_000_000_005, new() { Kind = "read", By = "emana", Key = "鍵", What = "history" }) { Whole = true, At = 1_766_000_000_000_002, Permitted = null },
            new(1_766_000_000_000_006, new() { Kind = "decision", By = "els", Key = "k-1", Reason = "unknown-customer" }) { Permitted = false },
        ];
        Convert.ToHexStringLower(BlockNames.Of(rows)).ShouldBe("ab467eb0");
        Convert.ToHexStringLower(LogBlock.Write(rows)).ShouldBe("010a086465636973696f6e03656c73036b2d310375736503412042047265616405656d616e6103e98db507686973746f727910756e6b6e6f776e2d637573746f6d657280c0b1d5aec59103f603010203020002040000050000000000000000ac020003010203000102030405060708090a0b0c0d0e0f020908050906070800090000000000000000000000000005010201020300000000000000000000000a000000");
        LogBlock.Read(LogBlock.Write(rows)).Select(row => Text(row with { Stream = null, Sealed = null })).ShouldBe(rows.Select(Text));
        var read = LogBlock.Read(LogBlock.Write(rows))[0];
        (read.Stream, read.Sealed!.Length).ShouldBe((stream, 2));
    }

    [Fact]
    public void A_block_cut_off_or_changed_is_refused_or_read_and_never_more()
    {
        var block = LogBlock.Write([new(5, new() { Kind = "read", By = "els", Key = "k" }) { Receipt = [1, 2, 3], Stream = Guid.NewGuid(), Sealed = new byte[40] }, new(9, new() { Kind = "read", By = "els", Key = "k" }) { At = -3 }]);
        LogBlock.Read(block).Count.ShouldBe(2);
        for (var length = 0; length < block.Length; length++) Try(block.AsSpan(0, length));
        for (var i = 0; i < block.Length * 8; i++)
        {
            var changed = (byte[])block.Clone();
            changed[i / 8] ^= (byte)(1 << (i % 8));
            Try(changed);
        }

        static void Try(ReadOnlySpan<byte> bytes)
        {
            try
            {
                LogBlock.Read(bytes).Count.ShouldBeLessThanOrEqualTo(bytes.Length);
            }
            catch (InvalidDataException)
            {
                // Refused by name.
            }
        }
    }

    [Fact]
    public void What_a_block_holds_is_never_denied_by_its_names_and_little_else_is_held_possible()
    {
        var rows = Enumerable.Range(0, 512).Select(i => new LogRow(i, new() { By = $"party-{i % 7}", Operator = "els" }) { Stream = Guid.NewGuid() }).ToList();
        var names = BlockNames.Of(rows);
        foreach (var row in rows) BlockNames.MayHold(names, BlockNames.Of(row.Stream!.Value)).ShouldBeTrue();
        foreach (var party in new[] { "party-0", "party-6", "els" }) BlockNames.MayHold(names, BlockNames.Of(party)).ShouldBeTrue();
        // Fixed names, so that the count is always the same.
        var fixedNames = BlockNames.Of([.. Enumerable.Range(0, 512).Select(i => new LogRow(i, new() { By = $"party-{i}" }))]);
        Enumerable.Range(512, 10_000).Count(i => BlockNames.MayHold(fixedNames, BlockNames.Of($"party-{i}"))).ShouldBeLessThan(200);
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
        var row = rig.Rows().Single();
        var seal = (await rig.Registry.Journal.FindSealAsync(new Journal.StreamName("customer", "els/C-1"), "decision-log.v1", default))!;
        var place = new byte[8];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(place, row.Micros);
        var (stream, customer) = rig.Query("SELECT stream, customer FROM subject", found => ((byte[])found.GetValue(0), (byte[])found.GetValue(1))).Single();
        Encoding.UTF8.GetString(seal.Open(customer, stream)!).ShouldBe("els/C-1");
        Encoding.UTF8.GetString(seal.Open(row.Sealed, place)!).ShouldBe(
            """{"supplyPoint":"03","documentRef":"D","site":"S","act":"peek","recipient":"R?","purpose":"P?","circumstance":"W?","channel":"X?","items":"ELS-EL-3/name I?"}""");
        var read = (await rig.AllAsync()).Results.Single();
        (read.Act, read.Purpose, read.Recipient, read.Circumstance, read.Channel, read.SupplyPoint, read.Site).ShouldBe(("peek", "P?", "R?", "W?", "X?", "03", "S"));
        read.Items.ShouldBe(question.Items);
        (row.Items, row.Act, row.Purpose, row.Recipient, row.Circumstance, row.Channel).ShouldBe(
            ("ELS-EL-3/name", null, null, null, null, null), "what nobody knows is not kept in the clear");
    }

    [Fact]
    public async Task A_log_of_another_number_and_what_is_no_log_are_refused()
    {
        await using var rig = await LogRig.OpenAsync("sqlite");
        rig.Query("UPDATE meta SET value = '1' WHERE name = 'schema'", row => 0);
        Should.Throw<IOException>(() => rig.AsAfterACrash()).Message.ShouldContain("another version");
        rig.Query("UPDATE meta SET value = '2' WHERE name = 'schema'", row => 0);
        await rig.AsAfterACrash().DisposeAsync();
        var rubbish = Path.Combine(Path.GetDirectoryName(rig.File)!, "rubbish.db");
        await File.WriteAllTextAsync(rubbish, new string('x', 8192));
        Should.Throw<IOException>(() => DecisionLog.Open(rig.Registry.Journal, rig.Grains, rubbish, rig.Registry.Time)).Message.ShouldContain("backup");
    }

    static string Text(LogRow row) => FormattableString.Invariant(
        $"{row.Micros}|{row.Kind}|{row.By}|{row.Key}|{row.Whole}|{row.Operator}|{row.What}|{row.At}|{row.Party}|{row.Act}|{row.Purpose}|{row.Recipient}|{row.Items}|{row.Form}|{row.Circumstance}|{row.Channel}|{row.Permitted}|{row.Basis}|{row.Reason}|{row.Clauses}|{row.Policy}|{row.Law}|{row.CustomerVersion}|{row.DirectoryVersion}|{(row.Receipt is null ? "" : Convert.ToHexString(row.Receipt))}");
}
