using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ConsentGrains.Server.Tests.Harness;
using Shouldly;

namespace ConsentGrains.Server.Tests.Freshness;

/// <summary>What is said to a registry over HTTP, on connections of its own, and written down as it was seen from outside.</summary>
sealed class Talk(Uri address, string key, RecordedHistory history) : IDisposable
{
    const string Partner = "fresh-partner";
    public const int QuestionsAtOnce = 50;
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    readonly HttpClient http = Connect(address, key);

    public static HttpClient Connect(Uri address, string key)
    {
        var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 }) { BaseAddress = address, Timeout = Patience };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return http;
    }

    public void Dispose() => http.Dispose();

    public async Task PrepareAsync(IEnumerable<string> customers)
    {
        await MustAsync(new { party = new { id = Partner, name = Partner } });
        foreach (var customer in customers) await MustAsync(new { enrol = new { customer, policy = "ELS-EL" } });
    }

    public Task ConsentAsync(string customer) => TellAsync(customer, true, new { consent = new { customer, recipient = Partner, evidence = "form" } });

    public Task WithdrawAsync(string customer) => TellAsync(customer, false, new { withdraw = new { customer, recipient = Partner } });

    /// <summary>Many times the same question in one request.</summary>
    /// <returns>Permits; null: no decision was given.</returns>
    public async Task<int?> AskAsync(string customer, string by)
    {
        var question = new
        {
            subject = new { type = "party", id = "els" },
            action = new { name = "provide", properties = new { purpose = "ELS-EL-2-PU3" } },
            resource = new { type = "customer", id = customer, properties = new { items = new[] { "ELS-EL-3/name" } } },
            context = new { recipient = Partner },
            evaluations = Enumerable.Repeat(new { }, QuestionsAtOnce),
        };
        var begin = Stopwatch.GetTimestamp();
        int? permits = null;
        try
        {
            using var reply = await http.PostAsJsonAsync("/access/v1/evaluations", question);
            var body = await reply.Content.ReadFromJsonAsync<JsonElement>();
            if (reply.StatusCode == HttpStatusCode.OK) permits = body.GetProperty("evaluations").EnumerateArray().Count(e => e.GetProperty("decision").GetBoolean());
            else reply.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, body.ToString());
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or JsonException)
        {
            // It has ended itself, as it should.
        }

        history.Add(new Asked(customer, by, begin, Stopwatch.GetTimestamp(), QuestionsAtOnce, permits ?? 0, permits is not null));
        return permits;
    }

    async Task TellAsync(string customer, bool consent, object command)
    {
        var begin = Stopwatch.GetTimestamp();
        await MustAsync(command);
        history.Add(new Told(customer, consent, begin, Stopwatch.GetTimestamp()));
    }

    async Task MustAsync(object command)
    {
        var key = Guid.NewGuid().ToString();
        using var reply = await http.SendPatientlyAsync(() =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "/v1/commands") { Content = JsonContent.Create(command) };
            request.Headers.Add("Idempotency-Key", key);
            return request;
        });
        ((int)reply.StatusCode).ShouldBeInRange(200, 201, await reply.Content.ReadAsStringAsync());
    }
}
