using System.Text;
using System.Text.Json;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Core.Tests.Customers;
using ConsentGrains.Core.Tests.SupplyPoints;
using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.Codec;

public sealed class CommandReaderTests
{
    const string Long = "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx";

    static readonly CommandReader Reader = new(text => text.Contains("bad", StringComparison.Ordinal)
        ? new PolicySource(null, text, [new FieldProblem("3:1", "unknown-key", "…", "…")])
        : text == "undated" ? new PolicySource(Sample.Policies.Family("ELS-EL")!.Versions[0] with { Version = "2", From = null }, text, [])
        : new PolicySource(Sample.Policies.Family("ELS-EL")!.Versions[0] with { Version = "2", From = new(2026, 10, 1) }, "read: " + text, []));

    public static TheoryData<string, string, TargetedCommand> Commands => new()
    {
        { "enrol", """{"customer":"els/C-000123","policy":"ELS-EL"}""", To(new CustomerCommand.Enrol("ELS-EL")) },
        { "enrol", """{"customer":"els/C-000123","policy":"ENS","kind":"corporate","provenance":"written","purposes":["ENS-3-PU1"],"version":"1","minorUntil":"2027-01-01","ward":true}""",
            To(new CustomerCommand.Enrol("ENS", CustomerKind.Corporate, Provenance.Written, ["ENS-3-PU1"], "1", new(2027, 1, 1), true)) },
        { "contract", """{"customer":"els/C-000123","id":"K1","policy":"ELS-EL","state":"active"}""", To(new CustomerCommand.RecordContract("K1", "ELS-EL", ContractState.Active)) },
        { "contract", """{"customer":"els/C-000123","id":"K1","policy":"ELS-EL","state":"ended","supplyPoint":"03","features":[],"user":"partner-a","retainUntil":"2030-01-01"}""",
            To(new CustomerCommand.RecordContract("K1", "ELS-EL", ContractState.Ended, "03", [], "partner-a", new(2030, 1, 1))) },
        { "relocate", """{"customer":"els/C-000123","contract":"K1","outOfArea":true}""", To(new CustomerCommand.Relocate("K1", true)) },
        { "consent", """{"customer":"els/C-000123","purpose":"P","recipient":"r","items":["a/b"],"secrecy":true,"until":"2026-12-31","country":"US","by":"statutory-agent","evidence":"form-77"}""",
            To(new CustomerCommand.GiveConsent("P", "r", ["a/b"], true, new(2026, 12, 31), "US", ConsentBy.StatutoryAgent)) },
        { "withdraw", """{"customer":"els/C-000123"}""", To(new CustomerCommand.WithdrawConsent()) },
        { "withdraw", """{"customer":"els/C-000123","purpose":"P","recipient":"r","items":["a/b"]}""", To(new CustomerCommand.WithdrawConsent("P", "r", ["a/b"])) },
        { "stop", """{"customer":"els/C-000123","policy":"p","act":"use","purpose":"P","channel":"phone","recipient":"r"}""",
            To(new CustomerCommand.OrderStop(new StopScope("p", "use", "P", "phone", "r"))) },
        { "lift-stop", """{"customer":"els/C-000123","act":"use"}""", To(new CustomerCommand.LiftStop(new StopScope(Act: "use"))) },
        { "object", """{"customer":"els/C-000123","to":"entrustment"}""", To(new CustomerCommand.Object("entrustment")) },
        { "object", """{"customer":"els/C-000123","to":"entrustment","lifted":true}""", To(new CustomerCommand.Object("entrustment", true)) },
        { "hold", """{"customer":"els/C-000123","until":"2033-03-31","law":"法人税法"}""", To(new CustomerCommand.PlaceHold(new(2033, 3, 31), "法人税法")) },
        { "hold", """{"customer":"els/C-000123","until":"2033-03-31","law":"法人税法","items":["ELS-EL-3/name"]}""",
            To(new CustomerCommand.PlaceHold(new(2033, 3, 31), "法人税法", ["ELS-EL-3/name"])) },
        { "lift-hold", """{"customer":"els/C-000123","law":"法人税法"}""", To(new CustomerCommand.LiftHold("法人税法")) },
        { "notice", """{"customer":"els/C-000123","clause":"ELS-TEL-3-EX6b"}""", To(new CustomerCommand.RecordNotice("ELS-TEL-3-EX6b")) },
        { "erase", """{"customer":"els/C-000123"}""", To(new CustomerCommand.Erase()) },
        { "supply-point", """{"number":"0300000000000000000001"}""", To(new SupplyPointCommand.Register()) },
        { "supply-point", """{"number":"0300000000000000000001","kind":"receiving","retailer":"els","customer":"els/C-000123","since":"2026-01-01","voltage":"high-small"}""",
            To(new SupplyPointCommand.Register(PointKind.Receiving, "els", Points.Els, new(2026, 1, 1), VoltageClass.HighSmall)) },
        { "move-in", """{"point":"0300000000000000000001","customer":"els/C-000123"}""", To(new SupplyPointCommand.MoveIn(Points.Els)) },
        { "move-in", """{"point":"0300000000000000000001","customer":"els/C-000123","on":"2026-04-01"}""", To(new SupplyPointCommand.MoveIn(Points.Els, new(2026, 4, 1))) },
        { "move-out", """{"point":"0300000000000000000001","on":"2026-04-01"}""", To(new SupplyPointCommand.MoveOut(new(2026, 4, 1))) },
        { "switch-apply", """{"point":"0300000000000000000001","by":"retailer-b","customer":"retailer-b/X-9","losingCustomer":"els/C-000123"}""", To(Points.Apply) },
        { "switch-apply", """{"point":"0300000000000000000001","by":"retailer-b","customer":"retailer-b/X-9","losingCustomer":"els/C-000123","on":"2026-05-01","meterWork":true}""",
            To(Points.Apply with { On = new(2026, 5, 1), MeterWork = true }) },
        { "switch-judge", """{"point":"0300000000000000000001","result":"ok"}""", To(new SupplyPointCommand.JudgeSwitch(Judgement.Ok)) },
        { "switch-judge", """{"point":"0300000000000000000001","result":"ng","reason":"カナ","reasons":["name-mismatch"]}""",
            To(new SupplyPointCommand.JudgeSwitch(Judgement.Ng, ["name-mismatch"], "カナ")) },
        { "switch-match", """{"point":"0300000000000000000001"}""", To(new SupplyPointCommand.MatchSwitch()) },
        { "switch-cancel", """{"point":"0300000000000000000001"}""", To(new SupplyPointCommand.CancelSwitch()) },
        { "switch-lapse", """{"point":"0300000000000000000001"}""", To(new SupplyPointCommand.LapseSwitch()) },
        { "switch-complete", """{"point":"0300000000000000000001","on":"2026-05-01"}""", To(new SupplyPointCommand.CompleteSwitch(new(2026, 5, 1))) },
        { "lookup-password", """{"point":"0300000000000000000001","customer":"els/C-000123","retailer":"retailer-b","days":7}""",
            To(new SupplyPointCommand.IssueLookUp(Points.Els, "retailer-b", 7)) },
        { "lookup-password", """{"point":"0300000000000000000001","customer":"els/C-000123","retailer":"retailer-b","days":31,"by":"statutory-agent","hash":"ab"}""",
            To(new SupplyPointCommand.IssueLookUp(Points.Els, "retailer-b", 31, ConsentBy.StatutoryAgent, "ab")) },
        { "party", """{"id":"p","name":"名"}""", To(new DirectoryCommand.RegisterParty("p", "名")) },
        { "party", """{"id":"p","name":"名","country":"US"}""", To(new DirectoryCommand.RegisterParty("p", "名", "US")) },
        { "role", """{"party":"p","role":"retailer","from":"2016-04-01","until":"2026-06-30","purposes":["P"],"items":["a/b"]}""",
            To(new DirectoryCommand.GrantRole("p", "retailer", new(2016, 4, 1), new(2026, 6, 30), ["P"], ["a/b"])) },
        { "end-role", """{"party":"p","role":"retailer","until":"2026-06-30"}""", To(new DirectoryCommand.EndRole("p", "retailer", new(2026, 6, 30))) },
        { "purpose", """{"id":"P","operator":"els","policy":"ELS-EL","text":"文面","items":["a/b"],"marketing":false}""",
            To(new DirectoryCommand.RegisterPurpose("P", "els", "ELS-EL", "文面", ["a/b"], false)) },
        { "entrustment", """{"operator":"els","recipient":"p","work":["検針"],"purposes":["P"],"items":["a/b"],"from":"2026-01-01"}""",
            To(new DirectoryCommand.RecordEntrustment(null, "els", "p", ["検針"], ["P"], ["a/b"], new(2026, 1, 1))) },
        { "entrustment", """{"id":"e","operator":"els","recipient":"p","work":[],"purposes":[],"items":[],"from":"2026-01-01","until":"2026-12-31","under":"u","safety":true,"confidentiality":true,"reentrustment":true,"supervision":true}""",
            To(new DirectoryCommand.RecordEntrustment("e", "els", "p", [], [], [], new(2026, 1, 1), new(2026, 12, 31), "u", true, true, true, true)) },
        { "end-entrustment", """{"id":"e","until":"2026-06-30"}""", To(new DirectoryCommand.EndEntrustment("e", new(2026, 6, 30))) },
        { "terms", """{"operator":"els","policy":"ELS-TEL","recipient":"p"}""", To(new DirectoryCommand.NameInTerms("els", "ELS-TEL", "p")) },
        { "supervision", """{"id":"e","on":"2026-04-01","what":"audit","result":"to-improve","next":"2026-10-01","note":"n"}""",
            To(new DirectoryCommand.RecordSupervision("e", new(new(2026, 4, 1), "audit", "to-improve", new(2026, 10, 1), "n"))) },
        { "withdraw-draft", """{"policy":"ENS","version":"2"}""", To(new DirectoryCommand.WithdrawDraft("ENS", "2")) },
        { "publish-draft", """{"policy":"ENS","version":"2"}""", To(new DirectoryCommand.PublishDraft("ENS", "2", null)) },
        { "publish-draft", """{"policy":"ENS","version":"2","from":"2026-12-01","revision":7}""", To(new DirectoryCommand.PublishDraft("ENS", "2", new(2026, 12, 1), 7)) },
        { "desk", """{"policy":"ENS","targetDays":10,"cureDays":20,"disposalDays":30,"feeOnRefusedItems":true}""", To(new DirectoryCommand.SetDesk("ENS", new(10, 20, 30, true))) },
        { "retention", """{"operator":"emana","policy":"EMANA","collection":"EMANA-1","months":12,"source":"規程"}""", To(new DirectoryCommand.SetRetention("emana", "EMANA", "EMANA-1", 12, "規程")) },
        { "retention", """{"operator":"emana","policy":"EMANA","source":"規程"}""", To(new DirectoryCommand.SetRetention("emana", "EMANA", null, null, "規程")) },
        { "site", """{"id":"s","operator":"ens","policy":"ENS","underArticle27_12":true,"noticeComplete":false}""", To(new DirectoryCommand.RecordSite("s", "ens", "ENS", true, false)) },
        { "site", """{"id":"s","operator":"ens","policy":"ENS","underArticle27_12":true,"noticeComplete":false,"origins":["https://a.example"]}""", To(new DirectoryCommand.RecordSite("s", "ens", "ENS", true, false, ["https://a.example"])) },
        { "site-service", """{"site":"s","recipient":"gyro-n","purpose":"ENS-7-CK1","sent":"頁","use":"改善"}""", To(new DirectoryCommand.DescribeService("s", new("gyro-n", "ENS-7-CK1", "頁", "改善"))) },
    };

