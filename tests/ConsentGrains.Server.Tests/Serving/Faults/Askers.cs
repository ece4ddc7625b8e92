using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ConsentGrains.Server.Tests.Harness;
using Shouldly;

namespace ConsentGrains.Server.Tests.Serving.Faults;

/// <summary>Ask one question that is permitted, over and over, and take nothing but a permit or a 503 that says when to ask again.</summary>
sealed class Askers(HttpClient client, object question)
{
    readonly Lock gate = new();
    readonly List<(long Sent, bool Permitted)> answers = [];
    string lastRefusal = "";

    /// <summary>Until told.</summary>
    public Task AskAsync(int askers, Func<bool> enough) => Task.WhenAll(Enumerable.Range(0, askers).Select(_ => AskAsync(enough)));

    /// <summary>Permits to questions that were sent at or after a moment.</summary>
    public int PermitsSince(long moment)
    {
        lock (gate) return answers.Count(a => a.Permitted && a.Sent >= moment);
    }

    /// <summary>Refusals of questions that were sent at or after a moment.</summary>
    public int RefusalsSince(long moment)
    {
        lock (gate) return answers.Count(a => !a.Permitted && a.Sent >= moment);
    }

    /// <summary>When the last question that was permitted before a moment had been sent.</summary>
    public long LastPermitBefore(long moment)
    {
        lock (gate) return answers.Where(a => a.Permitted && a.Sent < moment).Select(a => a.Sent).DefaultIfEmpty(0).Max();
    }

    /// <summary>What is to be known where one waited in vain.</summary>
    public override string ToString()
    {
        lock (gate) return $"{answers.Count(a => a.Permitted)} questions permitted and {answers.Count(a => !a.Permitted)} refused, the last of them with {lastRefusal}";
    }

    async Task AskAsync(Func<bool> enough)
    {
        while (!enough())
        {
            var sent = Stopwatch.GetTimestamp();
            using var reply = await client.PostAsJsonAsync("/access/v1/evaluation", question);
            var body = await reply.Content.ReadFromJsonAsync<JsonElement>();
            var permitted = reply.StatusCode == HttpStatusCode.OK;
            if (permitted) body.GetProperty("decision").GetBoolean().ShouldBeTrue(body.ToString());
            else reply.ShouldSatisfyAllConditions(
                () => reply.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable, body.ToString()),
                () => reply.Headers.RetryAfter.ShouldNotBeNull(),
                () => body.GetProperty("code").GetString().ShouldBe("unavailable"));
            lock (gate)
            {
                answers.Add((sent, permitted));
                if (!permitted) lastRefusal = body.ToString();
            }

            await Task.Delay(Patient.Pause);
        }
    }
}
