using System.Globalization;
using System.Net.Http.Json;
using ConsentGrains.Server.Tests.Harness;
using ConsentGrains.Tests.Shared;
using Shouldly;
using Xunit;
using Xunit.Abstractions;

namespace ConsentGrains.Server.Tests.Serving.Tracing;

/// <summary>No acknowledgement leaves the process before the flush that covers it has returned: seen by the system calls themselves, on both stores, under load.</summary>
public sealed class FlushTests(ITestOutputHelper log)
{
    const int Clients = 8, CommandsEach = 25;
    static readonly DateOnly First = new(2200, 1, 1);

    public static TheoryData<string> Stores => PostgresJournals.Possible ? ["sqlite", "postgres"] : ["sqlite"];

    [StraceTheory, MemberData(nameof(Stores))]
    public async Task No_acknowledgement_leaves_before_its_flush_returned(string store)
    {
        using var folder = new Folder();
        await Ended.OfAsync("keys", "master", folder["master.key"]);
        var journals = store == "sqlite" ? null : await PostgresJournals.Shared;
        var database = journals?.ConnectionTo(await journals.NewAsync());
        await using var server = await ServerProcess.StartAsync(folder, database, ["serve", "--data", folder["data"], "--master-key-file", folder["master.key"]]);
        using var client = server.Client(Printed.AdminKey(server.Output));
        await Task.WhenAll(Enumerable.Range(0, Clients).Select(n => MustAsync(client, $"/v1/customers/els/F{n}/enrolments", new { policy = "ELS-EL" }, null)));
        int[] watched = journals is null ? [server.Id] : [server.Id, .. await journals.Server.ProcessesAsync()];
        await using (await Strace.OnAsync(folder["trace"], watched))
            await Task.WhenAll(Enumerable.Range(0, Clients).Select(n => HoldAsync(client, n)));

        var calls = Trace.Read(File.ReadLines(folder["trace"]));
        var markers = Enumerable.Range(0, Clients * CommandsEach).Select(Marker).ToList();
        var (wrong, proved) = new Acknowledgements(journals is null ? "journal.db-wal" : "/pg_wal/").Check(calls, markers);
        log.WriteLine($"{store}: {proved} acknowledgements after their flush, {calls.Count(c => c.Name is "fdatasync" or "fsync")} flushes, {calls.Count} system calls");
        wrong.ShouldBeEmpty();
        proved.ShouldBe(markers.Count);
    }

    /// <summary>Retention duties, each until a day of its own: the day is written as it is, twice, because PostgreSQL's log has something between its pages that may
    /// part one; and the request's id comes back in the acknowledgement.</summary>
    static async Task HoldAsync(HttpClient client, int n)
    {
        for (var i = 0; i < CommandsEach; i++)
        {
            var day = Marker((n * CommandsEach) + i);
            await MustAsync(client, $"/v1/customers/els/F{n}/holds", new { until = day, law = "law", via = day }, day);
        }
    }

    static string Marker(int n) => First.AddDays(n).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static async Task MustAsync(HttpClient client, string path, object body, string? id)
    {
        // A server that is traced is slow enough to lose its lease for a moment.
        using var reply = await client.SendPatientlyAsync(() =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
            request.Headers.Add("Idempotency-Key", $"{path} {id}");
            if (id is not null) request.Headers.Add("X-Request-ID", id);
            return request;
        });
        ((int)reply.StatusCode).ShouldBeInRange(200, 201, await reply.Content.ReadAsStringAsync());
    }
}