    public static TheoryData<string, string, TargetedCommand> Steps => new()
    {
        { "switch-away-open", """{"customer":"els/C-000123","point":"0300000000000000000001","switch":2}""", To(new CustomerCommand.OpenSwitchAway(Points.Digits, 2)) },
        { "switch-away-close", """{"customer":"els/C-000123","point":"0300000000000000000001","switch":2,"from":1775055600000000}""",
            To(new CustomerCommand.CloseSwitchAway(Points.Digits, 2, new(1775055600000000))) },
        { "contract-end", """{"customer":"els/C-000123","point":"0300000000000000000001","from":1775055600000000,"why":"moved-out"}""",
            To(new CustomerCommand.EndContract(Points.Digits, new(1775055600000000), ContractEnd.MovedOut)) },
        { "contract-activate", """{"customer":"els/C-000123","point":"0300000000000000000001","from":1775055600000000}""",
            To(new CustomerCommand.ActivateContract(Points.Digits, new(1775055600000000))) },
        { "erase-due", """{"customer":"els/C-000123"}""", To(new CustomerCommand.EraseDue()) },
        { "erase-again", """{"customer":"els/C-000123"}""", To(new CustomerCommand.EraseAgain()) },
        { "name", """{"customer":"els/C-000123"}""", To(new CustomerCommand.Name()) },
        { "switch-open", """{"point":"0300000000000000000001","switch":2}""", To(new SupplyPointCommand.OpenSwitch(2)) },
        { "switch-reject", """{"point":"0300000000000000000001","switch":2,"why":"too-many-entries"}""", To(new SupplyPointCommand.RejectSwitch(2, "too-many-entries")) },
        { "supply-transfer", """{"point":"0300000000000000000001","switch":2}""", To(new SupplyPointCommand.TransferSupply(2)) },
        { "point-settle", """{"point":"0300000000000000000001","version":5}""", To(new SupplyPointCommand.Settle(5)) },
    };

