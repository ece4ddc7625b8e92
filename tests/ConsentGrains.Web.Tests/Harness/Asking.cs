using System.Text.Json.Nodes;

namespace ConsentGrains.Web.Tests.Harness;

/// <summary>Questions and facts that many tests need.</summary>
static class Asking
{
    public const string Evaluation = "/access/v1/evaluation";
    public const string Evaluations = "/access/v1/evaluations";

    /// <summary>May `party` use items of a customer for a purpose?</summary>
    public static JsonObject Question(string party, string customer, string purpose, params string[] items) => new()
    {
        ["subject"] = new JsonObject { ["type"] = "party", ["id"] = party },
        ["action"] = new JsonObject { ["name"] = "use", ["properties"] = new JsonObject { ["purpose"] = purpose } },
        ["resource"] = Resource(customer, items),
        ["context"] = new JsonObject(),
    };

    public static JsonObject Resource(string customer, params string[] items) => new()
    {
        ["type"] = "customer",
        ["id"] = customer,
        ["properties"] = new JsonObject { ["items"] = new JsonArray([.. items.Select(i => JsonValue.Create(i))]) },
    };

    /// <summary>A question that is permitted for an enrolled customer of els.</summary>
    public static JsonObject Permitted(string number) => Question("els", $"els/{number}", "ELS-EL-2-PU3", "ELS-EL-3/name");

    /// <summary>Joint use ② as a partner asks for it.</summary>
    public static JsonObject JointUse(string party, string number)
    {
        var question = Question(party, $"els/{number}", "ELS-EL-5-JU2-U5", "ELS-EL-3/name");
        question["action"]!["name"] = "joint-use";
        return question;
    }

    public static async Task EnrolAsync(this TestRegistry registry, string number)
    {
        await registry.Els.MustAsync($"/v1/customers/els/{number}/enrolments", new JsonObject { ["policy"] = "ELS-EL" });
        await registry.Els.MustAsync($"/v1/customers/els/{number}/contracts", new JsonObject { ["id"] = "K1", ["policy"] = "ELS-EL", ["state"] = "active" });
    }

    /// <summary>What identifies one answer or one moment, taken out, so that two answers can be compared byte by byte.</summary>
    public static string WithoutIdAndTime(this Reply reply)
    {
        var json = reply.Json;
        json["context"]!["id"] = "-";
        json["context"]!["asOf"] = "-";
        return json.ToJsonString();
    }
}
