using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConsentGrains.Web.Description;
using ConsentGrains.Web.Tests.Feed;
using ConsentGrains.Web.Tests.Harness;
using Microsoft.AspNetCore.Routing;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Http;

public sealed class OpenApiTests(TestRegistry registry) : IClassFixture<TestRegistry>
{
    const string Baseline = "openapi.v1.json";

    static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What describes the API is not of it, nor are the pages.</summary>
    static readonly string[] Undescribed = ["/openapi/", "/asyncapi/", "/docs", "docs", "/admin", "/desk", "/sign-", "/language/", "/assets/"];

    [Fact]
    public async Task The_document_is_the_one_that_was_reviewed()
    {
        var served = JsonNode.Parse((await registry.Nobody.GetAsync("/openapi/v1.json")).Text)!.ToJsonString(Readable) + "\n";
        var path = Path.Combine(Folder(), Baseline);
        if (!File.Exists(path) || await File.ReadAllTextAsync(path) != served) await File.WriteAllTextAsync(path + ".new", served);
        File.Exists(path).ShouldBeTrue();
        served.ShouldBe(await File.ReadAllTextAsync(path), $"Review {Baseline}.new and put it in the place of {Baseline}.");
    }

    [Fact]
    public async Task The_document_is_OpenAPI_3_1_and_its_references_lead_somewhere()
    {
        var document = (await registry.Nobody.GetAsync("/openapi/v1.json")).Json;
        document["openapi"]!.GetValue<string>().ShouldStartWith("3.1");
        var schemas = document["components"]!["schemas"]!.AsObject();
        foreach (var reference in References(document))
            schemas.ContainsKey(reference["#/components/schemas/".Length..]).ShouldBeTrue(reference);
    }

    [Fact]
    public void Every_endpoint_is_described()
    {
        var endpoints = ((IEndpointRouteBuilder)registry.App).DataSources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>().ToList();
        endpoints.Count.ShouldBeGreaterThan(40);
        endpoints.Where(e => e.Metadata.GetMetadata<Described>() is null).Select(e => e.RoutePattern.RawText!)
            .Where(path => !Undescribed.Any(start => path.StartsWith(start, StringComparison.Ordinal))).ShouldBeEmpty();
        endpoints.Select(e => e.Metadata.GetMetadata<Described>()?.Id).OfType<string>().GroupBy(id => id, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => g.Key)
            .ShouldBeEmpty();
    }

    [Fact]
    public async Task The_page_is_served_without_a_network()
    {
        var page = await registry.Nobody.GetAsync("/docs/index.html");
        page.Status.ShouldBe(200);
        page.Text.ShouldContain("swagger-ui");
        page.Text.ShouldNotContain("https://");
        (await registry.Nobody.GetAsync("/docs/swagger-ui-bundle.js")).Status.ShouldBe(200);
        (await registry.Nobody.GetAsync("/docs/swagger-ui.css")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task The_examples_of_questions_are_questions()
    {
        var schemas = (await registry.Nobody.GetAsync("/openapi/v1.json")).Json["components"]!["schemas"]!;
        (await registry.Els.AskAsync(schemas["Evaluation"]!["examples"]![0]!)).Status.ShouldBe(200);
        (await registry.Els.PostAsync(Asking.Evaluations, schemas["Evaluations"]!["examples"]![0]!)).Text.ShouldNotContain("error");
    }

    [Fact]
    public async Task The_examples_of_commands_have_the_right_fields()
    {
        var document = (await registry.Nobody.GetAsync("/openapi/v1.json")).Json;
        var webhook = await registry.Admin.SubscribeAsync(Subscribing.Webhook("https://partner.example/"));
        foreach (var (path, item) in document["paths"]!.AsObject().Where(p => p.Value!["post"]?["requestBody"] is not null && p.Key.StartsWith("/v1/", StringComparison.Ordinal) && p.Value["post"]!["requestBody"]!["content"]!["application/json"] is not null))
        {
            var schema = References(item!["post"]!["requestBody"]).Single()["#/components/schemas/".Length..];
            var example = document["components"]!["schemas"]![schema]!["examples"]![0]!;
            var number = path.Contains("supply-points", StringComparison.Ordinal) ? "0300000000000000000001" : "example";
            var reply = await registry.Admin.PostAsync(path.Replace("{operator}", "els", StringComparison.Ordinal).Replace("{number}", number, StringComparison.Ordinal).Replace("subscriptions/{id}", "subscriptions/" + webhook, StringComparison.Ordinal), example, ("Idempotency-Key", path));
            // A step of a request that is none is not found, once its fields are right.
            if (schema is not ("Publish" or "Verify")) reply.Status.ShouldBeOneOf(path.Contains("/requests/{id}/", StringComparison.Ordinal) || path.Contains("/incidents/{id}/", StringComparison.Ordinal) ? [404] : [201, 422], $"{path}: {reply.Text}");
        }
    }

    static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject all => all.SelectMany(p => p.Key == "$ref" ? [p.Value!.GetValue<string>()] : References(p.Value)),
        JsonArray all => all.SelectMany(References),
        _ => [],
    };

    /// <summary>The folder of this project's sources, where the baseline is reviewed.</summary>
    static string Folder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "ConsentGrains.Web.Tests.csproj"))) return folder.FullName;
        throw new InvalidOperationException("No project above the test: baselines lie beside the sources.");
    }
}
