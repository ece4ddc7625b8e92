using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Registry;

/// <summary>Idempotency-Key, If-Match and ETag.</summary>
public sealed class CommandTermsTests(TestRegistry registry) : IClassFixture<TestRegistry>
{
    [Fact]
    public async Task The_same_key_and_command_give_the_first_answer_again()
    {
        var first = await StopAsync("once", "phone", ("Idempotency-Key", "k-1"));
        var again = await StopAsync("once", "phone", ("Idempotency-Key", "k-1"));
        first.Status.ShouldBe(201);
        again.Status.ShouldBe(200);
        again.Json["repeated"]!.GetValue<bool>().ShouldBeTrue();
        again.Json["revision"]!.ToString().ShouldBe(first.Json["revision"]!.ToString());
        again.Json["recordedAt"]!.ToString().ShouldBe(first.Json["recordedAt"]!.ToString());
        (await registry.Els.GetAsync("/v1/customers/els/once")).Json["revision"]!.GetValue<int>().ShouldBe(first.Json["revision"]!.GetValue<int>());
    }

    [Fact]
    public async Task Another_command_under_the_key_is_refused()
    {
        await StopAsync("reused", "phone", ("Idempotency-Key", "k-2"));
        var other = await StopAsync("reused", "email", ("Idempotency-Key", "k-2"));
        other.Status.ShouldBe(422);
        other.Code.ShouldBe("idempotency-key-reused");
    }

    [Fact]
    public async Task Spaces_and_order_make_no_other_command()
    {
        await registry.EnrolAsync("spaced");
        var path = "/v1/customers/els/spaced/stops";
        (await registry.Els.PostTextAsync(path, """{"act":"use","channel":"phone"}""", ("Idempotency-Key", "k-3"))).Status.ShouldBe(201);
        (await registry.Els.PostTextAsync(path, """{ "channel" : "phone", "act" : "use" }""", ("Idempotency-Key", "k-3"))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task A_command_meant_for_another_revision_is_refused()
    {
        await registry.EnrolAsync("etag");
        var tag = (await registry.Els.GetAsync("/v1/customers/els/etag")).Headers["ETag"];
        tag.ShouldBe("\"2\"");
        (await registry.Els.PostTextAsync("/v1/customers/els/etag/stops", "{}", ("If-Match", tag))).Status.ShouldBe(201);
        var late = await registry.Els.PostTextAsync("/v1/customers/els/etag/stops", "{}", ("If-Match", tag));
        late.Status.ShouldBe(412);
        late.Code.ShouldBe("revision-conflict");
        late.Json["revision"]!.GetValue<int>().ShouldBe(3);
        (await registry.Els.GetAsync("/v1/customers/els/etag")).Json["revision"]!.GetValue<int>().ShouldBe(3);
    }

    [Theory]
    [InlineData("If-Match", "2")]
    [InlineData("If-Match", "*")]
    [InlineData("If-Match", "W/\"2\"")]
    [InlineData("If-Match", "\"-2\"")]
    [InlineData("Idempotency-Key", "caf\u00e9")]
    [InlineData("X-Request-ID", "caf\u00e9")]
    public async Task A_header_that_can_not_be_used_is_refused(string name, string value)
    {
        await registry.EnrolAsync("headers");
        var reply = await StopAsync("headers", "phone", (name, value));
        reply.Code.ShouldBe("header-invalid");
        reply.Json["errors"]![0]!["path"]!.GetValue<string>().ShouldBe(name);
    }

    [Fact]
    public async Task A_key_of_255_characters_passes_and_one_more_does_not()
    {
        (await StopAsync("long", "phone", ("Idempotency-Key", new string('k', 255)))).Status.ShouldBe(201);
        (await StopAsync("long", "phone", ("Idempotency-Key", new string('k', 256)))).Code.ShouldBe("header-invalid");
    }

    async Task<Reply> StopAsync(string number, string channel, params (string Name, string Value)[] headers)
    {
        if ((await registry.Els.GetAsync($"/v1/customers/els/{number}")).Status == 404) await registry.EnrolAsync(number);
        return await registry.Els.PostAsync($"/v1/customers/els/{number}/stops", new JsonObject { ["act"] = "use", ["channel"] = channel }, headers);
    }
}
