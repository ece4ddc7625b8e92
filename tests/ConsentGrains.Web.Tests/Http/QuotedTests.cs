using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Http;

/// <summary>A problem quotes what was sent, and is short however long that was.</summary>
public sealed class QuotedTests(TestRegistry registry) : IClassFixture<TestRegistry>
{
    const int Sent = 60_000, Answered = 12_000;

    /// <summary>Cut at the same place, one of them would end in the middle of a character.</summary>
    public static TheoryData<string> Names { get; } = new(new string('k', Sent), string.Concat(Enumerable.Repeat("𠮷", Sent / 2)), "k" + string.Concat(Enumerable.Repeat("𠮷", Sent / 2)));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_name_of_a_field_is_quoted_in_part(string name)
    {
        var nested = Asking.Permitted("R1");
        nested["context"]![name] = 1;
        foreach (var (path, body) in new (string, JsonObject)[]
        {
            ("/v1/keys", new() { ["party"] = "els", [name] = 1, ["more" + name] = 1 }), ("/v1/subscriptions", new() { ["kind"] = "pull", [name] = 1 }), ("/v1/imports", new() { [name] = 1 }),
            ("/v1/commands", new() { ["enrol"] = new JsonObject { [name] = 1 } }), ("/v1/commands", new() { [name] = 1 }),
            (Asking.Evaluation, nested), (Asking.Evaluation, new() { [name] = 1 }), (Asking.Evaluations, new() { ["evaluations"] = new JsonArray(nested.DeepClone()) }),
        })
        {
            var reply = await registry.Admin.PostAsync(path, body);
            reply.Status.ShouldBeInRange(200, 499, path);
            reply.Text.Length.ShouldBeLessThan(Answered, path);
            reply.Text.ShouldNotContain("\\uFFFD", Case.Insensitive, path);
            reply.Text.ShouldNotContain("\uFFFD");
        }
    }

    [Theory]
    [InlineData("k")]
    [InlineData("%F0%A0%AE%B7")]
    public async Task The_name_of_a_parameter_is_quoted_in_part(string character)
    {
        var reply = await registry.Admin.GetAsync($"/v1/customers?k{string.Concat(Enumerable.Repeat(character, 500))}=1");
        (reply.Status, reply.Code).ShouldBe((400, "query-invalid"));
        var detail = reply.Json["detail"]!.GetValue<string>();
        detail.Length.ShouldBeLessThan(500);
        detail.ShouldContain("…: is not known; known are ", customMessage: "what to change is said all the same");
        reply.Json["errors"]![0]!["path"]!.GetValue<string>().Length.ShouldBeLessThanOrEqualTo(Limits.ProblemPathLength);
    }

    [Fact]
    public async Task The_name_of_a_column_is_quoted_in_part()
    {
        using var desk = await registry.KeyAsync("els", "desk");
        using var file = new StringContent(new string('k', Sent) + "\nx\n", System.Text.Encoding.UTF8, "text/csv");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/requests/intake") { Content = file };
        var reply = await desk.SendAsync(request, ("Idempotency-Key", "file"));
        reply.Code.ShouldBe("fields-invalid");
        reply.Json["detail"]!.GetValue<string>().ShouldEndWith("… here.");
        reply.Text.Length.ShouldBeLessThan(Answered);
    }
}
