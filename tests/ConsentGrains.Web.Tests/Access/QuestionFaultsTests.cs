using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Access;

/// <summary>What can be wrong with the body of a question, and how it is said.</summary>
public sealed class QuestionFaultsTests(TestRegistry registry) : IClassFixture<TestRegistry>
{
    const string Whole = """
        {"subject":{"type":"party","id":"els"},"action":{"name":"use","properties":{"purpose":"ELS-EL-2-PU3"}},"resource":{"type":"customer","id":"els/C1","properties":{"items":["ELS-EL-3/name"]}}}
        """;

    [Theory]
    [InlineData("\"purpose\"", "\"purpse\"", "/action/properties/purpse", "field-unknown")]
    [InlineData("\"type\":\"party\"", "\"type\":\"user\"", "/subject/type", "word-unknown")]
    [InlineData("\"type\":\"party\",", "", "/subject/type", "field-missing")]
    [InlineData(",\"id\":\"els\"", "", "/subject/id", "field-missing")]
    [InlineData("\"id\":\"els\"", "\"id\":7", "/subject/id", "field-type")]
    [InlineData("\"name\":\"use\",", "", "/action/name", "field-missing")]
    [InlineData("\"id\":\"els/C1\",", "", "/resource/id", "field-missing")]
    [InlineData("\"type\":\"customer\"", "\"type\":\"account\"", "/resource/type", "word-unknown")]
    [InlineData("[\"ELS-EL-3/name\"]", "[]", "/resource/properties/items", "field-missing")]
    [InlineData("[\"ELS-EL-3/name\"]", "[1]", "/resource/properties/items", "field-type")]
    [InlineData("[\"ELS-EL-3/name\"]", "[null]", "/resource/properties/items", "field-type")]
    [InlineData("[\"ELS-EL-3/name\"]", "\"ELS-EL-3/name\"", "/resource/properties/items", "field-type")]
    [InlineData("{\"purpose\":\"ELS-EL-2-PU3\"}", "[]", "/action/properties", "field-type")]
    [InlineData("\"name\":\"use\"", "\"name\":\"use\",\"purpose\":\"P\"", "/action/purpose", "field-unknown")]
    [InlineData("{\"subject\"", "{\"at\":\"2026-04-01T00:00:00Z\",\"subject\"", "/at", "field-unknown")]
    [InlineData("{\"subject\"", "{\"evaluations\":[],\"subject\"", "/evaluations", "field-unknown")]
    [InlineData("{\"subject\"", "{\"context\":{\"purpose\":\"P\"},\"subject\"", "/action/properties/purpose", "fields-disagree")]
    [InlineData("{\"subject\"", "{\"context\":{\"form\":\"both\"},\"subject\"", "/context/form", "word-unknown")]
    [InlineData("{\"subject\"", "{\"context\":{\"at\":\"2026-04-01\"},\"subject\"", "/context/at", "time-malformed")]
    [InlineData("{\"subject\"", "{\"context\":{\"at\":\"2026-04-01T00:00:00\"},\"subject\"", "/context/at", "time-malformed")]
    [InlineData("{\"subject\"", "{\"context\":{\"explain\":\"yes\"},\"subject\"", "/context/explain", "field-type")]
    [InlineData("{\"subject\"", "{\"context\":[],\"subject\"", "/context", "field-type")]
    public async Task A_fault_is_named_with_its_place(string part, string instead, string path, string code)
    {
        var reply = await registry.Els.PostTextAsync(Asking.Evaluation, Whole.Replace(part, instead, StringComparison.Ordinal));
        reply.Status.ShouldBe(400);
        reply.Code.ShouldBe("fields-invalid");
        reply.Json["errors"]!.AsArray().Select(e => (e!["path"]!.GetValue<string>(), e["code"]!.GetValue<string>())).ShouldContain((path, code));
    }

    [Fact]
    public async Task The_whole_question_has_no_fault() => (await registry.Els.PostTextAsync(Asking.Evaluation, Whole)).Status.ShouldBe(200);

    [Fact]
    public async Task Every_fault_is_reported_at_once()
    {
        var reply = await registry.Els.PostTextAsync(Asking.Evaluation, """{"subject":{"type":"user"},"action":{},"resource":{"id":1}}""");
        reply.Json["errors"]!.AsArray().Select(e => e!["path"]!.GetValue<string>())
            .ShouldBe(["/resource/id", "/subject/type", "/subject/id", "/action/name", "/resource/type", "/resource/properties/items"]);
    }

