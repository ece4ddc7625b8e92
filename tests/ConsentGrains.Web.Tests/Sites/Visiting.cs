using System.Text.Json.Nodes;
using ConsentGrains.Web.Tests.Harness;

namespace ConsentGrains.Web.Tests.Sites;

/// <summary>A site of ENS with one service described, and what a browser sends for its visitors.</summary>
static class Visiting
{
    public const string Site = "ens-www";
    public const string Visitor = "AAAAAAAAAAAAAAAAAAAAAAAA";

    /// <param name="described">Services the notice is whole for.</param>
    public static async Task RecordSiteAsync(this TestRegistry registry, string origin, params string[] described)
    {
        await registry.Admin.MustAsync("/v1/sites", new JsonObject
        {
            ["id"] = Site,
            ["operator"] = "ens",
            ["policy"] = "ENS",
            ["underArticle27_12"] = true,
            ["noticeComplete"] = false,
            ["origins"] = new JsonArray(origin),
        });
        foreach (var recipient in described)
            await registry.Admin.MustAsync($"/v1/sites/{Site}/services", new JsonObject
            {
                ["recipient"] = recipient,
                ["purpose"] = "ENS-7-CK1",
                ["sent"] = "閲覧したページのURLと時刻",
                ["use"] = "アクセス解析の提供",
            });
    }

    public static Task<Reply> VisitAsync(this TestRegistry registry, string origin, string? visitor = null) =>
        registry.Nobody.PostAsync($"/transmit/{Site}", visitor is null ? [] : new JsonObject { ["visitor"] = visitor }, ("Origin", origin));

    public static Task<Reply> ChooseAsync(this TestRegistry registry, string origin, string visitor, params string[] refused) => registry.Nobody.PostAsync(
        $"/transmit/{Site}/choice", new JsonObject { ["visitor"] = visitor, ["out"] = new JsonArray([.. refused.Select(r => JsonValue.Create(r))]) }, ("Origin", origin));

    /// <summary>`yes`, or why not.</summary>
    public static string Verdict(this Reply reply, string recipient)
    {
        var one = reply.Json["services"]!.AsArray().Single(s => (string?)s!["recipient"] == recipient)!;
        return one["decision"]!.GetValue<bool>() ? "yes" : (string)one["reason"]!;
    }
}
