using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;
using ConsentGrains.Core.Policies.Changes;
using ConsentGrains.Grains;
using ConsentGrains.Web.Description;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Registry;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConsentGrains.Web.Policies;

/// <summary>`/v1/policies/{id}/drafts`: later versions that bind nobody yet, what each would change, and their publication. A policy's own operator and auditors see them.</summary>
sealed class DraftEndpoints(Gatehouse gatehouse, CommandDesk desk, ImpactEndpoint impact, IGrains grains, TimeProvider clock)
{
    const string Tag = "policies";
    const string Drafts = "/v1/policies/{id}/drafts";
    const string One = Drafts + "/{version}";
    public const Roles MayRead = Roles.Register | Roles.Audit | Roles.Admin;

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost(Drafts, gatehouse.Behind(PostedCommand.MayTell, call => desk.TellAsync(call, "draft", "policy", Id(call))))
            .Describe(new("draft", Tag, "Puts down a draft of a later version, in place of one of the same version.", "Recorded") { Body = "Publish", Roles = PostedCommand.MayTell, IsCommand = true });
        Post("withdraw", "withdraw-draft", "WithdrawDraft", "Withdraws a draft.");
        Post("publish", "publish-draft", "PublishDraft", "Makes a draft a published version.");
        Get(Drafts, new("list-drafts", Tag, "The drafts of a policy.", "Drafts") { Query = Described.Paging }, ListAsync);
        Get(One, new("read-draft", Tag, "A draft whole, with its file.", "Policy"), ReadAsync);
        Get(One + "/diff", new("compare-draft", Tag, "What a draft would change against the newest version, which notices it would owe, and what it lacks itself.", "Comparison"), CompareAsync);
        Get(One + "/impact", ImpactEndpoint.Description, call => Find(call) is { } draft ? impact.SendAsync(call, draft) : ValueTask.FromResult<Problem?>(NotFound()));

        void Get(string path, Described description, Handler handler) =>
            endpoints.MapGet(path, gatehouse.Behind(MayRead, handler)).Describe(description with { Roles = MayRead });
        void Post(string path, string command, string schema, string summary) =>
            endpoints.MapPost($"{One}/{path}", gatehouse.Behind(PostedCommand.MayTell, call => TellAsync(call, command)))
                .Describe(new(command, Tag, summary, "Recorded") { Body = schema, Roles = PostedCommand.MayTell, IsCommand = true });
    }

    ValueTask<Problem?> TellAsync(Call call, string command) => CommandBody.TakeAsync(call.Http, async body =>
    {
        if (body.ValueKind != JsonValueKind.Object) return JsonBody.NotAnObject();
        using var of = CommandBody.With(body, "policy", Id(call));
        using var fields = CommandBody.With(of.RootElement, "version", Version(call));
        return await desk.TellAsync(call, command, fields.RootElement);
    });

    ValueTask<Problem?> ListAsync(Call call) => grains.Directory.Policies.Family(Id(call)) is { } family && MaySee(family.Operator, call.Who)
        ? Lists.SendAsync(call.Http, grains.Directory.DraftsOf(family.Id), d => d.Policy.Version, Summary)
        : ValueTask.FromResult<Problem?>(NotFound());

    async ValueTask<Problem?> ReadAsync(Call call)
    {
        if (Find(call) is not { } draft) return NotFound();
        using var reply = new JsonReply();
        JsonSerializer.Serialize(reply.Writer, draft.Policy, PolicyJson.Default.Policy);
        await reply.SendAsync(call.Http, StatusCodes.Status200OK);
        return null;
    }

    async ValueTask<Problem?> CompareAsync(Call call)
    {
        if (new Query(call.Http.Request.Query).Check() is { } wrong) return wrong;
        if (Find(call) is not { } draft || grains.Directory.Policies.Family(draft.Policy.Id) is not { } family) return NotFound();
        using var reply = new JsonReply();
        reply.Writer.Object(PolicyComparison.Of(family.Versions[^1], draft.Policy, Instant.From(clock.GetUtcNow()).Day), ComparisonJson.Comparison);
        await reply.SendAsync(call.Http, StatusCodes.Status200OK);
        return null;
    }

    PolicyDraft? Find(Call call) => grains.Directory.Draft(Id(call), Version(call)) is { } draft && MaySee(draft.Policy.Operator, call.Who) ? draft : null;

    static void Summary(Utf8JsonWriter json, PolicyDraft draft)
    {
        json.WriteString("policy", draft.Policy.Id);
        json.WriteString("version", draft.Policy.Version);
        json.Day("from", draft.Policy.From);
        json.WriteString("title", draft.Policy.Title);
        json.WriteNumber("revision", draft.Revision);
        json.Moment("since", draft.Since);
    }

    static bool MaySee(string @operator, Presented who) => who.SeesAll || who.Party == @operator;

    static string Id(Call call) => (string)call.Http.Request.RouteValues["id"]!;

    static string Version(Call call) => (string)call.Http.Request.RouteValues["version"]!;

    static Problem NotFound() => Problems.Of(ProblemCode.NotFound, "There is no such draft of a policy of yours: see /v1/policies/ID/drafts.");
}
