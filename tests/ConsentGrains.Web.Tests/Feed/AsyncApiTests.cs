using System.Text.Json.Nodes;
using ConsentGrains.Core.Feed;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Feed;

public sealed class AsyncApiTests(TestRegistry registry) : IClassFixture<TestRegistry>
{
    const string Baseline = "asyncapi.v1.json";

    [Fact]
    public async Task The_document_is_the_one_that_was_reviewed()
    {
        var served = (await registry.Nobody.GetAsync("/asyncapi/v1.json")).Text + "\n";
        var path = Path.Combine(Folder(), Baseline);
        if (!File.Exists(path) || await File.ReadAllTextAsync(path) != served) await File.WriteAllTextAsync(path + ".new", served);
        File.Exists(path).ShouldBeTrue();
        served.ShouldBe(await File.ReadAllTextAsync(path), $"Review {Baseline}.new and put it in the place of {Baseline}.");
    }

    [Fact]
    public async Task Every_type_has_a_message_in_every_channel_and_every_reference_leads_somewhere()
    {
        var document = (await registry.Nobody.GetAsync("/asyncapi/v1.json")).Json;
        foreach (var channel in document["channels"]!.AsObject())
            channel.Value!["messages"]!.AsObject().Select(m => Teller.Prefix + m.Key).ShouldBe(FeedTypes.All);
        foreach (var reference in References(document))
            reference[2..].Split('/').Aggregate((JsonNode?)document, (node, name) => node?[name]).ShouldNotBeNull(reference);
    }

    static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject all => all.SelectMany(p => p.Key == "$ref" ? [p.Value!.GetValue<string>()] : References(p.Value)),
        JsonArray all => all.SelectMany(References),
        _ => [],
    };

    static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "ConsentGrains.Web.Tests.csproj"))) return folder.FullName;
        throw new InvalidOperationException("No project above the test: baselines lie beside the sources.");
    }
}
