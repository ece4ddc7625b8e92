using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Imports;

/// <summary>Bulk load over HTTP: taken as it comes, gone on with after whatever broke off, and nothing recorded twice.</summary>
public sealed class ImportTests(TestRegistry registry) : IClassFixture<TestRegistry>
{
    [Fact]
    public async Task Lines_are_carried_out_and_counted()
    {
        var lines = Importing.Lines("whole", 50);
        var import = await registry.Els.BeginAsync("whole");
        var reply = await registry.Els.AppendAsync(import, 0, lines, last: true);
        reply.Status.ShouldBe(200, reply.Text);
        reply.Json["state"]!.GetValue<string>().ShouldBe("done");
        reply.Json.Counts().ShouldBe((lines.Length, 100, 100, 0, 0));
        reply.Headers["Upload-Offset"].ShouldBe($"{lines.Length}");
        (await registry.Els.GetAsync("/v1/customers/els/whole-49")).Json["revision"]!.GetValue<int>().ShouldBe(2);
        (await registry.Els.GetAsync("/v1/customers/els/whole-49/history")).Text.ShouldContain("\"import\"");
    }

    [Fact]
    public async Task Only_an_administrator_says_when_a_line_was_recorded_first()
    {
        const string Line = """{"consent":{"customer":"els/first","recipient":"emana","evidence":"form","firstRecordedAt":"2025-04-01T09:00:00.000+09:00"}}""";
        await registry.Els.AppendAsync(await registry.Els.BeginAsync("first-enrol"), 0, Importing.Enrol("first"), last: true);
        var own = await registry.Els.BeginAsync("first");
        var refused = await registry.Els.AppendAsync(own, 0, Line, last: true);
        refused.Status.ShouldBe(200, refused.Text);
        refused.Json.Counts().Refused.ShouldBe(1);
        (await registry.Els.RefusedAsync(own)).Single()["code"]!.GetValue<string>().ShouldBe("field-unknown");
        (await registry.Els.PostAsync("/v1/commands", JsonNode.Parse(Line)!.AsObject())).Text.ShouldContain("firstRecordedAt");
        var import = await registry.Admin.BeginAsync("first-of-another-registry");
        var lines = Line + "\n" + Line.Replace("2025-04-01", "2099-04-01", StringComparison.Ordinal);
        var taken = await registry.Admin.AppendAsync(import, 0, lines, last: true);
        taken.Status.ShouldBe(200, taken.Text);
        taken.Json.Counts().ShouldBe((lines.Length, 2, 1, 0, 1));
        (await registry.Admin.RefusedAsync(import)).Single()["code"]!.GetValue<string>().ShouldBe("day-in-future");
        (await registry.Els.GetAsync("/v1/customers/els/first")).Json["consents"]![0]!["since"]!.GetValue<string>().ShouldBe("2025-04-01T09:00:00.000+09:00");
        var told = (await registry.Els.GetAsync("/v1/customers/els/first/history")).Json["results"]![1]!;
        (told["firstRecordedAt"]!.GetValue<string>(), told["recordedAt"]!.GetValue<string>().StartsWith("2025", StringComparison.Ordinal)).ShouldBe(("2025-04-01T09:00:00.000+09:00", false));
        (await registry.Els.GetAsync("/v1/customers/els/first/receipt")).Text.ShouldContain("2025-04-01T09:00:00.000+09:00");
    }

    [Fact]
    public async Task Pieces_may_be_cut_anywhere_and_go_on_at_the_offset_answered()
    {
        var lines = Importing.Lines("piece", 20);
        var import = await registry.Els.BeginAsync("pieces");
        for (var offset = 0; offset < lines.Length;)
        {
            var end = Math.Min(offset + 333, lines.Length);
            var reply = await registry.Els.AppendAsync(import, offset, lines[offset..end], end == lines.Length);
            reply.Status.ShouldBe(200, reply.Text);
            var next = int.Parse(reply.Headers["Upload-Offset"], null);
            next.ShouldBe(end == lines.Length ? end : lines.LastIndexOf('\n', end - 1) + 1);
            offset = next;
        }

        (await registry.Els.GetAsync(import)).Json.Counts().ShouldBe((lines.Length, 40, 40, 0, 0));
    }

