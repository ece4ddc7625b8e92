using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ConsentGrains.Server.Tests.Harness;
using ConsentGrains.Server.Tests.Serving.Load;
using ConsentGrains.Tests.Shared;
using Shouldly;
using Xunit;

namespace ConsentGrains.Server.Tests.Serving;

/// <summary>The database is taken away from a server under load, and given back.</summary>
public sealed class StoreFaultTests
{
    const int Writers = 8;
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    static readonly object Question = new
    {
        subject = new { type = "party", id = "els" },
        action = new { name = "use", properties = new { purpose = "ELS-EL-2-PU3" } },
        resource = new { type = "customer", id = "els/R8-0", properties = new { items = new[] { "ELS-EL-3/name" } } },
    };

    [PostgresFact]
    public async Task Without_its_database_it_says_503_and_then_goes_on_by_itself_with_nothing_lost_and_nothing_twice()
    {
        await using var journals = await PostgresJournals.OnAsync();
        using var folder = new Folder();
        await Ended.OfAsync("keys", "master", folder["master.key"]);
        await using var server = await ServerProcess.StartAsync(
            folder, journals.ConnectionTo(await journals.NewAsync()), ["serve", "--data", folder["data"], "--master-key-file", folder["master.key"]]);
        using var client = server.Client(Printed.AdminKey(server.Output));
        var crowd = new Crowd(Writers);
        await crowd.BeginAsync(client);
        var enough = false;
        var living = crowd.LiveAsync(client, () => Volatile.Read(ref enough));
        await UntilAsync(() => crowd.Count > 50);
        await UntilAsync(async () => (await AskAsync(client)).StatusCode == HttpStatusCode.OK);

        // As if the database's machine had crashed.
        await journals.Server.StopAsync("immediate");
        await UntilAsync(() => crowd.Refusals.Values.Sum() > 50);
        await UntilAsync(async () => (await AskAsync(client)).StatusCode == HttpStatusCode.ServiceUnavailable);
        (await AskAsync(client)).ShouldSatisfyAllConditions(
            reply => reply.Headers.RetryAfter.ShouldNotBeNull(), reply => CodeOf(reply).ShouldBe("unavailable"));
        (await client.GetAsync("/readyz")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await client.GetAsync("/healthz")).StatusCode.ShouldBe(HttpStatusCode.OK);

        await journals.Server.StartAsync();
        var before = crowd.Count;
        await UntilAsync(() => crowd.Count > before + 50);
        await UntilAsync(async () => (await AskAsync(client)).StatusCode == HttpStatusCode.OK);
        Volatile.Write(ref enough, true);
        await living;
        await crowd.ShouldBeKnownAsync(client, "at the end");
        await crowd.ShouldEndAsUsualAsync(client, "at the end");
        crowd.Refusals.Keys.ShouldBeSubsetOf(["unavailable", "outcome-unknown"]);
    }

    static Task<HttpResponseMessage> AskAsync(HttpClient client) => client.PostAsJsonAsync("/access/v1/evaluation", Question);

    static string? CodeOf(HttpResponseMessage reply) => JsonDocument.Parse(reply.Content.ReadAsStream()).RootElement.GetProperty("code").GetString();

    static Task UntilAsync(Func<bool> holds) => UntilAsync(() => Task.FromResult(holds()));

    static async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await holds()) await Task.Delay(Patient.Pause, patience.Token);
    }
}
