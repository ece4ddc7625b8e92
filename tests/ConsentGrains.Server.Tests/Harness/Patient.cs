using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace ConsentGrains.Server.Tests.Harness;

/// <summary>Asks again where the answer is 503, as every client should: a machine that is busy enough can keep a server from its lease for a moment.</summary>
static class Patient
{
    /// <summary>Between two tries.</summary>
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    public static async Task<HttpResponseMessage> SendPatientlyAsync(this HttpClient client, Func<HttpRequestMessage> make, Action<HttpResponseMessage>? refused = null)
    {
        while (true)
        {
            using var request = make();
            var reply = await client.SendAsync(request);
            if (reply.StatusCode != HttpStatusCode.ServiceUnavailable) return reply;
            using (reply) refused?.Invoke(reply);
            await Task.Delay(Pause);
        }
    }

    public static async Task<JsonElement> ReadPatientlyAsync(this HttpClient client, string path)
    {
        using var reply = await client.SendPatientlyAsync(() => new(HttpMethod.Get, path));
        return await reply.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>();
    }
}
