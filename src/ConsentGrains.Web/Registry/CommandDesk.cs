using System.Diagnostics;
using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Metrics;
using ConsentGrains.Web.Security;
using ConsentGrains.Web.Tracing;
using Microsoft.AspNetCore.Http;

namespace ConsentGrains.Web.Registry;

/// <summary>Takes a command from its fields to its answer: read, allowed, told, answered.</summary>
sealed class CommandDesk(IGrains grains, ConsentGrainsWebOptions options, Instruments instruments, RequestSpans spans)
{
    readonly CommandReader reader = new(options.ReadPolicy);

    public async ValueTask<Problem?> TellAsync(Call call, string name, JsonElement fields)
    {
        var read = reader.Read(name, fields);
        if (read.Value is not { } command) return Problems.Of(read.Problems);
        if (Permissions.Check(command.Command, call.Who, grains.Directory) is { } forbidden) return forbidden;
        var hash = CanonicalHash.Of(command.Command);
        return await TellAsync(call, command.Command, command.Note, hash, static (_, _) => { });
    }

    /// <summary>The command is the body, with one more field that the path gave.</summary>
    public ValueTask<Problem?> TellAsync(Call call, string name, string field, string value) => CommandBody.TakeAsync(call.Http, async body =>
    {
        if (body.ValueKind != JsonValueKind.Object) return JsonBody.NotAnObject();
        using var fields = CommandBody.With(body, field, value);
        return await TellAsync(call, name, fields.RootElement);
    });

    /// <param name="hash">Of what makes two sendings the same command.</param>
    /// <param name="further">Writes further fields of the answer.</param>
    public async ValueTask<Problem?> TellAsync(
        Call call, TargetedCommand command, CommandNote note, byte[] hash, Action<Utf8JsonWriter, Outcome.Accepted> further)
    {
        if (Terms(call.Http.Request, hash, out var terms) is { } wrong) return wrong;
        using var span = spans.Begin("command", call.Http);
        var envelope = note.In(new Envelope(call.Who.Party, call.Who.Credential, Via: "api"));
        var began = Stopwatch.GetTimestamp();
        var outcome = await grains.TellAsync(Addressed(command, call.Who), envelope, terms, call.Cancel);
        instruments.Told(began, outcome);
        RequestSpans.Tell(span, command, outcome);
        if (command is TargetedCommand.ToPoint point) outcome = await ToldAsync(outcome, point.Point, call);
        if (outcome is not Outcome.Accepted accepted) return Problems.Of(outcome);
        await AnswerAsync(call.Http, accepted, further);
        return null;
    }

    /// <summary>Whoever has no part in a supply point learns nothing of it, not even that there is one.</summary>
    async ValueTask<Outcome> ToldAsync(Outcome outcome, SupplyPointNumber point, Call call)
    {
        if (outcome is not (Outcome.Conflict or Outcome.Refused { Refusal.Code: RefusalCode.IssuerNotEntitled })) return outcome;
        var (state, asOf) = await grains.ReadPointAsync(point, null, call.Cancel);
        var knows = PointView.Of(call.Who, state, asOf).SeesPoint;
        return knows ? outcome : new Outcome.Refused(new Refusal(RefusalCode.SupplyPointUnknown, "point", point.Masked));
    }

    static Command Addressed(TargetedCommand command, Presented who) => command switch
    {
        TargetedCommand.ToCustomer c => new Command.ToCustomer(c.Customer, c.Body),
        TargetedCommand.ToPoint p => new Command.ToPoint(p.Point, p.Body, new Issuer(who.Party, Unrestricted: who.IsAdmin)),
        TargetedCommand.ToDirectory d => new Command.ToDirectory(d.Body),
        TargetedCommand.ToSubscription s => new Command.ToSubscription(s.Id, s.Body),
        _ => throw new System.Diagnostics.UnreachableException(command.GetType().Name),
    };

    static Problem? Terms(HttpRequest request, byte[] hash, out CommandTerms terms)
    {
        terms = CommandTerms.None;
        if (IdempotencyKeys.Read(request, out var key) is { } wrongKey) return wrongKey;
        if (Revisions.ReadIfMatch(request, out var revision) is { } wrongTag) return wrongTag;
        terms = new CommandTerms(key, revision, hash);
        return null;
    }

    /// <summary>201 for what was recorded now, 200 for the first answer given again.</summary>
    static async ValueTask AnswerAsync(HttpContext http, Outcome.Accepted accepted, Action<Utf8JsonWriter, Outcome.Accepted> further)
    {
        using var reply = new JsonReply();
        reply.Writer.WriteStartObject();
        reply.Writer.WriteNumber("revision", accepted.Version);
        reply.Writer.Moment("recordedAt", accepted.Recorded);
        if (accepted.Repeated) reply.Writer.WriteBoolean("repeated", true);
        reply.Writer.Text("id", accepted.Id);
        further(reply.Writer, accepted);
        reply.Writer.WriteEndObject();
        Revisions.Tag(http.Response, accepted.Version);
        await reply.SendAsync(http, accepted.Repeated ? StatusCodes.Status200OK : StatusCodes.Status201Created);
    }
}
