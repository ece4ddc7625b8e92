using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using ConsentGrains.Core;
using ConsentGrains.Grains.Importing;
using ConsentGrains.Web.Tests.Feed;
using ConsentGrains.Web.Tests.Harness;
using ConsentGrains.Web.Tests.Imports;
using ConsentGrains.Web.Tests.Sites;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Http;

/// <summary>A row per problem: how it is provoked, and under which status it comes.</summary>
public sealed class ProblemTableTests : IAsyncLifetime
{
    static readonly Dictionary<ProblemCode, (int Status, Func<TestRegistry, Task<Reply>> Provoke)> Rows = new()
    {
        [ProblemCode.RequestMalformed] = (400, BrokenChunkAsync),
        [ProblemCode.HeaderInvalid] = (400, r => r.Els.GetAsync("/v1/parties", ("X-Request-ID", new string('x', 201)))),
        [ProblemCode.QueryInvalid] = (400, r => r.Els.GetAsync("/v1/customers/els/C1?at=yesterday")),
        [ProblemCode.PathUnknown] = (404, r => r.Els.GetAsync("/v2/customers")),
        [ProblemCode.MethodNotAllowed] = (405, r => r.Els.GetAsync(Asking.Evaluation)),
        [ProblemCode.NotAcceptable] = (406, r => r.Els.AskAsync(Asking.Permitted("C1"), ("Accept", "text/html, application/json;q=0"))),
        [ProblemCode.ContentTypeUnsupported] = (415, r => r.Els.SendAsync(Typed("text/plain"))),
        [ProblemCode.BodyTooLarge] = (413, r => r.Els.PostTextAsync(Asking.Evaluation, new string(' ', 1024 * 1024 + 1))),
        [ProblemCode.JsonMalformed] = (400, r => r.Els.PostTextAsync("/v1/commands", "{\"enrol\":")),
        [ProblemCode.JsonTooDeep] = (400, r => r.Els.PostTextAsync("/v1/commands", new string('[', 33) + new string(']', 33))),
        [ProblemCode.JsonDuplicateKey] = (400, r => r.Els.PostTextAsync("/v1/commands", """{"stop":{"customer":"els/C1","act":"use","act":"provide"}}""")),
        [ProblemCode.FieldsInvalid] = (400, r => r.Els.PostTextAsync("/v1/commands", """{"stop":{"customer":"els/C1","what":1}}""")),
        [ProblemCode.TooManyItems] = (400, r => r.Els.AskAsync(Asking.Question("els", "els/C1", "P", [.. Enumerable.Range(0, 65).Select(i => $"i{i}")]))),
        [ProblemCode.TooManyEvaluations] = (400, r => r.Els.PostTextAsync(Asking.Evaluations, $$"""{"evaluations":[{{string.Join(',', Enumerable.Repeat("{}", 1001))}}]}""")),
        [ProblemCode.CommandUnknown] = (400, r => r.Els.PostTextAsync("/v1/commands", """{"destroy":{}}""")),
        [ProblemCode.KeyMissing] = (401, r => r.Nobody.GetAsync("/v1/parties")),
        [ProblemCode.KeyUnknown] = (401, r => r.Nobody.GetAsync("/v1/parties", ("X-API-Key", "cg_nobody-has-this"))),
        [ProblemCode.KeyRevoked] = (401, RevokedAsync),
        [ProblemCode.KeyExpired] = (401, RotatedAsync),
        [ProblemCode.RoleMissing] = (403, r => r.Els.GetAsync("/v1/keys")),
        [ProblemCode.PartyMismatch] = (403, r => r.Emana.AskAsync(Asking.Permitted("C1"))),
        [ProblemCode.CustomerOfOtherOperator] = (403, r => r.Emana.GetAsync("/v1/customers/els/C1")),
        [ProblemCode.NotYours] = (403, r => r.Els.PostTextAsync("/v1/terms", """{"operator":"emana","policy":"EMANA","recipient":"occto"}""")),
        [ProblemCode.OriginNotRegistered] = (403, UnknownOriginAsync),
        [ProblemCode.TooManyRequests] = (429, FloodedAsync),
        [ProblemCode.TooManyStreams] = (429, StreamedAsync),
        [ProblemCode.NotFound] = (404, r => r.Els.GetAsync("/v1/customers/els/never-seen")),
        [ProblemCode.RevisionConflict] = (412, ConflictAsync),
        [ProblemCode.IdempotencyKeyReused] = (422, ReusedAsync),
        [ProblemCode.OffsetConflict] = (409, async r => await r.Els.AppendAsync(await r.Els.BeginAsync("row"), 7, "", last: false)),
        [ProblemCode.ImportBusy] = (409, BusyAsync),
        [ProblemCode.ImportDone] = (409, DoneAsync),
        [ProblemCode.TooManyImports] = (409, CrowdedAsync),
        [ProblemCode.TooManySubscriptions] = (409, SubscribedAsync),
        [ProblemCode.SubscriptionStopped] = (409, r => Subscribing.StoppedAsync(r, "suspend")),
        [ProblemCode.SubscriptionEnded] = (410, r => Subscribing.StoppedAsync(r, null)),
        [ProblemCode.Unavailable] = (503, r => r.Els.AskAsync(Asking.Permitted("unavailable"))),
        [ProblemCode.DecisionNotLogged] = (503, NotLoggedAsync),
        [ProblemCode.OutcomeUnknown] = (503, r => r.Els.PostTextAsync("/v1/customers/els/unknown-outcome/stops", "{}")),
        [ProblemCode.InternalError] = (500, r => r.Els.AskAsync(Asking.Permitted("bug"))),
    };