    [Theory, MemberData(nameof(Steps))]
    public void A_step_of_a_saga_is_read_only_where_the_registry_reads_itself(string name, string json, TargetedCommand command)
    {
        Read(name, json).Problems.Single().Code.ShouldBe("command-unknown");
        var read = new CommandReader(steps: true).Read(name, JsonElement.Parse(json));
        read.Problems.ShouldBeEmpty();
        Text(read.Value!.Command).ShouldBe(Text(command));
        var written = CommandWriter.Write(command);
        (written.Name, Encoding.UTF8.GetString(written.Fields)).ShouldBe((name, json));
    }

    [Fact]
    public void A_no_may_give_its_reason_as_a_word_or_as_a_text() =>
        new[] { "name-mismatch", "様" }.Select(reason => Text(Read("switch-judge", $$"""{"point":"{{Points.Digits}}","result":"ng","reason":"{{reason}}"}""").Value!.Command))
            .ShouldBe([Text(To(new SupplyPointCommand.JudgeSwitch(Judgement.Ng, ["name-mismatch"]))), Text(To(new SupplyPointCommand.JudgeSwitch(Judgement.Ng, null, "様")))]);

    [Theory, MemberData(nameof(Commands))]
    public void A_command_is_read_and_written_as_the_wire_has_it(string name, string json, TargetedCommand command)
    {
        var read = Read(name, json);
        read.Problems.ShouldBeEmpty();
        Text(read.Value!.Command).ShouldBe(Text(command));
        var written = CommandWriter.Write(command, read.Value.Note);
        (written.Name, Encoding.UTF8.GetString(written.Fields)).ShouldBe((name, json));
    }