    [Fact]
    public async Task After_a_connection_cut_within_a_line_the_import_goes_on_behind_a_whole_one()
    {
        // A window of blank lines, which the server is seen to have taken before the connection is cut.
        var blank = new string('\n', Grains.Limits.ImportWindowLines);
        var lines = blank + Importing.Lines("cut", 30);
        var import = await registry.Els.BeginAsync("cut");
        var sent = blank.Length + ((lines.Length - blank.Length) / 2);
        while (lines[sent] == '\n' || lines[sent - 1] == '\n') sent++;
        await registry.CutAsync(import, lines, sent, taken: async () => (await registry.Els.GetAsync(import)).Json["lines"]!.GetValue<int>() >= blank.Length);
        var state = await registry.Els.SettledAsync(import);
        state["state"]!.GetValue<string>().ShouldBe("open");
        var offset = state["offset"]!.GetValue<int>();
        offset.ShouldBeInRange(blank.Length, lines.LastIndexOf('\n', sent - 1) + 1);
        lines[offset - 1].ShouldBe('\n');
        (await registry.Els.AppendAsync(import, 0, lines, last: true)).Code.ShouldBe("offset-conflict");
        var done = (await registry.Els.AppendAsync(import, offset, lines[offset..], last: true)).Json.Counts();
        (done.Offset, done.Lines, done.Recorded + done.Repeated, done.Refused).ShouldBe((lines.Length, blank.Length + 60, 60, 0));
        (await registry.Els.GetAsync("/v1/customers/els/cut-29")).Json["revision"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task Refused_lines_are_reported_by_number_and_the_others_go_in()
    {
        string[] lines =
        [
            Importing.Enrol("report"), "nonsense\n", "\n", """{"enrol":{"customer":"els/report-2","policy":"NONE"}}""" + "\n", """{"stop":{"customer":"els/report"},"x":1}""" + "\n",
            """{"enrol":{"customer":"emana/report","policy":"EMANA"}}""" + "\n", """{"party":{"id":"p","name":"P"}}""" + "\n", """{"stop":{"customer":"els/report","what":1}}""" + "\n",
            $$$"""{"stop":{"customer":"els/report","evidence":"{{{new string('x', 1 << 20)}}}"}}""" + "\n", """{"stop":{"customer":"els/report","\ud800":1}}""" + "\n", Importing.Consent("report").TrimEnd('\n'),
        ];
        var import = await registry.Els.BeginAsync("report");
        var reply = await registry.Els.AppendAsync(import, 0, string.Concat(lines), last: true);
        reply.Json.Counts().ShouldBe((lines.Sum(l => l.Length), lines.Length, 2, 0, 8));
        var refused = await registry.Els.RefusedAsync(import);
        refused.Select(r => (r["line"]!.GetValue<int>(), r["code"]!.GetValue<string>())).ShouldBe([
            (2, "line-malformed"), (4, "policy-unknown"), (5, "line-malformed"), (6, "customer-of-other-operator"), (7, "role-missing"), (8, "field-unknown"),
            (9, "line-too-long"), (10, "line-malformed")]);
        refused.ShouldAllBe(r => r["message"]!.GetValue<string>().Length > 0);
        refused[1]["path"]!.GetValue<string>().ShouldBe("policy");
        (await registry.Admin.GetAsync("/v1/customers/emana/report")).Code.ShouldBe("not-found");
    }

    [Fact]
    public async Task The_same_key_finds_the_same_import_and_nothing_is_recorded_twice()
    {
        var lines = Importing.Lines("twice", 10);
        var first = await registry.Els.PostAsync("/v1/imports", new JsonObject { ["bytes"] = lines.Length }, ("Idempotency-Key", "twice"));
        first.Status.ShouldBe(201);
        var import = first.Headers["Location"];
        (await registry.Els.AppendAsync(import, 0, lines, last: true)).Status.ShouldBe(200);
        var again = await registry.Els.PostAsync("/v1/imports", new JsonObject { ["bytes"] = lines.Length }, ("Idempotency-Key", "twice"));
        (again.Status, again.Headers["Location"], again.Json["state"]!.GetValue<string>()).ShouldBe((200, import, "done"));
        (await registry.Els.AppendAsync(import, 0, lines, last: true)).Code.ShouldBe("offset-conflict");
        (await registry.Els.AppendAsync(import, lines.Length, lines, last: true)).Code.ShouldBe("import-done");
        (await registry.Els.AppendAsync(import, lines.Length, "", last: true)).Status.ShouldBe(200);
        (await registry.Els.PostAsync("/v1/imports", new JsonObject { ["bytes"] = 1 }, ("Idempotency-Key", "twice"))).Code.ShouldBe("idempotency-key-reused");
        // Forgotten and sent once more, every line is found recorded.
        (await registry.Els.SendAsync(new HttpRequestMessage(HttpMethod.Delete, import))).Status.ShouldBe(200);
        (await registry.Els.GetAsync(import)).Code.ShouldBe("not-found");
        (await registry.Els.BeginAsync("twice")).ShouldBe(import);
        (await registry.Els.AppendAsync(import, 0, lines, last: true)).Json.Counts().ShouldBe((lines.Length, 20, 0, 20, 0));
        (await registry.Els.GetAsync("/v1/customers/els/twice-3")).Json["revision"]!.GetValue<int>().ShouldBe(2);
    }

    [Fact]
    public async Task Another_party_neither_sees_an_import_nor_adds_to_it()
    {
        var import = await registry.Els.BeginAsync("mine");
        foreach (var path in new[] { import, import + "/refused" }) (await registry.Emana.GetAsync(path)).Code.ShouldBe("not-found");
        (await registry.Emana.AppendAsync(import, 0, Importing.Enrol("theirs"), last: true)).Code.ShouldBe("not-found");
        (await registry.Emana.SendAsync(new HttpRequestMessage(HttpMethod.Delete, import))).Code.ShouldBe("not-found");
        (await registry.Emana.GetAsync("/v1/imports?limit=1000")).Text.ShouldNotContain("\"els\"");
        (await registry.Emana.BeginAsync("mine")).ShouldNotBe(import);
        (await registry.Partner.GetAsync(import)).Code.ShouldBe("role-missing");
        using var auditor = await registry.KeyAsync("occto", "audit");
        (await auditor.GetAsync(import)).Status.ShouldBe(200);
        (await auditor.AppendAsync(import, 0, Importing.Enrol("theirs"), last: true)).Code.ShouldBe("role-missing");
        (await registry.Els.GetAsync(import)).Json.Counts().ShouldBe((0L, 0, 0, 0, 0));
    }

    [Fact]
    public async Task A_line_about_a_supply_point_of_others_is_refused_as_if_there_were_none()
    {
        const string There = "0300000000000000009001";
        const string NotThere = "0300000000000000009002";
        await registry.Els.MustAsync($"/v1/supply-points/{There}", new JsonObject { ["customer"] = "els/import-point" });
        var lines = string.Concat(new[] { There, NotThere }.Select(p => $$$"""{"move-out":{"point":"{{{p}}}","on":"2026-12-01"}}""" + "\n"));
        var import = await registry.Emana.BeginAsync("points");
        await registry.Emana.AppendAsync(import, 0, lines, last: true);
        (await registry.Emana.RefusedAsync(import)).Select(r => r["code"]!.GetValue<string>()).ShouldBe(["supply-point-unknown", "supply-point-unknown"]);
        (await registry.Els.GetAsync($"/v1/supply-points/{There}")).Json["held"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task An_import_is_larger_than_any_other_body_and_a_window()
    {
        var text = new string('x', 480);
        var content = new StringBuilder();
        content.Append(Importing.Enrol("large"));
        while (content.Length < 10 << 20) content.Append($$$"""{"stop":{"customer":"els/large","policy":"NONE","evidence":"{{{text}}}"}}""").Append('\n');
        var import = await registry.Els.BeginAsync("large");
        var reply = await registry.Els.AppendAsync(import, 0, content.ToString(), last: true);
        reply.Status.ShouldBe(200, reply.Text);
        (reply.Json["offset"]!.GetValue<int>(), reply.Json["recorded"]!.GetValue<int>()).ShouldBe((content.Length, 1));
        (await registry.Els.RefusedAsync(import)).Count.ShouldBe(reply.Json["refused"]!.GetValue<int>());
    }

    [Fact]
    public async Task Two_requests_never_add_to_one_import_at_once()
    {
        var import = await registry.Els.BeginAsync("both");
        using var gate = new GatedContent(Importing.Enrol("both"));
        var first = registry.Els.AppendAsync(import, gate, ("Upload-Offset", "0"), ("Upload-Complete", "?1"));
        await gate.Begun;
        while ((await registry.Els.GetAsync(import)).Json["state"]!.GetValue<string>() != "receiving") await Task.Yield();
        var second = await registry.Els.AppendAsync(import, 0, Importing.Enrol("both"), last: true);
        (second.Status, second.Code).ShouldBe((409, "import-busy"));
        (await registry.Els.SendAsync(new HttpRequestMessage(HttpMethod.Delete, import))).Code.ShouldBe("import-busy");
        gate.Open();
        (await first).Json.Counts().Recorded.ShouldBe(1);
    }

    [Fact]
    public async Task A_key_revoked_meanwhile_adds_nothing_more()
    {
        var made = (await registry.Admin.MustAsync("/v1/keys", new JsonObject { ["party"] = "els", ["roles"] = new JsonArray("register"), ["label"] = "import" })).Json;
        using var client = new Client(registry.Address, made["secret"]!.GetValue<string>());
        var import = await client.BeginAsync("revoked");
        using var gate = new GatedContent(string.Concat(Enumerable.Repeat("\n", Grains.Limits.ImportWindowLines)) + Importing.Enrol("revoked"));
        // The content is sent once the server asks for it, which it does after it has let the key in.
        var sent = client.AppendAsync(import, gate, ("Upload-Offset", "0"), ("Expect", "100-continue"));
        await gate.Begun;
        await registry.Admin.MustAsync($"/v1/keys/{made["id"]}/revoke", new JsonObject());
        gate.Open();
        (await sent).Code.ShouldBe("key-revoked");
        (await registry.Els.GetAsync(import)).Json["lines"]!.GetValue<int>().ShouldBe(Grains.Limits.ImportWindowLines);
    }

    [Theory]
    [InlineData("Upload-Offset", "x")]
    [InlineData("Upload-Offset", "-1")]
    [InlineData("Upload-Complete", "yes")]
    public async Task A_header_that_can_not_be_used_is_named(string name, string value)
    {
        var import = await registry.Els.BeginAsync("headers");
        (string, string)[] headers = name == "Upload-Offset" ? [(name, value)] : [("Upload-Offset", "0"), (name, value)];
        var reply = await registry.Els.AppendAsync(import, new ByteArrayContent([]), headers);
        (reply.Code, reply.Json["errors"]![0]!["path"]!.GetValue<string>()).ShouldBe(("header-invalid", name));
    }

    [Fact]
    public async Task What_is_no_import_is_a_problem()
    {
        (await registry.Els.PostTextAsync("/v1/imports", "{}")).Code.ShouldBe("header-invalid");
        foreach (var body in new[] { "[]", "{", """{"bytes":-1}""", """{"bytes":"1"}""", """{"what":1}""", """{"bytes":1,"bytes":1}""" })
            (await registry.Els.PostTextAsync("/v1/imports", body, ("Idempotency-Key", "bad"))).Status.ShouldBe(400, body);
        foreach (var id in new[] { "x", "%2e%2e%2fjournal", new string('0', 32) }) (await registry.Els.GetAsync("/v1/imports/" + id)).Code.ShouldBe("not-found");
        var import = await registry.Els.BeginAsync("typed");
        var json = new ByteArrayContent([]) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        (await registry.Els.AppendAsync(import, json, ("Upload-Offset", "0"))).Code.ShouldBe("content-type-unsupported");
        var endless = await registry.Els.AppendAsync(import, 0, new string('x', (1 << 20) + 1), last: false);
        (endless.Code, endless.Headers["Upload-Offset"]).ShouldBe(("body-too-large", "0"));
    }
}
