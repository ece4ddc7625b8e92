using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Subscriptions;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Feed;
using ConsentGrains.Grains.Index;
using ConsentGrains.Grains.Subscriptions;
using ConsentGrains.Web.Description;
using ConsentGrains.Web.Feed.Webhooks;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Registry;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConsentGrains.Web.Feed;

/// <summary>`/v1/subscriptions`: a party makes, sees and changes its own; an administrator sees and changes all, an auditor sees all. A secret is shown once, in
/// the answer that made it.</summary>
sealed class SubscriptionEndpoints(
    Gatehouse gatehouse, CommandDesk desk, IGrains grains, IIndex index, FeedPlaces places, Positions positions, Deliveries deliveries, ConsentGrainsWebOptions options, TimeProvider clock)
{
    const string Tag = "changes";
    const string Root = "/v1/subscriptions";
    const string One = Root + "/{id}";
    const int IdBytes = 8;
    const int DefaultGraceHours = 24;
    const Roles MayTell = Roles.Subscribe | Roles.Admin;
    const Roles MayRead = FeedEndpoints.MaySubscribe;

    static readonly Dictionary<string, string> Filters = new(Described.Filters(("party", "Only of this party; your own unless you audit.")), StringComparer.Ordinal)
    {
        ["after"] = Described.Paging["after"],
        ["limit"] = Described.Paging["limit"],
    };

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(Root, gatehouse.Behind(MayRead, ListAsync))
            .Describe(new("listSubscriptions", Tag, "Subscriptions that have not ended, with how each stands.", "Subscriptions") { Roles = MayRead, Query = Filters });
        endpoints.MapGet(One, gatehouse.Behind(MayRead, ReadAsync))
            .Describe(new("readSubscription", Tag, "One subscription: its filter, its position, how it stands and why.", "Subscription") { Roles = MayRead });
        endpoints.MapPost(Root, gatehouse.Behind(MayTell, CreateAsync)).Describe(Told("createSubscription", "A new subscription of your party. The secret of a webhook is shown this once.", "SubscriptionMade", "NewSubscription"));
        endpoints.MapPatch(One, gatehouse.Behind(MayTell, ChangeAsync)).Describe(Told("changeSubscription", "Another filter, or another address, which is asked for its permission first.", "SubscriptionMade", "SubscriptionChange"));
        endpoints.MapDelete(One, gatehouse.Behind(MayTell, call => ToldAsync(call, new SubscriptionCommand.End(), "end"))).Describe(Told("endSubscription", "Ends a subscription for ever.", "SubscriptionMade"));
        Post("/rotate-secret", new("rotateSubscriptionSecret", Tag, "A new secret; with the former one is signed besides for a while.", "SubscriptionMade") { Body = "Rotate" }, RotateAsync);
        Post("/suspend", new("suspendSubscription", Tag, "Nothing is told until it is resumed.", "SubscriptionMade"), call => ToldAsync(call, new SubscriptionCommand.Suspend(), "suspend"));
        Post("/resume", new("resumeSubscription", Tag, "Goes on where it stood, at once; a webhook is asked for its permission first.", "SubscriptionMade"), call => ToldAsync(call, new SubscriptionCommand.Resume(), "resume"));
        Post("/replay", new("replaySubscription", Tag, "Goes on behind a position: what was told since then is told again.", "SubscriptionMade") { Body = "Position" }, ReplayAsync);

        void Post(string path, Described description, Handler handler) =>
            endpoints.MapPost(One + path, gatehouse.Behind(MayTell, handler)).Describe(description with { Roles = MayTell, IsCommand = true });
    }

    static Described Told(string id, string summary, string answer, string? body = null) => new(id, Tag, summary, answer) { Roles = MayTell, IsCommand = true, Body = body };

    async ValueTask<Problem?> ListAsync(Call call)
    {
        if (Page.Read(call.Http.Request, out var page, "party", "current") is { } wrong) return wrong;
        var query = new Query(call.Http.Request.Query);
        if (query.Flag("current", out var current) is { } wrongFlag) return wrongFlag;
        if (query.Text("party") is { } other && other != call.Who.Party && !call.Who.SeesAll) return NotYours(call);
        if (current == true) await index.CatchUpAsync(call.Cancel);
        var found = index.Subscriptions(new(call.Who.SeesAll ? query.Text("party") : call.Who.Party, Ended: false), page.After, page.Limit);
        using var reply = new JsonReply();
        reply.Writer.WriteStartObject();
        reply.Writer.WriteStartArray("results");
        foreach (var one in found.Results)
        {
            var state = await grains.ReadSubscriptionAsync(one.Id, call.Cancel);
            reply.Writer.WriteStartObject();
            Write(reply.Writer, one.Id, state);
            reply.Writer.WriteEndObject();
        }

        reply.Writer.WriteEndArray();
        if (found.Next is { } next) reply.Writer.WriteString("next", Page.CursorAfter(next));
        reply.Writer.WriteEndObject();
        await reply.SendAsync(call.Http, StatusCodes.Status200OK);
        return null;
    }

    async ValueTask<Problem?> ReadAsync(Call call)
    {
        if (new Query(call.Http.Request.Query).Check() is { } unknown) return unknown;
        var state = await grains.ReadSubscriptionAsync(Id(call), call.Cancel);
        if (!Sees(call, state)) return NotFound();
        using var reply = new JsonReply();
        reply.Writer.WriteStartObject();
        Write(reply.Writer, Id(call), state);
        reply.Writer.WriteEndObject();
        Revisions.Tag(call.Http.Response, state.Version);
        await reply.SendAsync(call.Http, StatusCodes.Status200OK);
        return null;
    }

    ValueTask<Problem?> CreateAsync(Call call) => WithBodyAsync(call, async json =>
    {
        var body = new SubscriptionBody(json, "kind", "types", "areas", "url", "from", "after");
        var kind = body.Kind();
        var filter = body.Filter(SubscriptionFilter.All) ?? SubscriptionFilter.All;
        var url = kind == SubscriptionKind.Webhook ? body.Url(options.Webhooks) ?? body.Missing("url") : null;
        if (kind != SubscriptionKind.Webhook) body.NoUrl();
        var position = await places.ReadAsync(body, call.Cancel) ?? places.Now;
        if (body.Problem is { } wrong) return wrong;
        var id = NewId(call);
        if (await TooManyAsync(call, id) is { } tooMany) return tooMany;
        var secret = kind == SubscriptionKind.Webhook ? WebhookSecret.Create() : null;
        var create = new SubscriptionCommand.Create(call.Who.Party, kind, filter, url, secret, position);
        return await TellAsync(call, id, create, json.GetRawText(), secret);
    });

    ValueTask<Problem?> ChangeAsync(Call call) => WithOwnAsync(call, async (state, json) =>
    {
        var body = new SubscriptionBody(json, "types", "areas", "url");
        var change = new SubscriptionCommand.Change(body.Filter(state.Filter), body.Url(options.Webhooks));
        return body.Problem ?? await TellAsync(call, Id(call), change, json.GetRawText());
    });

    ValueTask<Problem?> RotateAsync(Call call) => WithOwnAsync(call, async (_, json) =>
    {
        var body = new SubscriptionBody(json, "graceHours");
        var hours = body.Number("graceHours", 0, Limits.RotationGraceDays * 24, DefaultGraceHours);
        if (body.Problem is { } wrong) return wrong;
        var secret = WebhookSecret.Create();
        Instant? until = hours == 0 ? null : Instant.From(clock.GetUtcNow().AddHours(hours));
        return await TellAsync(call, Id(call), new SubscriptionCommand.RotateSecret(secret, until), $"rotate {hours}", secret);
    });

    ValueTask<Problem?> ReplayAsync(Call call) => WithOwnAsync(call, async (_, json) =>
    {
        var body = new SubscriptionBody(json, "from", "after");
        var position = await places.ReadAsync(body, call.Cancel) ?? body.Missing("after");
        return body.Problem ?? await TellAsync(call, Id(call), new SubscriptionCommand.Replay(position!), $"replay {json.GetRawText()}");
    });

    async ValueTask<Problem?> ToldAsync(Call call, SubscriptionCommand command, string what) =>
        await OwnAsync(call) is null ? NotFound() : await TellAsync(call, Id(call), command, what);

    static ValueTask<Problem?> WithBodyAsync(Call call, Func<JsonElement, ValueTask<Problem?>> take) =>
        CommandBody.TakeAsync(call.Http, body => body.ValueKind == JsonValueKind.Object ? take(body) : new(JsonBody.NotAnObject()));

    ValueTask<Problem?> WithOwnAsync(Call call, Func<SubscriptionState, JsonElement, ValueTask<Problem?>> take) =>
        WithBodyAsync(call, async body => await OwnAsync(call) is { } state ? await take(state, body) : NotFound());

    /// <param name="said">What makes two sendings the same command.</param>
    /// <param name="secret">Shown in the first answer only.</param>
    async ValueTask<Problem?> TellAsync(Call call, string id, SubscriptionCommand command, string said, string? secret = null)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{id}\n{said}"));
        var problem = await desk.TellAsync(call, new TargetedCommand.ToSubscription(id, command), CommandNote.None, hash, (json, accepted) =>
        {
            json.Text("id", id);
            json.Text("secret", accepted.Repeated ? null : secret);
        });
        deliveries.Wake(id);
        return problem;
    }

    async ValueTask<Problem?> TooManyAsync(Call call, string id)
    {
        await index.CatchUpAsync(call.Cancel);
        var open = index.Subscriptions(new(call.Who.Party, Ended: false), null, Limits.SubscriptionsPerParty).Results;
        return open.Count < Limits.SubscriptionsPerParty || open.Any(one => one.Id == id) ? null
            : Problems.Of(ProblemCode.TooManySubscriptions, $"Your party has {Limits.SubscriptionsPerParty} subscriptions: end those that nobody uses any more.");
    }

    /// <summary>The subscription, where the key may change it.</summary>
    async ValueTask<SubscriptionState?> OwnAsync(Call call)
    {
        var state = await grains.ReadSubscriptionAsync(Id(call), call.Cancel);
        return state.IsKnown && (call.Who.IsAdmin || state.Party == call.Who.Party) ? state : null;
    }

    void Write(Utf8JsonWriter json, string id, SubscriptionState state) =>
        SubscriptionJson.Write(json, id, state, positions.Find(id, state)?.ToString() ?? state.Position, Instant.From(clock.GetUtcNow()));

    static bool Sees(Call call, SubscriptionState state) => state.IsKnown && (call.Who.SeesAll || state.Party == call.Who.Party);

    static Problem NotFound() => Problems.Of(ProblemCode.NotFound, "There is no subscription of this id that your party may see.");

    static Problem NotYours(Call call) => Problems.Of(ProblemCode.NotYours, $"Your key belongs to {call.Who.Party}: it sees the subscriptions of {call.Who.Party}.");

    /// <summary>Under an Idempotency-Key the id follows from it, so that a repeated request finds what it made the first time.</summary>
    static string NewId(Call call)
    {
        var sent = call.Http.Request.Headers["Idempotency-Key"].ToString();
        var bytes = sent.Length == 0 ? RandomNumberGenerator.GetBytes(IdBytes) : SHA256.HashData(Encoding.UTF8.GetBytes($"{call.Who.Credential}\n{sent}"));
        return "sub-" + Convert.ToHexStringLower(bytes.AsSpan(0, IdBytes));
    }

    static string Id(Call call) => (string)call.Http.Request.RouteValues["id"]!;
}