    [Fact]
    public void Every_command_is_read_by_some_row() =>
        CommandReader.Names.Except(Commands.Select(row => (string)row[0])).ShouldBe(["publish", "draft"]);

    public static TheoryData<string, string, string> Bad => new()
    {
        { "sell", "{}", " command-unknown" },
        { "enrol", "[]", " body-not-object" },
        { "enrol", "{}", "customer field-missing, policy field-missing" },
        { "enrol", """{"customer":null,"policy":"ELS-EL"}""", "customer field-missing" },
        { "enrol", """{"customer":"els","policy":"ELS-EL"}""", "customer id-malformed" },
        { "enrol", """{"customer":"ELS/1","policy":"ELS-EL"}""", "customer id-malformed" },
        { "enrol", """{"customer":"els/1","policy":7}""", "policy field-type" },
        { "enrol", """{"customer":"els/1","policy":" "}""", "policy field-empty" },
        { "enrol", """{"customer":"els/1","policy":"a\u0000"}""", "policy field-characters" },
        { "enrol", """{"customer":"els/1","policy":"a\ud800"}""", "policy field-characters" },
        { "enrol", """{"customer":"els/1","policy":"p","polcy":"p"}""", "polcy field-unknown" },
        { "enrol", """{"customer":"els/1","policy":"p","policy":"q"}""", "policy field-duplicate" },
        { "enrol", """{"customer":"els/1","policy":"p","kind":"robot","provenance":"oral"}""", "kind word-unknown, provenance word-unknown" },
        { "enrol", """{"customer":"els/1","policy":"p","minorUntil":"2027-02-30"}""", "minorUntil date-malformed" },
        { "enrol", """{"customer":"els/1","policy":"p","ward":"yes"}""", "ward field-type" },
        { "enrol", """{"customer":"els/1","policy":"p","purposes":["a",1,"a",""]}""", "purposes[1] field-type, purposes[2] list-duplicate, purposes[3] field-empty" },
        { "enrol", $$"""{"customer":"els/1","policy":"{{Long}}{{Long}}{{Long}}"}""", "policy field-too-long" },
        { "contract", """{"customer":"els/1","id":"K1","policy":"p"}""", "state field-missing" },
        { "contract", """{"customer":"els/1","id":"K1","policy":"p","state":"Active"}""", "state word-unknown" },
        { "consent", """{"customer":"els/1","purpose":"P"}""", "evidence field-missing" },
        { "consent", """{"customer":"els/1","items":[],"evidence":"e"}""", "items field-empty" },
        { "consent", """{"customer":"els/1","items":"a/b","evidence":"e"}""", "items field-type" },
        { "withdraw", """{"customer":"els/1","via":"Tele Phone"}""", "via id-malformed" },
        { "relocate", """{"customer":"els/1","contract":"K1"}""", "outOfArea field-missing" },
        { "purpose", """{"id":"P","operator":"els","policy":"p","text":"t"}""", "items field-missing" },
        { "move-out", """{"point":"03","on":"2026-04-01"}""", "point supply-point-malformed" },
        { "move-out", """{"point":"12345678901234567","on":"2026-04-01"}""", "point gas-number" },
        { "supply-point", """{"number":"1100000000000000000001","customer":"els"}""", "number supply-point-malformed, customer id-malformed" },
        { "lookup-password", """{"point":"0300000000000000000001","customer":"els/1","retailer":"r","days":"7"}""", "days field-type" },
        { "lookup-password", """{"point":"0300000000000000000001","customer":"els/1","retailer":"r","days":7.5}""", "days field-type" },
        { "switch-complete", """{"point":"0300000000000000000001"}""", "on field-missing" },
        { "publish", """{"source":"bad"}""", "3:1 unknown-key" },
        { "publish", """{"source":"good","policy":"ENS","from":"2026-10-02"}""", "policy fields-disagree, from fields-disagree" },
        { "publish", """{"policy":"ELS-EL"}""", "version field-missing, from field-missing" },
        { "publish", """{"policy":7,"version":"2","from":"2026-10-01","bad":1}""", "policy field-type" },
        { "publish", "7", " body-not-object" },
        { "draft", """{"source":"undated","from":"2026-10-02"}""", "from fields-disagree" },
        { "publish-draft", """{"policy":"ENS","revision":"7"}""", "version field-missing, revision field-type" },
    };

