using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Http;

/// <summary>What never becomes a request is answered as everything else is.</summary>
public sealed class BrokenHttpTests(TestRegistry registry) : IClassFixture<TestRegistry>
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static TheoryData<string, int> Broken => new()
    {
        { "\u0016\u0003\u0001\r\n\r\n", 400 },
        { "GET / HTTP/9.9\r\nHost: a\r\n\r\n", 400 },
        { "GET /healthz HTTP/1.1\r\n\r\n", 400 },
        { "GET /healthz HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n", 400 },
        { "POST /v1/commands HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n", 400 },
        { $"GET /{new string('x', 9_000)} HTTP/1.1\r\nHost: a\r\n\r\n", 414 },
        { $"GET /healthz HTTP/1.1\r\nHost: a\r\nX: {new string('x', 40_000)}\r\n\r\n", 431 },
    };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task What_is_no_HTTP_is_a_problem_too(string sent, int status)
    {
        var answer = await SendAsync(sent);
        answer.ShouldStartWith($"HTTP/1.1 {status} ");
        answer.ShouldContain("\r\nConnection: close\r\n");
        answer.ShouldContain("\r\nContent-Type: application/problem+json\r\n");
        var problem = JsonNode.Parse(answer[answer.IndexOf("\r\n\r\n", StringComparison.Ordinal)..])!;
        problem["code"]!.GetValue<string>().ShouldBe("request-malformed");
        problem["status"]!.GetValue<int>().ShouldBe(status);
    }

    [Fact]
    public async Task What_was_asked_before_on_the_connection_is_answered_first()
    {
        var answer = await SendAsync("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\nGET /healthz HTTP/1.1\r\nHost: a\r\n\r\nnonsense\r\n\r\n");
        answer.Split("HTTP/1.1 ").Select(part => part.Split(' ')[0]).ShouldBe(["", "200", "200", "400"]);
        answer.ShouldEndWith("}");
    }

    [Fact]
    public async Task An_answer_to_HEAD_has_no_body() =>
        (await SendAsync("HEAD /healthz HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n")).ShouldEndWith("\r\n\r\n");

    [Fact]
    public async Task A_chunk_of_a_size_beyond_every_number_is_a_problem() => (await SendAsync(
        $"POST /v1/commands HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer {registry.ElsSecret}\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n"))
        .ShouldContain("request-malformed");

    [Fact]
    public async Task A_packed_body_is_not_unpacked()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/commands") { Content = new StringContent("{}", Encoding.UTF8, "application/json") };
        request.Content.Headers.ContentEncoding.Add("gzip");
        (await registry.Els.SendAsync(request)).Code.ShouldBe("content-type-unsupported");
    }

    [Theory]
    [InlineData("/openapi/v2.json")]
    [InlineData("/docs/nothing")]
    public async Task A_page_that_is_not_there_is_a_problem(string path) => (await registry.Nobody.GetAsync(path)).Code.ShouldBe("path-unknown");

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

    /// <summary>All that comes back until the server hangs up.</summary>
    async Task<string> SendAsync(string text)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(registry.Address.Host, registry.Address.Port);
        var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text));
        using var answer = new StreamReader(stream, Encoding.UTF8);
        return await answer.ReadToEndAsync().WaitAsync(Patience);
    }
}
