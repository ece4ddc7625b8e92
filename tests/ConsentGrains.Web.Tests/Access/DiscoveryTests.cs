using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Access;

public sealed class DiscoveryTests(TestRegistry registry) : IClassFixture<TestRegistry>
{
    [Fact]
    public async Task The_metadata_name_what_is_served_and_nothing_else()
    {
        var reply = await registry.Nobody.GetAsync("/.well-known/authzen-configuration");
        reply.Status.ShouldBe(200);
        var at = registry.Address.ToString().TrimEnd('/');
        reply.Json.AsObject().Select(p => (p.Key, p.Value!.GetValue<string>())).ShouldBe([
            ("policy_decision_point", at),
            ("access_evaluation_endpoint", at + "/access/v1/evaluation"),
            ("access_evaluations_endpoint", at + "/access/v1/evaluations"),
            ("search_subject_endpoint", at + "/access/v1/search/subject"),
            ("search_resource_endpoint", at + "/access/v1/search/resource"),
            ("search_action_endpoint", at + "/access/v1/search/action"),
        ]);
    }

    [Fact]
    public async Task Every_endpoint_the_metadata_name_is_there()
    {
        var metadata = (await registry.Nobody.GetAsync("/.well-known/authzen-configuration")).Json.AsObject();
        foreach (var endpoint in metadata.Where(p => p.Key.EndsWith("_endpoint", StringComparison.Ordinal)))
            (await registry.Els.PostTextAsync(endpoint.Value!.GetValue<string>(), "{}")).Code.ShouldBe("fields-invalid");
    }
}