    [Theory, MemberData(nameof(Bad))]
    public void What_is_wrong_is_named_field_by_field(string name, string json, string problems)
    {
        var read = Read(name, json);
        read.Ok.ShouldBeFalse();
        string.Join(", ", read.Problems.Select(p => $"{p.Path} {p.Code}")).ShouldBe(problems);
    }

    [Fact]
    public void Too_many_entries_are_named() =>
        Read("withdraw", $$"""{"customer":"els/1","items":[{{string.Join(',', Enumerable.Range(0, 257).Select(n => $"\"{n}\""))}}]}""")
            .Problems.Single().Code.ShouldBe("list-too-long");

    [Fact]
    public void Every_problem_says_what_to_change_in_two_languages()
    {
        foreach (var row in Bad)
            foreach (var problem in Read((string)row[0], (string)row[1]).Problems.Where(p => p.Code != "unknown-key"))
            {
                problem.Message.ShouldEndWith(".");
                problem.Ja.ShouldContain(c => c > 0x3000);
            }
    }

    [Fact]
    public void What_a_body_says_about_its_sender_goes_into_the_envelope()
    {
        var note = Read("withdraw", """{"customer":"els/1","evidence":"rec-1","via":"phone","desk":"窓口 花子","cause":"req-9"}""").Value!.Note;
        note.In(new Envelope("els", "key-1", Via: "api")).ShouldBe(new Envelope("els", "key-1", "rec-1", "phone", "窓口 花子", "req-9"));
        CommandNote.None.In(new Envelope("els", Via: "api")).ShouldBe(new Envelope("els", Via: "api"));
    }

