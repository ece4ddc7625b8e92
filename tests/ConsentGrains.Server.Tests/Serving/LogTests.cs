using System.Net;
using System.Text.Json.Nodes;
using ConsentGrains.Server.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Server.Tests.Serving;

/// <summary>What is logged comes with its number, for people and for collectors.</summary>
public sealed class LogTests : IDisposable
{
    readonly Folder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_message_in_json_is_a_line_with_number_level_and_fields()
    {
        var lines = await ReadAListAsync("--log-format", "json");
        var said = lines.Where(line => line.StartsWith('{')).Select(line => JsonNode.Parse(line)!).Single(line => (int)line["EventId"]! == 3003);
        ((string?)said["LogLevel"], (string?)said["Category"]).ShouldBe(("Information", "ConsentGrains.Web.Registry.ListEndpoints"));
        ((int)said["State"]!["Count"]!, (string?)said["State"]!["Path"]).ShouldBe((0, "/v1/customers"));
        DateTimeOffset.Parse((string)said["Timestamp"]!, System.Globalization.CultureInfo.InvariantCulture).Offset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task A_message_in_text_has_its_number_in_brackets() =>
        (await ReadAListAsync()).ShouldContain(line => line.Contains("ConsentGrains.Web.Registry.ListEndpoints[3003] 0 rows of /v1/customers", StringComparison.Ordinal));

    [Fact]
    public async Task Another_format_is_refused()
    {
        var ended = await ServerProcess.RunAsync(folder, "serve", "--memory", "--log-format", "xml");
        (ended.Exit, ended.Error).ShouldBe((2, $"consent: setting-wrong: --log-format is 'xml'; it must be text or json.{Environment.NewLine}"));
    }

    async Task<string[]> ReadAListAsync(params string[] more)
    {
        await using var server = await ServerProcess.StartAsync(folder, ["serve", "--memory", "--log-level", "Information", .. more]);
        using (var client = server.Client(Printed.AdminKey(server.Output)))
            (await client.GetAsync("/v1/customers")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await server.TerminateAsync();
        var ended = await server.EndedAsync();
        ended.Exit.ShouldBe(0, ended.Error);
        return ended.Output.Split('\n');
    }
}