    readonly TestRegistry registry = new() { Before = grains => new FaultyGrains(grains) };

    public static IEnumerable<object[]> Codes => Rows.Keys.Select(code => new object[] { code });

    public Task InitializeAsync() => registry.InitializeAsync();

    public Task DisposeAsync() => registry.DisposeAsync();

    [Fact]
    public void Every_code_has_a_row() => Rows.Keys.ShouldBe(Enum.GetValues<ProblemCode>(), ignoreOrder: true);

    [Theory]
    [MemberData(nameof(Codes))]
    public async Task A_problem_comes_as_RFC_9457_wants_it_with_a_page(ProblemCode code)
    {
        var (status, provoke) = Rows[code];
        var reply = await provoke(registry);
        reply.Code.ShouldBe(Wire.Name(code), reply.Text);
        reply.Status.ShouldBe(status);
        reply.Type.ShouldBe("application/problem+json");
        reply.Json["status"]!.GetValue<int>().ShouldBe(status);
        reply.Json["title"]!.GetValue<string>().ShouldNotBeEmpty();
        reply.Json["detail"]!.GetValue<string>().ShouldNotBeEmpty();
        reply.Json["detailJa"]!.GetValue<string>().Contains('。', StringComparison.Ordinal).ShouldBeTrue(reply.Text);
        reply.Text.ShouldNotContain("/secret/path");
        reply.Headers.ContainsKey("Retry-After").ShouldBe(status is 429 or 503 || code == ProblemCode.ImportBusy);
        reply.Headers.ContainsKey("WWW-Authenticate").ShouldBe(status == 401);
        reply.Json.AsObject().ContainsKey("trace").ShouldBe(status == 500);
        var page = await registry.Nobody.GetAsync(reply.Json["type"]!.GetValue<string>());
        page.Status.ShouldBe(200);
        page.Text.ShouldStartWith($"# `{Wire.Name(code)}`");
    }

    [Fact]
    public async Task A_fault_of_one_evaluation_fails_the_batch_as_a_whole()
    {
        var batch = new JsonObject { ["evaluations"] = new JsonArray(Asking.Permitted("C1"), Asking.Permitted("unavailable")) };
        (await registry.Els.PostAsync(Asking.Evaluations, batch)).Code.ShouldBe("unavailable");
    }

    [Fact]
    public async Task A_command_that_was_not_carried_out_may_be_sent_again()
    {
        var reply = await registry.Els.PostTextAsync("/v1/customers/els/unavailable/stops", "{}");
        (reply.Status, reply.Code).ShouldBe((503, "unavailable"));
    }

    [Fact]
    public async Task The_methods_that_are_taken_are_named() =>
        (await registry.Els.GetAsync(Asking.Evaluation)).Headers["Allow"].ShouldBe("POST");

    static HttpRequestMessage Typed(string type) => new(HttpMethod.Post, Asking.Evaluation)
    {
        Content = new StringContent("{}", new MediaTypeHeaderValue(type)),
    };

    static async Task<Reply> RevokedAsync(TestRegistry registry)
    {
        var made = (await registry.Admin.MustAsync("/v1/keys", NewKey())).Json;
        await registry.Admin.MustAsync($"/v1/keys/{made["id"]}/revoke", new JsonObject());
        return await registry.Nobody.GetAsync("/v1/parties", ("X-API-Key", made["secret"]!.GetValue<string>()));
    }

    static async Task<Reply> RotatedAsync(TestRegistry registry)
    {
        var made = (await registry.Admin.MustAsync("/v1/keys", NewKey())).Json;
        await registry.Admin.MustAsync($"/v1/keys/{made["id"]}/rotate", new JsonObject { ["graceHours"] = 0 });
        return await registry.Nobody.GetAsync("/v1/parties", ("X-API-Key", made["secret"]!.GetValue<string>()));
    }

    static JsonObject NewKey() => new() { ["party"] = "els", ["roles"] = new JsonArray("decide"), ["label"] = "row" };