    [Fact]
    public void When_it_was_recorded_first_is_read_only_where_a_registry_is_carried_over()
    {
        var fields = JsonElement.Parse("""{"customer":"els/1","firstRecordedAt":"2025-04-01T00:00:00.000001+09:00"}""");
        new CommandReader().Read("withdraw", fields).Problems.Single().Code.ShouldBe("field-unknown");
        var note = new CommandReader(past: true).Read("withdraw", fields).Value!.Note;
        note.In(new Envelope("admin", Via: "import")).ShouldBe(new Envelope("admin", First: new(1_743_433_200_000_001)));
        var written = CommandWriter.Write(new TargetedCommand.ToCustomer(new("els", "1"), new CustomerCommand.WithdrawConsent()), note);
        System.Text.Encoding.UTF8.GetString(written.Fields).ShouldBe(fields.ToString());
    }

    [Fact]
    public void A_policy_comes_as_a_source_or_as_changes_which_the_loader_reads_without_the_envelope()
    {
        Source("""{"source":"good","evidence":"e"}""").ShouldBe("read: good");
        Source("""{"policy":"ELS-EL", "version":"2", "from":"2026-10-01", "purposes":[1], "evidence":"e"}""")
            .ShouldBe("""read: {"policy":"ELS-EL","version":"2","from":"2026-10-01","purposes":[1]}""");

        static string Source(string json) => ((DirectoryCommand.PublishPolicy)((TargetedCommand.ToDirectory)Read("publish", json).Value!.Command).Body).Source;
    }

    [Fact]
    public void A_file_without_a_day_is_published_from_the_day_beside_it()
    {
        var read = ((TargetedCommand.ToDirectory)Read("publish", """{"source":"undated","from":"2026-10-02"}""").Value!.Command).Body;
        var publish = read.ShouldBeOfType<DirectoryCommand.PublishPolicy>();
        (publish.Policy.From, publish.Dated, publish.Source).ShouldBe((new DateOnly(2026, 10, 2), new DateOnly(2026, 10, 2), "undated"));
    }

    [Fact]
    public void Without_a_loader_nothing_is_published() =>
        new CommandReader().Read("publish", JsonElement.Parse("""{"source":"good"}""")).Problems.Single().Code.ShouldBe("policy-malformed");

    [Fact]
    public void The_same_command_has_the_same_hash_however_it_is_written()
    {
        var hashes = new[]
        {
            """{"customer":"els/1","purpose":"P","items":["a/b"],"evidence":"one"}""",
            """{ "evidence": "another", "items": [ "a\/b" ], "secrecy": false, "until": null, "purpose": "\u0050", "customer": "els/1" }""",
        }.Select(json => Convert.ToHexStringLower(CanonicalHash.Of(Read("consent", json).Value!.Command))).ToList();
        hashes[0].ShouldBe(hashes[1]);
        CanonicalHash.Of(To(new CustomerCommand.OrderStop(new StopScope()))).ShouldNotBe(CanonicalHash.Of(To(new CustomerCommand.LiftStop(new StopScope()))));
    }

    [Fact]
    public void Every_command_has_a_hash_of_its_own()
    {
        var random = new Randomly(7);
        var seen = new Dictionary<string, string>();
        for (var i = 0; i < 4_000; i++)
        {
            var command = i % 2 == 0 ? To(random.CustomerCommand()) : To(random.DirectoryCommand());
            if (Text(command).Contains("\\uFFFD", StringComparison.OrdinalIgnoreCase)) continue;
            seen.TryAdd(Convert.ToHexStringLower(CanonicalHash.Of(command)), Text(command));
            seen[Convert.ToHexStringLower(CanonicalHash.Of(command))].ShouldBe(Text(command), "seed 7");
        }
    }

    static Parsed<ReadCommand> Read(string name, string json) => Reader.Read(name, JsonElement.Parse(json));

    static string Text(TargetedCommand command) => command switch
    {
        TargetedCommand.ToCustomer c => $"{c.Customer} {c.Body.GetType().Name} {Sample.Text(c.Body)}",
        TargetedCommand.ToPoint c => $"{c.Point.Digits} {c.Body.GetType().Name} {Sample.Text(c.Body)}",
        TargetedCommand.ToDirectory c => $"{c.Body.GetType().Name} {Sample.Text(c.Body)}",
        _ => "",
    };

    static TargetedCommand To(CustomerCommand body) => new TargetedCommand.ToCustomer(Sample.Els, body);

    static TargetedCommand To(SupplyPointCommand body) => new TargetedCommand.ToPoint(Points.Number, body);

    static TargetedCommand To(DirectoryCommand body) => new TargetedCommand.ToDirectory(body);
}
