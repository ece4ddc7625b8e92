using System.Globalization;
using System.Text.Json;
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
    const Roles MayRead = Roles.Register | Roles.Desk | Roles.Audit | Roles.Admin;

    /// <summary>What is posted where.</summary>
    static readonly PostedCommand[] Commands =
    [
        new("", "supply-point", "RegisterPoint", "Registers a supply point, with whom it has."),
        new("/holders", "move-in", "MoveIn", "A customer moves in at a free point."),
        new("/holders/move-out", "move-out", "PointDay", "The holder moves out: nothing is his from that day."),
        new("/switches", "switch-apply", "SwitchApply", "A new retailer's application (廃止取次): answered once the losing customer is marked."),
        new("/switches/judge", "switch-judge", "SwitchJudge", "The current retailer's yes or no, with every reason of a no."),
        new("/switches/match", "switch-match", "PointStep", "Matching (マッチング): locked from here."),
        new("/switches/cancel", "switch-cancel", "PointStep", "Taken back by the new retailer, before matching."),
        new("/switches/lapse", "switch-lapse", "PointStep", "The last day for matching is past; it also lapses by itself."),
        new("/switches/complete", "switch-complete", "PointDay", "The switching day is fixed: answered once the losing contract ends and the gaining one begins."),
        new("/lookup-passwords", "lookup-password", "IssueLookUp", "A look-up password of the holder, for one retailer."),
    ];

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet(One, gatehouse.Behind(MayRead, ReadAsync))
            .Describe(new("readSupplyPoint", "supply points", "A supply point, now or as of a moment, as far as it is the caller's business.", "SupplyPoint") { Roles = MayRead, Query = Described.At });
        endpoints.MapGet(One + "/holders", gatehouse.Behind(MayRead, HoldersAsync))
            .Describe(new("listHolders", "supply points", "Who holds the point, and who will, as far as it is the caller's business; nobody who has left.", "Holders") { Roles = MayRead, Query = Described.At });
        endpoints.MapGet(One + "/switches", gatehouse.Behind(MayRead, SwitchesAsync))
            .Describe(new("listSwitches", "supply points", "Every application to switch at the point, oldest first, as far as it is the caller's business.", "Switches") { Roles = MayRead, Query = Described.Paging });
        PostedCommand.Map(endpoints, gatehouse, One, "supply points", Commands, TellAsync);
    }

    ValueTask<Problem?> TellAsync(Call call, string command) =>
        desk.TellAsync(call, command, command == "supply-point" ? "number" : "point", $"{call.Http.Request.RouteValues["number"]}");

    ValueTask<Problem?> ReadAsync(Call call) => ReadAsync(call, "supply-point", static view => view.SeesAnything, SupplyPointJson.Write);

    ValueTask<Problem?> HoldersAsync(Call call) => ReadAsync(call, "holders", static view => view.SeesPoint, SupplyPointJson.Holders);

    async ValueTask<Problem?> ReadAsync(Call call, string what, Func<PointView, bool> sees, Action<Utf8JsonWriter, SupplyPointNumber, PointView> write)
    {
        if (new Query(call.Http.Request.Query).OnlyAt(clock, out var at) is { } wrongQuery) return wrongQuery;
        if (Number(call, out var point) is { } wrong) return wrong;
        // Whoever is no party to the point now is none to its past either.
        var view = await ViewAsync(call, point, null);
        if (!sees(view)) return NotFound();
        if (at is not null) view = await ViewAsync(call, point, at);
        if (!sees(view)) return NotFound();
        Note(call, point, what, at);
        using var reply = new JsonReply();
        write(reply.Writer, point, view);
        if (view.SeesPoint) Revisions.Tag(call.Http.Response, view.State.Version);
        await reply.SendAsync(call.Http, StatusCodes.Status200OK);
        return null;
    }

    /// <summary>An application is shown to whom the point would show it as its newest one, and its customers only while it is that.</summary>
    async ValueTask<Problem?> SwitchesAsync(Call call)
    {
        if (Number(call, out var point) is { } wrong) return wrong;
        var view = await ViewAsync(call, point, null);
        if (!view.SeesAnything) return NotFound();
        var switches = await grains.ReadSwitchesAsync(point, call.Cancel);
        Note(call, point, "switches", null);
        var shown = switches.Select(each => view with { State = view.State with { Switch = each.Number == view.State.Switch?.Number ? view.State.Switch : Bare(each) } });
        return await Lists.SendAsync(
            call.Http, shown.Where(each => each.SeesSwitch), each => each.State.Switch!.Number.ToString("D10", CultureInfo.InvariantCulture), SupplyPointJson.Switch);
    }

    static Switch Bare(Switch past) => past with { Customer = null, LosingCustomer = null };

    async ValueTask<PointView> ViewAsync(Call call, SupplyPointNumber point, Instant? at)
    {
        var (state, asOf) = await grains.ReadPointAsync(point, at, call.Cancel);
        return PointView.Of(call.Who, state, asOf);
    }

    void Note(Call call, SupplyPointNumber point, string what, Instant? at)
    {
        LogRead(point.Masked, call.Who.Party, call.Who.Credential);
        recorder.Read(call, (Core.Customers.CustomerId?)null, what, at);
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

    [LoggerMessage(EventId = 3004, EventName = "SupplyPointRead", Level = LogLevel.Information, Message = "Supply point {Point} read by {Party} with key {Key}")]
    partial void LogRead(string point, string party, string key);
}
