using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ConsentGrains.Server.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Server.Tests.Bulk;

/// <summary>`/v1/imports` of a real server that is killed in the middle.</summary>
public sealed class ImportsOverHttpTests
{
    const int Customers = 6_000;

    [Fact]
    public async Task Killed_in_the_middle_an_import_goes_on_and_records_nothing_twice()
    {
        using var folder = new Folder();
        await Ended.OfAsync("keys", "master", folder["master.key"]);
        string[] args = ["serve", "--data", folder["data"], "--master-key-file", folder["master.key"]];
        var source = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(0, Customers).Select(Lines)));
        string key, import;
        await using (var server = await ServerProcess.StartAsync(folder, args))
        {
            key = Printed.AdminKey(server.Output);
            using var client = server.Client(key);
            import = (await BeginAsync(client)).Location;
            var sent = AppendAsync(client, import, source, 0);
            while ((await StateAsync(client, import)).GetProperty("lines").GetInt64() == 0) await Task.Yield();
            await server.KillAsync();
            await sent.ContinueWith(_ => { }, TaskScheduler.Default);
        }

        await using var again = await ServerProcess.StartAsync(folder, args);
        using var next = again.Client(key);
        var found = await BeginAsync(next);
        found.Location.ShouldBe(import);
        var offset = (int)found.State.GetProperty("offset").GetInt64();
        offset.ShouldBeGreaterThan(0);
        if (!(found.State.GetProperty("state").GetString() == "done")) (await AppendAsync(next, import, source, offset)).EnsureSuccessStatusCode();
        var done = await StateAsync(next, import);
        done.GetProperty("state").GetString().ShouldBe("done");
        (done.GetProperty("recorded").GetInt64() + done.GetProperty("repeated").GetInt64(), done.GetProperty("refused").GetInt64()).ShouldBe((2L * Customers, 0L));
        foreach (var n in new[] { 0, Customers / 2, Customers - 1 })
            (await next.GetFromJsonAsync<JsonElement>($"/v1/customers/els/K-{n}")).GetProperty("revision").GetInt32().ShouldBe(2);
    }

    static string Lines(int n) =>
        $$$"""{"enrol":{"customer":"els/K-{{{n}}}","policy":"ELS-EL"}}""" + "\n" + $$$"""{"stop":{"customer":"els/K-{{{n}}}","act":"use"}}""" + "\n";

    static async Task<(string Location, JsonElement State)> BeginAsync(HttpClient client)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/imports") { Content = JsonContent.Create(new { }) };
        request.Headers.Add("Idempotency-Key", "customers");
        var reply = (await client.SendAsync(request)).EnsureSuccessStatusCode();
        return (reply.Headers.Location!.ToString(), await reply.Content.ReadFromJsonAsync<JsonElement>());
    }

    static Task<HttpResponseMessage> AppendAsync(HttpClient client, string import, byte[] source, int offset)
    {
        var content = new ByteArrayContent(source, offset, source.Length - offset) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-ndjson") } };
        var request = new HttpRequestMessage(HttpMethod.Patch, import) { Content = content };
        request.Headers.Add("Upload-Offset", $"{offset}");
        request.Headers.Add("Upload-Complete", "?1");
        return client.SendAsync(request);
    }

    static Task<JsonElement> StateAsync(HttpClient client, string import) => client.GetFromJsonAsync<JsonElement>(import);
}
