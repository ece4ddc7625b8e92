using System.Text.Json.Nodes;
using ConsentGrains.Policies;
using ConsentGrains.Web.Tests.Harness;
using Shouldly;

namespace ConsentGrains.Web.Tests.Policies;

/// <summary>Later versions of published policies, as whole files, and what is done with them over HTTP.</summary>
static class Drafting
{
    public const string WithoutPartners = "remove: [ELS-EL-2-PU12, ELS-EL-5-JU2-U8]";

    /// <param name="changes">Keys of a policy file without policy, version and day.</param>
    /// <param name="dated">Whether the file gives its day, 2027-04-01.</param>
    public static string File(string policy, string version, string changes = "title: 新しい題名", bool dated = true)
    {
        var earlier = PolicyFiles.BuiltIn().Single(f => f.Policy.Id == policy).Text;
        var text = PolicyFiles.Amend(earlier, $"policy: {policy}\nversion: \"{version}\"\nfrom: 2027-04-01\n{changes}", "changes").ShouldBeOfType<PolicyLoad.Loaded>().File.Text;
        return dated ? text : string.Join('\n', text.Split('\n').Where(line => !line.StartsWith("from:", StringComparison.Ordinal)));
    }

    public static Task<Reply> DraftAsync(this Client client, string policy, string source) =>
        client.PostAsync($"/v1/policies/{policy}/drafts", new JsonObject { ["source"] = source });

    public static Task<Reply> PublishAsync(this Client client, string policy, string version, string? from = null, int? revision = null)
    {
        var body = new JsonObject();
        if (from is not null) body["from"] = from;
        if (revision is not null) body["revision"] = revision;
        return client.PostAsync($"/v1/policies/{policy}/drafts/{version}/publish", body);
    }

    /// <summary>The lines of an impact.</summary>
    public static async Task<IReadOnlyList<JsonNode>> ImpactAsync(this Client client, string path)
    {
        var reply = await client.GetAsync(path);
        reply.Status.ShouldBe(200, reply.Text);
        reply.Type.ShouldBe("application/x-ndjson");
        return [.. reply.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }
}
