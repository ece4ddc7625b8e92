using ConsentGrains.Core;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains;
using ConsentGrains.Web.Description;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Logbook;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace ConsentGrains.Web.Registry;

/// <summary>`/v1/supply-points/{number}` and below: one supply point's state and commands, for the parties to it.</summary>
sealed partial class SupplyPointEndpoints(
    Gatehouse gatehouse, CommandDesk desk, IGrains grains, Recorder recorder, TimeProvider clock, ILogger<SupplyPointEndpoints> log)
{
    const string One = "/v1/supply-points/{number}";
    const Roles MayTell = Roles.Register | Roles.Admin;
    const Roles MayRead = Roles.Register | Roles.Desk | Roles.Audit | Roles.Admin;

    static readonly Dictionary<string, string> At = new(StringComparer.Ordinal) { ["at"] = "As of which moment (RFC 3339, the plus sign as %2B)." };

    /// <summary>The registry's recorded time may be a little ahead of the clock.</summary>
    static readonly TimeSpan Slack = TimeSpan.FromMinutes(1);

    /// <summary>What is posted where.</summary>
    static readonly (string Path, string Command, string Schema, string Summary)[] Commands =
    [
        ("", "supply-point", "RegisterPoint", "Registers a supply point, with whom it has."),
        ("/holders", "move-in", "MoveIn", "A customer moves in at a free point."),
        ("/holders/move-out", "move-out", "PointDay", "The holder moves out: nothing is his from that day."),
        ("/switches", "switch-apply", "SwitchApply", "A new retailer's application (廃止取次): answered once the losing customer is marked."),
        ("/switches/judge", "switch-judge", "SwitchJudge", "The current retailer's yes or no, with every reason of a no."),
        ("/switches/match", "switch-match", "PointStep", "Matching (マッチング): locked from here."),
        ("/switches/cancel", "switch-cancel", "PointStep", "Taken back by the new retailer, before matching."),
        ("/switches/lapse", "switch-lapse", "PointStep", "The last day for matching is past; it also lapses by itself."),
        ("/switches/complete", "switch-complete", "PointDay", "The switching day is fixed: answered once the losing contract ends and the gaining one begins."),
        ("/lookup-passwords", "lookup-password", "IssueLookUp", "A look-up password of the holder, for one retailer."),
    ];

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(One, gatehouse.Behind(MayRead, ReadAsync))
            .Describe(new("readSupplyPoint", "supply points", "A supply point, now or as of a moment, as far as it is the caller's business.", "SupplyPoint") { Roles = MayRead, Query = At });
        foreach (var (path, command, schema, summary) in Commands)
            endpoints.MapPost(One + path, gatehouse.Behind(MayTell, call => TellAsync(call, command)))
                .Describe(new(command, "supply points", summary, "Recorded") { Body = schema, Roles = MayTell, IsCommand = true });
    }

    async ValueTask<Problem?> TellAsync(Call call, string command)
    {
        using var body = await RequestBody.ReadAsync(call.Http);
        if (body.Problem is { } unread) return unread;
        if (CommandBody.Parse(body.Bytes, out var parsed) is { } malformed) return malformed;
        using var sent = parsed;
        if (sent!.RootElement.ValueKind != System.Text.Json.JsonValueKind.Object) return JsonBody.NotAnObject();
        var field = command == "supply-point" ? "number" : "point";
        using var fields = CommandBody.With(sent.RootElement, field, $"{call.Http.Request.RouteValues["number"]}");
        return await desk.TellAsync(call, command, fields.RootElement);
    }

    async ValueTask<Problem?> ReadAsync(Call call)
    {
        var query = new Query(call.Http.Request.Query);
        if (query.Check("at") is { } unknown) return unknown;
        if (query.Moment("at", out var at) is { } wrongMoment) return wrongMoment;
        if (at > Instant.From(clock.GetUtcNow() + Slack)) return Query.Wrong("at", FaultCode.TimeMalformed, "lies in the future");
        if (Number(call, out var point) is { } wrong) return wrong;
        // Whoever is no party to the point now is none to its past either.
        var (now, asOf) = await grains.ReadPointAsync(point, null, call.Cancel);
        if (!PointView.Of(call.Who, now, asOf).SeesAnything) return NotFound();
        if (at is not null) (now, asOf) = await grains.ReadPointAsync(point, at, call.Cancel);
        var view = PointView.Of(call.Who, now, asOf);
        if (!view.SeesAnything) return NotFound();
        LogRead(point.Masked, call.Who.Party, call.Who.Credential);
        recorder.Read(call, (Core.Customers.CustomerId?)null, "supply-point", at);
        using var reply = new JsonReply();
        SupplyPointJson.Write(reply.Writer, point, view);
        if (view.SeesPoint) Revisions.Tag(call.Http.Response, now.Version);
        await reply.SendAsync(call.Http, StatusCodes.Status200OK);
        return null;
    }

    static Problem? Number(Call call, out SupplyPointNumber point)
    {
        var text = $"{call.Http.Request.RouteValues["number"]}";
        var found = SupplyPointNumber.Parse(text);
        point = found ?? default;
        if (found is not null) return null;
        return SupplyPointNumber.IsGas(text)
            ? Problems.Of([new FieldFault("/number", "gas-number", "has 17 digits: it is a gas meter's. Use the 22 digits of electricity.")])
            : Problems.Of([new FieldFault("/number", "supply-point-malformed", "has 22 digits and begins with 01 to 10; hyphens may be left out")]);
    }

    /// <summary>The same where there is none and where it is none of the caller's business.</summary>
    static Problem NotFound() => Problems.Of(ProblemCode.NotFound, "No such supply point is known to you.");

    [LoggerMessage(Level = LogLevel.Information, Message = "Supply point {Point} read by {Party} with key {Key}")]
    partial void LogRead(string point, string party, string key);
}
