using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Web.Tests.Http;

/// <summary>Moments at both ends of the calendar, wherever one is taken.</summary>
public sealed class FarTimesTests(TestRegistry registry) : IClassFixture<TestRegistry>
{
    static readonly string[] Paths =
    [
        "/v1/customers/els/far?at=", "/v1/parties?at=", "/v1/roles?at=", "/v1/purposes?at=", "/v1/entrustments?at=", "/v1/terms?at=", "/v1/sites?at=",
        "/v1/customers?enrolledSince=", "/v1/due?before=", "/v1/decisions?from=", "/v1/decisions?to=",
    ];

    public static IEnumerable<object[]> Moments =>
        from moment in new[] { "9999-12-31T23:59:59Z", "9999-12-31T23:59:59.9999999-23:59", "9998-12-31T23:59:59Z", "0001-01-01T00:00:00Z", "0001-01-01T00:00:00+14:00" }
        select new object[] { moment };

    [Theory]
    [MemberData(nameof(Moments))]
    public async Task A_moment_at_the_end_of_the_calendar_is_answered_or_named(string moment)
    {
        await registry.EnrolAsync("far");
        foreach (var path in Paths)
        {
            var reply = await registry.Els.GetAsync(path + moment.Replace("+", "%2B", StringComparison.Ordinal));
            reply.Status.ShouldBeLessThan(500, $"{path}: {reply.Text}");
            if (moment.StartsWith("9999", StringComparison.Ordinal)) reply.Code.ShouldBe("query-invalid", path);
        }

        var question = Asking.Permitted("far");
        question["context"]!["at"] = moment;
        foreach (var (path, body) in new (string, JsonNode)[] { (Asking.Evaluation, question), (Asking.Evaluations, new JsonObject { ["evaluations"] = new JsonArray(question.DeepClone()) }),
            ("/access/v1/search/subject", question), ("/access/v1/search/resource", question) })
        {
            var reply = await registry.Els.PostAsync(path, body);
            reply.Status.ShouldBeLessThan(500, $"{path}: {reply.Text}");
            if (moment.StartsWith("9999", StringComparison.Ordinal)) reply.Text.ShouldContain("time-malformed", customMessage: path);
        }
    }
}
