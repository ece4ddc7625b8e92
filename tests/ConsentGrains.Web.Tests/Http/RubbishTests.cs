using System.Text;
using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace ConsentGrains.Web.Tests.Http;

/// <summary>Whatever is sent, there is an answer, and never a 5xx.</summary>
public sealed class RubbishTests(TestRegistry registry, ITestOutputHelper output) : IClassFixture<TestRegistry>
{
    const int Requests = 4_000;

    static readonly string[] Paths =
    [
        Asking.Evaluation, Asking.Evaluations, "/access/v1/search/subject", "/access/v1/search/resource", "/access/v1/search/action", "/v1/commands", "/v1/customers/els/R1/enrolments", "/v1/customers/els/R1/consents", "/v1/customers/els/R1/stops",
        "/v1/customers/%2e%2e/x/stops", "/v1/parties", "/v1/roles", "/v1/roles/end", "/v1/purposes", "/v1/entrustments", "/v1/entrustments/%f0%9f%98%80/end", "/v1/terms",
        "/v1/sites", "/v1/policies", "/v1/keys", "/v1/keys/x/rotate", "/v1/imports",
    ];

    static readonly string[] Names =
    [
        "subject", "action", "resource", "context", "properties", "type", "id", "name", "items", "purpose", "at", "explain", "evaluations", "options",
        "evaluations_semantic", "page", "token", "limit", "customer", "policy", "party", "roles", "label", "until", "from", "source", "operator", "recipient", "enrol", "stop", "\ud83d\ude00", "", "a/b~c",
    ];

    static readonly string[] Texts =
    [
        "party", "customer", "els", "els/R1", "use", "transmit", "ELS-EL", "ELS-EL-3/name", "ELS-EL-2-PU3", "2026-04-01", "2026-13-41", "2026-04-01T00:00:00Z",
        "9999-12-31T23:59:59.9999999+09:00", "0001-01-01T00:00:00+14:00", "", " ", "\u0000", "\u202e", "\ud83d\ude00", "'; drop table event; --", "../../etc/passwd", "<script>",
    ];

    static readonly string[] Breaks = ["\\ud800", "\"", "{", "]", ",", "\\", "\u00ff", "null", "1e999", "-", "//", "\ufeff", "\\u0000", "NaN"];

    [Fact]
    public async Task Rubbish_never_breaks_the_server()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var counted = new SortedDictionary<int, int>();
        for (var i = 0; i < Requests; i++)
        {
            var (path, body) = (Paths[random.Next(Paths.Length)], Body(random));
            var reply = await SendAsync(random, path, body);
            counted[reply.Status] = counted.GetValueOrDefault(reply.Status) + 1;
            reply.Status.ShouldBeLessThan(500, $"seed {seed}, request {i}, {path}: {body}");
            if (reply.Status >= 400) JsonNode.Parse(reply.Text)!["code"].ShouldNotBeNull($"seed {seed}, request {i}, {path}: {body}");
        }

        output.WriteLine(string.Join(", ", counted.Select(c => $"{c.Key}: {c.Value}")));
        counted.Keys.ShouldContain(400);
        (await registry.Els.GetAsync("/v1/policies")).Status.ShouldBe(200);
    }

    [Theory]
    [InlineData("/v1/customers/els/%00")]
    [InlineData("/v1/customers/els/%ff")]
    [InlineData("/v1/customers/%20/%20")]
    [InlineData("/v1/customers/els/..%2f..%2fx/history")]
    [InlineData("/v1/parties/%ed%a0%80")]
    [InlineData("/errors/..%2f..%2fREADME")]
    [InlineData("/v1/parties?after=%00&limit=%ff")]
    [InlineData("/v1/customers/els/x?at=9999-12-31T23:59:59.9999999-14:00")]
    [InlineData("/v1/customers/els/x?at=0001-01-01T00:00:00%2B14:00")]
    public async Task A_strange_path_is_answered(string path) => (await registry.Els.GetAsync(path)).Status.ShouldBeInRange(400, 499);

    Task<Reply> SendAsync(Random random, string path, string body)
    {
        var client = random.Next(4) == 0 ? registry.Admin : registry.Els;
        var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new ByteArrayContent(random.Next(20) == 0 ? Encoding.Latin1.GetBytes(body) : Encoding.UTF8.GetBytes(body)),
        };
        request.Content.Headers.ContentType = new("application/json");
        return client.SendAsync(request);
    }

    static string Body(Random random)
    {
        var text = new StringBuilder();
        Value(random, text, random.Next(1, 6));
        for (var breaks = random.Next(3); breaks > 0 && random.Next(2) == 0; breaks--)
            text.Insert(random.Next(text.Length + 1), Breaks[random.Next(Breaks.Length)]);
        return text.ToString();
    }

    static void Value(Random random, StringBuilder text, int depth)
    {
        switch (depth == 0 ? random.Next(4) : random.Next(12))
        {
            case 0: text.Append(random.Next(-5, 100)); break;
            case 1: text.Append(random.Next(2) == 0 ? "true" : "null"); break;
            case 2 or 3: text.Append(JsonValue.Create(Texts[random.Next(Texts.Length)])!.ToJsonString()); break;
            case 4 or 5: List(random, text, depth); break;
            default: Object(random, text, depth); break;
        }
    }

    static void List(Random random, StringBuilder text, int depth)
    {
        text.Append('[');
        for (int i = 0, count = random.Next(4); i < count; i++)
        {
            if (i > 0) text.Append(',');
            Value(random, text, depth - 1);
        }

        text.Append(']');
    }

    static void Object(Random random, StringBuilder text, int depth)
    {
        text.Append('{');
        for (int i = 0, count = random.Next(6); i < count; i++)
        {
            if (i > 0) text.Append(',');
            text.Append(JsonValue.Create(Names[random.Next(Names.Length)])!.ToJsonString()).Append(':');
            Value(random, text, depth - 1);
        }

        text.Append('}');
    }
}