    [Theory]
    [InlineData("""{"subject":{},"subject":{}}""")]
    [InlineData("""{"action":{"name":"use","name":"provide"}}""")]
    [InlineData("""{"action":{"properties":{},"properties":{}}}""")]
    [InlineData("""{"context":{"purpose":"a","purpose":"b"}}""")]
    public async Task A_key_that_stands_twice_is_refused(string body) =>
        (await registry.Els.PostTextAsync(Asking.Evaluation, body)).Code.ShouldBe("json-duplicate-key");

    [Fact]
    public async Task A_word_that_is_too_long_is_refused()
    {
        var reply = await registry.Els.AskAsync(Asking.Question("els", "els/C1", new string('x', 513), "ELS-EL-3/name"));
        reply.Json["errors"]![0]!["code"]!.GetValue<string>().ShouldBe("field-too-long");
    }

    [Theory]
    [InlineData("{", "line 1")]
    [InlineData("{\n\"subject\": nope}", "line 2")]
    [InlineData("{} {}", "line 1")]
    [InlineData("", "line 1")]
    public async Task What_is_not_JSON_is_refused_with_its_place(string body, string place)
    {
        var reply = await registry.Els.PostTextAsync(Asking.Evaluation, body);
        reply.Code.ShouldBe("json-malformed");
        reply.Json["detail"]!.GetValue<string>().ShouldContain(place);
    }

    [Theory]
    [InlineData("""{"subject":{"id":"\ud800"}}""")]
    [InlineData("""{"context":{"\ud800":1}}""")]
    [InlineData("""{"context":{"items":["\udc00x"]}}""")]
    public async Task Half_a_surrogate_pair_is_refused(string body)
    {
        (await registry.Els.PostTextAsync(Asking.Evaluation, body)).Code.ShouldBe("json-malformed");
        (await registry.Els.PostTextAsync(Asking.Evaluations, body)).Code.ShouldBe("json-malformed");
    }

    [Fact]
    public async Task What_is_no_object_is_refused() => (await registry.Els.PostTextAsync(Asking.Evaluation, "[]")).Code.ShouldBe("fields-invalid");

    [Fact]
    public async Task Sixty_four_items_pass_and_one_more_does_not()
    {
        var items = Enumerable.Range(0, 65).Select(i => $"ELS-EL-3/x{i}").ToArray();
        (await registry.Els.AskAsync(Asking.Question("els", "els/C1", "ELS-EL-2-PU3", items[..64]))).Status.ShouldBe(200);
        (await registry.Els.AskAsync(Asking.Question("els", "els/C1", "ELS-EL-2-PU3", items))).Code.ShouldBe("too-many-items");
    }

    [Fact]
    public async Task Thirty_two_levels_pass_and_one_more_does_not()
    {
        static string Nested(int levels) => Whole.Trim()[..^1] + ",\"extra\":" + new string('[', levels) + new string(']', levels) + "}";
        (await registry.Els.PostTextAsync(Asking.Evaluation, Nested(31))).Status.ShouldBe(200);
        (await registry.Els.PostTextAsync(Asking.Evaluation, Nested(32))).Code.ShouldBe("json-too-deep");
        (await registry.Els.PostTextAsync("/v1/commands", Nested(32))).Code.ShouldBe("json-too-deep");
    }

    [Fact]
    public async Task A_megabyte_passes_and_one_byte_more_does_not()
    {
        var rest = 1024 * 1024 - Whole.Trim().Length - ",\"extra\":\"\"".Length;
        static string Padded(int length) => Whole.Trim()[..^1] + ",\"extra\":\"" + new string('x', length) + "\"}";
        (await registry.Els.PostTextAsync(Asking.Evaluation, Padded(rest))).Status.ShouldBe(200);
        (await registry.Els.PostTextAsync(Asking.Evaluation, Padded(rest + 1))).Code.ShouldBe("body-too-large");
    }

    [Fact]
    public async Task A_name_with_escapes_is_read_as_what_it_means()
    {
        await registry.EnrolAsync("escaped");
        var body = Asking.Permitted("escaped").ToJsonString().Replace("\"purpose\"", "\"purp\\u006fse\"", StringComparison.Ordinal);
        JsonNode.Parse((await registry.Els.PostTextAsync(Asking.Evaluation, body)).Text)!["decision"]!.GetValue<bool>().ShouldBeTrue();
    }
}
