using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using ConsentGrains.Server.Tests.Harness;
using Shouldly;

namespace ConsentGrains.Server.Tests.Serving.Load;

/// <summary>Clients that live lives, each command under a key of its own. One that got no answer, or a 503, is sent again: to the same server or to the next.</summary>
public sealed partial class Crowd(int writers)
{
    /// <summary>A consent, and the end of the switch: neither could be carried out twice without a trace.</summary>
    static readonly int[] ToldAgain = [1, 8];

    readonly ConcurrentDictionary<string, int> acknowledged = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, int> refusals = new(StringComparer.Ordinal);
    readonly (int Number, int Step)[] at = new (int, int)[writers + 1];
    // Later than any day on which the test may run, whatever midnight comes in between.
    readonly string day = DateTimeOffset.UtcNow.AddDays(9).ToString("yyyy-MM-dd", null);
    string model = "";

    /// <summary>Commands acknowledged so far.</summary>
    public int Count => Volatile.Read(ref answered);

    /// <summary>How often each code of 503 was answered.</summary>
    public IReadOnlyDictionary<string, int> Refusals => refusals;

    int answered;

    /// <summary>Makes the surroundings and lives one life without any trouble, which all others must equal.</summary>
    public async Task BeginAsync(HttpClient client)
    {
        for (var i = 0; i < Life.Before.Count; i++) (await TellAsync(client, Life.Before[i], $"before-{i}")).ShouldNotBeNull();
        await LiveAsync(client, writers, () => at[writers].Number > 0);
        model = await SumAsync(client, LifeOf(writers, 0));
        model.ShouldContain("completed");
    }

    /// <summary>All live until the server is gone, until told, or until one of them met what must not be.</summary>
    public Task LiveAsync(HttpClient client, Func<bool> enough)
    {
        var wrong = false;
        return Task.WhenAll(Enumerable.Range(0, writers).Select(async writer =>
        {
            try
            {
                await LiveAsync(client, writer, () => Volatile.Read(ref wrong) || enough());
            }
            catch
            {
                Volatile.Write(ref wrong, true);
                throw;
            }
        }));
    }

    /// <summary>Everything acknowledged is there.</summary>
    public Task ShouldBeKnownAsync(HttpClient client, string when) => Parallel.ForEachAsync(acknowledged, async (known, _) =>
    {
        var state = await client.ReadPatientlyAsync($"/v1/customers/{known.Key}");
        state.GetProperty("revision").GetInt32().ShouldBeGreaterThanOrEqualTo(known.Value, $"{known.Key}, {when}");
    });

    /// <summary>Brings every life to its end and compares it with the one without trouble: nothing lost, nothing twice, no switch left open.</summary>
    /// <returns>How many lives.</returns>
    public async Task<int> ShouldEndAsUsualAsync(HttpClient client, string when) =>
        (await Task.WhenAll(Enumerable.Range(0, writers).Select(writer => ShouldEndAsUsualAsync(client, writer, when)))).Sum();

    async Task<int> ShouldEndAsUsualAsync(HttpClient client, int writer, string when)
    {
        var lives = at[writer].Step == 0 ? at[writer].Number : at[writer].Number + 1;
        await LiveAsync(client, writer, () => at[writer].Number >= lives);
        for (var n = 0; n < lives; n++)
        {
            var life = LifeOf(writer, n);
            (await SumAsync(client, life)).ShouldBe(model, $"{life}, {when}");
            foreach (var step in ToldAgain) await TellAsync(client, life.Commands[step], life.Key(step));
            (await SumAsync(client, life)).ShouldBe(model, $"{life} told again, {when}");
        }
        return lives;
    }

    Life LifeOf(int writer, int number) => new(writer, number, day);

    async Task LiveAsync(HttpClient client, int writer, Func<bool> enough)
    {
        while (!enough())
        {
            var (number, step) = at[writer];
            var life = LifeOf(writer, number);
            if (await TellAsync(client, life.Commands[step], life.Key(step)) is not { } body) return;
            Interlocked.Increment(ref answered);
            if (step is 0 or 1 or 4 or 9) acknowledged.AddOrUpdate(life.Customer, body.GetProperty("revision").GetInt32(), (_, before) => Math.Max(before, body.GetProperty("revision").GetInt32()));
            at[writer] = step + 1 < life.Commands.Count ? (number, step + 1) : (number + 1, 0);
        }
    }

    /// <summary>Null when the server is gone.</summary>
    async Task<JsonElement?> TellAsync(HttpClient client, object command, string key)
    {
        try
        {
            using var reply = await client.SendPatientlyAsync(() => RequestOf(command, key), Refused);
            var body = await reply.Content.ReadFromJsonAsync<JsonElement>();
            reply.IsSuccessStatusCode.ShouldBeTrue($"{key}: {body}");
            return body;
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException or JsonException)
        {
            return null;
        }
    }

    static HttpRequestMessage RequestOf(object command, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/commands") { Content = JsonContent.Create(command) };
        request.Headers.Add("Idempotency-Key", key);
        return request;
    }

    void Refused(HttpResponseMessage reply)
    {
        reply.Headers.RetryAfter.ShouldNotBeNull();
        using var body = JsonDocument.Parse(reply.Content.ReadAsStream());
        refusals.AddOrUpdate(body.RootElement.GetProperty("code").GetString()!, 1, (_, n) => n + 1);
    }

    /// <summary>What a life has come to, without the names and days by which lives differ.</summary>
    static async Task<string> SumAsync(HttpClient client, Life life)
    {
        var customer = await client.ReadPatientlyAsync($"/v1/customers/{life.Customer}");
        var point = await client.ReadPatientlyAsync($"/v1/supply-points/{life.Point}");
        var holders = await client.ReadPatientlyAsync($"/v1/supply-points/{life.Point}/holders");
        var sum = string.Join(' ', customer.GetProperty("revision"), customer.GetProperty("contracts"), point.GetProperty("revision"), point.GetProperty("switch").GetProperty("stage"), holders);
        sum = sum.Replace(life.Gaining, "gaining", StringComparison.Ordinal).Replace(life.Customer, "losing", StringComparison.Ordinal).Replace(life.Point, "point", StringComparison.Ordinal);
        return Day().Replace(sum, found => found.Value.StartsWith(life.SwitchingDay, StringComparison.Ordinal) ? "switching day" : "day");
    }

    [GeneratedRegex("[0-9]{4}-[0-9]{2}-[0-9]{2}T[^\"]*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Day();
}