    static async Task<Reply> SubscribedAsync(TestRegistry registry)
    {
        using var subscriber = await registry.KeyAsync("emana", "subscribe");
        for (var i = 0; i < Limits.SubscriptionsPerParty; i++) await subscriber.MustAsync("/v1/subscriptions", Subscribing.Pull());
        return await subscriber.PostAsync("/v1/subscriptions", Subscribing.Pull());
    }

    static async Task<Reply> StreamedAsync(TestRegistry r)
    {
        using var key = await r.KeyAsync("emana", "subscribe");
        var open = new List<EventSource>();
        for (var i = 0; i < Limits.StreamsPerParty; i++) open.Add(await EventSource.OpenAsync(r.Address, key.Secret));
        var reply = await key.GetAsync("/v1/changes/stream");
        open.ForEach(each => each.Dispose());
        return reply;
    }

    static async Task<Reply> ConflictAsync(TestRegistry registry)
    {
        await registry.EnrolAsync("conflict");
        return await registry.Els.PostTextAsync("/v1/customers/els/conflict/stops", "{}", ("If-Match", "\"1\""));
    }

    static async Task<Reply> ReusedAsync(TestRegistry registry)
    {
        await registry.EnrolAsync("reuse");
        await registry.Els.MustAsync("/v1/customers/els/reuse/stops", new JsonObject(), ("Idempotency-Key", "row"));
        return await registry.Els.PostTextAsync("/v1/customers/els/reuse/stops", """{"act":"use"}""", ("Idempotency-Key", "row"));
    }

    static async Task<Reply> BusyAsync(TestRegistry registry)
    {
        var import = await registry.Els.BeginAsync("row");
        using var append = registry.App.Services.GetRequiredService<ImportFolder>() is var imports ? imports.Begin(imports.Of("els").Single()) : null;
        return await registry.Els.AppendAsync(import, 0, "", last: false);
    }

    static async Task<Reply> DoneAsync(TestRegistry registry)
    {
        var import = await registry.Els.BeginAsync("row");
        await registry.Els.AppendAsync(import, 0, "", last: true);
        return await registry.Els.AppendAsync(import, 0, "\n", last: true);
    }

    static async Task<Reply> CrowdedAsync(TestRegistry registry)
    {
        for (var i = 0; i < Grains.Limits.ImportsPerParty; i++) await registry.Els.BeginAsync($"row-{i}");
        return await registry.Els.PostAsync("/v1/imports", new JsonObject(), ("Idempotency-Key", "one more"));
    }

    /// <summary>The clock of the tests stands still, so a bucket that is emptied stays empty.</summary>
    static async Task<Reply> UnknownOriginAsync(TestRegistry registry)
    {
        await registry.RecordSiteAsync("https://www.ens.example");
        return await registry.VisitAsync("https://elsewhere.example");
    }

    static async Task<Reply> FloodedAsync(TestRegistry _)
    {
        var small = new TestRegistry { Options = new ConsentGrainsWebOptions { RequestsPerSecond = 1, RequestBurst = 3 } };
        await small.InitializeAsync();
        try
        {
            for (var i = 0; i < 3; i++) (await small.Els.GetAsync("/v1/parties")).Status.ShouldBe(200);
            (await small.Emana.GetAsync("/v1/parties")).Status.ShouldBe(200, "each party has a bucket of its own");
            var refused = await small.Els.GetAsync("/v1/parties");
            small.Time.Advance(TimeSpan.FromSeconds(1));
            (await small.Els.GetAsync("/v1/parties")).Status.ShouldBe(200, "a second fills one token");
            return refused;
        }
        finally
        {
            await small.DisposeAsync();
        }
    }

    /// <summary>A log with room for nothing.</summary>
    static async Task<Reply> NotLoggedAsync(TestRegistry _)
    {
        var full = new TestRegistry { LogOptions = new(MostWaiting: 0) };
        await full.InitializeAsync();
        try
        {
            var question = Asking.Permitted("C1");
            (await full.Els.AskAsync(question)).Status.ShouldBe(200, "what need not be on record is answered");
            question["action"]!["name"] = "provide";
            question["context"]!["recipient"] = "emana";
            return await full.Els.AskAsync(question);
        }
        finally
        {
            await full.DisposeAsync();
        }
    }

    static async Task<Reply> BrokenChunkAsync(TestRegistry registry)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(registry.Address.Host, registry.Address.Port);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.ASCII.GetBytes(
            $"POST /access/v1/evaluation HTTP/1.1\r\nHost: x\r\nX-API-Key: {registry.ElsSecret}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n"));
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var whole = (await reader.ReadToEndAsync()).Split("\r\n\r\n", 2);
        var status = int.Parse(whole[0].Split(' ')[1], null);
        return new Reply(status, whole[1], whole[0].Contains("application/problem+json", StringComparison.Ordinal) ? "application/problem+json" : null,
            new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase));
    }
}
