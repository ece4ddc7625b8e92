using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Access;

public sealed class EvaluationsTests(TestRegistry registry) : IClassFixture<TestRegistry>
{
    [Theory]
    [InlineData(null, "TFT")]
    [InlineData("execute_all", "TFT")]
    [InlineData("deny_on_first_deny", "TF")]
    [InlineData("permit_on_first_permit", "T")]
    public async Task A_batch_ends_where_its_semantic_says(string? semantic, string decisions)
    {
        await registry.EnrolAsync("batch");
        var body = Batch("batch", "nobody", "batch");
        if (semantic is not null) body["options"] = new JsonObject { ["evaluations_semantic"] = semantic, ["another_option"] = "value" };
        Decisions(await registry.Els.PostAsync(Asking.Evaluations, body)).ShouldBe(decisions);
    }

    [Fact]
    public async Task Permit_on_first_permit_goes_on_over_denies()
    {
        await registry.EnrolAsync("later");
        var body = Batch("nobody", "nobody", "later", "later");
        body["options"] = new JsonObject { ["evaluations_semantic"] = "permit_on_first_permit" };
        Decisions(await registry.Els.PostAsync(Asking.Evaluations, body)).ShouldBe("FFT");
    }

    [Fact]
    public async Task A_semantic_nobody_knows_is_refused()
    {
        var body = Batch("nobody");
        body["options"] = new JsonObject { ["evaluations_semantic"] = "first" };
        var reply = await registry.Els.PostAsync(Asking.Evaluations, body);
        reply.Code.ShouldBe("fields-invalid");
        reply.Json["errors"]![0]!["path"]!.GetValue<string>().ShouldBe("/options/evaluations_semantic");
    }

    [Fact]
    public async Task Defaults_count_wherever_they_stand_and_a_part_replaces_the_default_whole()
    {
        await registry.EnrolAsync("defaults");
        const string List = """[{"resource":{"type":"customer","id":"els/defaults","properties":{"items":["ELS-EL-3/name"]}}},{"action":{"name":"provide","properties":{"recipient":"emana"}},"resource":{"type":"customer","id":"els/defaults","properties":{"items":["ELS-EL-3/name"]}}}]""";
        const string Subject = """{"type":"party","id":"els"}""";
        const string Action = """{"name":"use","properties":{"purpose":"ELS-EL-2-PU3"}}""";
        foreach (var body in new[]
        {
            $$"""{"subject":{{Subject}},"action":{{Action}},"evaluations":{{List}}}""",
            $$"""{"evaluations":{{List}},"action":{{Action}},"subject":{{Subject}}}""",
        })
        {
            var reply = await registry.Els.PostTextAsync(Asking.Evaluations, body);
            Decisions(reply).ShouldBe("TF");
            reply.Json["evaluations"]![1]!["context"]!["reasons"]![0]!["code"]!.GetValue<string>().ShouldBe("purpose-unknown");
        }
    }

    [Fact]
    public async Task An_evaluation_that_can_not_be_taken_is_a_deny_of_its_own()
    {
        await registry.EnrolAsync("single");
        var body = Batch("single", "single", "single");
        body["evaluations"]![1]!["resource"]!["properties"]!["itmes"] = "x";
        body["evaluations"]![2]!["subject"] = new JsonObject { ["type"] = "party", ["id"] = "emana" };
        var reply = await registry.Els.PostAsync(Asking.Evaluations, body);
        Decisions(reply).ShouldBe("TFF");
        var error = reply.Json["evaluations"]![1]!["context"]!["error"]!;
        error["code"]!.GetValue<string>().ShouldBe("fields-invalid");
        error["errors"]![0]!["path"]!.GetValue<string>().ShouldBe("/evaluations/1/resource/properties/itmes");
        reply.Json["evaluations"]![2]!["context"]!["error"]!["code"]!.GetValue<string>().ShouldBe("party-mismatch");
    }

    [Fact]
    public async Task Without_a_list_a_batch_is_one_evaluation()
    {
        await registry.EnrolAsync("alone");
        (await registry.Els.PostAsync(Asking.Evaluations, Asking.Permitted("alone"))).Decision.ShouldBeTrue();
        var empty = Asking.Permitted("alone");
        empty["evaluations"] = new JsonArray();
        (await registry.Els.PostAsync(Asking.Evaluations, empty)).Decision.ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"evaluations":{}}""", "/evaluations")]
    [InlineData("""{"evaluations":[],"options":[]}""", "/options")]
    [InlineData("""{"context":{"purpsoe":"x"},"evaluations":[{}]}""", "/context/purpsoe")]
    public async Task What_is_wrong_with_the_batch_itself_is_a_problem(string body, string path)
    {
        var reply = await registry.Els.PostTextAsync(Asking.Evaluations, body);
        reply.Status.ShouldBe(400);
        reply.Json["errors"]![0]!["path"]!.GetValue<string>().ShouldBe(path);
    }

    [Fact]
    public async Task A_word_of_the_defaults_and_of_an_evaluation_do_not_both_count()
    {
        var body = Batch("nobody");
        body["evaluations"]![0]!["context"] = new JsonObject { ["purpose"] = "other" };
        var reply = await registry.Els.PostAsync(Asking.Evaluations, body);
        reply.Json["evaluations"]![0]!["context"]!["error"]!["errors"]![0]!["code"]!.GetValue<string>().ShouldBe("fields-disagree");
    }

    [Fact]
    public async Task A_thousand_evaluations_pass_and_one_more_does_not()
    {
        await registry.EnrolAsync("many");
        var reply = await registry.Els.PostAsync(Asking.Evaluations, Batch([.. Enumerable.Repeat("many", 1000)]));
        Decisions(reply).ShouldBe(new string('T', 1000));
        (await registry.Els.PostAsync(Asking.Evaluations, Batch([.. Enumerable.Repeat("many", 1001)]))).Code.ShouldBe("too-many-evaluations");
    }

    static JsonObject Batch(params string[] numbers) => new()
    {
        ["subject"] = new JsonObject { ["type"] = "party", ["id"] = "els" },
        ["action"] = new JsonObject { ["name"] = "use", ["properties"] = new JsonObject { ["purpose"] = "ELS-EL-2-PU3" } },
        ["evaluations"] = new JsonArray([.. numbers.Select(n => new JsonObject { ["resource"] = Asking.Resource($"els/{n}", "ELS-EL-3/name") })]),
    };

    static string Decisions(Reply reply) =>
        string.Concat(reply.Json["evaluations"]!.AsArray().Select(e => e!["decision"]!.GetValue<bool>() ? 'T' : 'F'));
}
