using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;

namespace ConsentGrains.Web.Tests.Access;

/// <summary>Searches made of questions, and all their pages.</summary>
static class Searching
{
    public const string Subject = "/access/v1/search/subject";
    public const string Resource = "/access/v1/search/resource";
    public const string Action = "/access/v1/search/action";

    /// <summary>The search in which the part of the question is the one sought.</summary>
    public static JsonObject Without(this JsonNode question, string path)
    {
        var search = question.DeepClone().AsObject();
        if (path == Subject) search["subject"]!.AsObject().Remove("id");
        else if (path == Resource) search["resource"]!.AsObject().Remove("id");
        else search.Remove("action");
        return search;
    }

    public static JsonObject OnPage(this JsonObject search, int limit, string? token)
    {
        search["page"] = new JsonObject { ["limit"] = limit, ["token"] = token };
        return search;
    }

    /// <summary>Every page of a search, as `name` of what was found.</summary>
    public static async Task<List<string>> FindAsync(this Client client, string path, JsonNode question, int limit = 1_000)
    {
        var found = new List<string>();
        var token = "";
        do
        {
            var reply = await client.PostAsync(path, question.Without(path).OnPage(limit, token));
            reply.Status.ShouldBe(200, reply.Text);
            var results = reply.Json["results"]!.AsArray();
            results.Count.ShouldBe(reply.Json["page"]!["count"]!.GetValue<int>());
            results.Count.ShouldBeLessThanOrEqualTo(limit);
            found.AddRange(results.Select(r => Name(r!)));
            token = reply.Json["page"]!["next_token"]!.GetValue<string>();
        }
        while (token.Length > 0);
        return found;
    }

    static string Name(JsonNode result) => result["id"]?.GetValue<string>()
        ?? $"{result["name"]!.GetValue<string>()} {result["properties"]?["purpose"]?.GetValue<string>()}";
}
