using System.Text.Json;
using ConsentGrains.Core.Directory;
using ConsentGrains.Grains;
using ConsentGrains.Web.Description;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConsentGrains.Web.Registry;

/// <summary>`/v1/parties`, `/v1/roles`, `/v1/purposes`, `/v1/entrustments`, `/v1/terms`, `/v1/sites`: commands and reads of the directory.</summary>
sealed class DirectoryEndpoints(Gatehouse gatehouse, CommandDesk desk, IGrains grains)
{
    const string Tag = "directory";

    static readonly Dictionary<string, string> OfParty = new(Described.Paging, StringComparer.Ordinal) { ["party"] = "Only of this party." };

    /// <summary>What is posted where.</summary>
    static readonly PostedCommand[] Commands =
    [
        new("parties", "party", "RegisterParty", "Registers a party."),
        new("roles", "role", "GrantRole", "A dated entry of a roster."),
        new("roles/end", "end-role", "EndRole", "Ends a party's entries on a roster."),
        new("purposes", "purpose", "RegisterPurpose", "Registers a purpose the policy does not state."),
        new("entrustments", "entrustment", "RecordEntrustment", "An entry of the register of contractors."),
        new("terms", "terms", "NameInTerms", "Names a partner in the terms of use."),
        new("sites", "site", "RecordSite", "A site that transmits."),
        new("desks", "desk", "SetDesk", "The terms of an operator's desk under a policy: its own, not the law's."),
        new("retention", "retention", "SetRetention", "Sets how long data are kept after the contract."),
        new("policies", "publish", "Publish", "Publishes a later version of a policy."),
    ];

    DirectoryState Now => grains.Directory;

    public void Map(IEndpointRouteBuilder endpoints)
    {
        PostedCommand.Map(endpoints, gatehouse, "/v1/", Tag, Commands, TellAsync);
        PostedCommand.Map(endpoints, gatehouse, "/v1/entrustments/{id}/", Tag, [new("end", "end-entrustment", "EndEntrustment", "Ends an entrustment."), new("supervision", "supervision", "Supervise", "A look at a contractor, with the day of the next.")], EndEntrustmentAsync);
        PostedCommand.Map(endpoints, gatehouse, "/v1/sites/{id}/", Tag, [new("services", "site-service", "DescribeService", "What the notice of the site says of one service.")], (call, command) => desk.TellAsync(call, command, "site", Id(call)));
        MapLists(endpoints);
        MapSingles(endpoints);
    }

    void MapLists(IEndpointRouteBuilder endpoints)
    {
        List("parties", "Parties", call => Lists.SendAsync(call.Http, Now.Parties.Values, p => p.Id, DirectoryJson.Party));
        List("roles", "Roles", call => Lists.SendAsync(call.Http, Roster(call.Http.Request.Query["party"]), l => l.Key, DirectoryJson.Role, "party"), OfParty);
        List("purposes", "Purposes", call => Lists.SendAsync(call.Http, Now.Purposes.Values, p => p.Id, DirectoryJson.Purpose));
        List("entrustments", "Entrustments", call => Lists.SendAsync(call.Http, Now.Entrustments.Values.Where(e => MaySee(e, call.Who)), e => e.Id, DirectoryJson.Entrustment));
        List("terms", "TermsList", call => Lists.SendAsync(call.Http, Now.Terms, t => $"{t.Operator} {t.Policy} {t.Recipient}", DirectoryJson.Terms));
        List("entrustments/{id}/supervision", "SupervisionLog", call => Lists.SendAsync(call.Http, Log(call).Index(), one => one.Index.ToString("D4"), (json, one) => DirectoryJson.Supervision(json, one.Item)));
        List("desks", "Desks", call => Lists.SendAsync(call.Http, Now.Policies.Families.Where(f => call.Who.SeesAll || f.Operator == call.Who.Party), f => f.Id, (json, f) => DirectoryJson.Desk(json, f.Id, Now.DeskOf(f.Id))));
        List("sites", "Sites", call => Lists.SendAsync(call.Http, Now.Sites.Values, s => s.Id, DirectoryJson.Site));

        void List(string path, string schema, Handler handler, IReadOnlyDictionary<string, string>? query = null) =>
            endpoints.MapGet("/v1/" + path, gatehouse.Behind(Roles.Any, handler))
                .Describe(new($"list-{path.Replace("/{id}/", "-", StringComparison.Ordinal)}", Tag, $"The {path}, page by page.", schema) { Roles = Roles.Any, Query = query ?? Described.Paging });
    }

    void MapSingles(IEndpointRouteBuilder endpoints)
    {
        Single("parties", "Party", call => SendAsync(call, Now.Parties, DirectoryJson.Party, static (_, _) => true));
        Single("purposes", "Purpose", call => SendAsync(call, Now.Purposes, DirectoryJson.Purpose, static (_, _) => true));
        Single("entrustments", "Entrustment", call => SendAsync(call, Now.Entrustments, DirectoryJson.Entrustment, MaySee));
        Single("sites", "Site", call => SendAsync(call, Now.Sites, DirectoryJson.Site, static (_, _) => true));

        void Single(string path, string schema, Handler handler) =>
            endpoints.MapGet($"/v1/{path}/{{id}}", gatehouse.Behind(Roles.Any, handler))
                .Describe(new($"read-{path}", Tag, $"One entry of the {path}.", schema) { Roles = Roles.Any });
    }

    ValueTask<Problem?> TellAsync(Call call, string command) => CommandBody.TakeAsync(call.Http, body => desk.TellAsync(call, command, body));

    ValueTask<Problem?> EndEntrustmentAsync(Call call, string command) => desk.TellAsync(call, command, "id", Id(call));

    IEnumerable<SupervisionEntry> Log(Call call) =>
        Now.Entrustments.TryGetValue(Id(call), out var entry) && (call.Who.SeesAll || entry.Operator == call.Who.Party) ? Now.Supervisions.GetValueOrDefault(entry.Id, []) : [];

    IEnumerable<RosterLine> Roster(string? party) => Now.Roles
        .Where(entry => party is null || entry.Key == party)
        .SelectMany(entry => entry.Value.Select(role => new RosterLine(entry.Key, role)));

    async ValueTask<Problem?> SendAsync<T>(
        Call call, IReadOnlyDictionary<string, T> all, Action<Utf8JsonWriter, T> fields, Func<T, Presented, bool> maySee)
    {
        if (new Query(call.Http.Request.Query).Check() is { } unknown) return unknown;
        if (!all.TryGetValue(Id(call), out var one) || !maySee(one, call.Who)) return Problems.Of(ProblemCode.NotFound, "There is no entry of this id that your party may see.");
        using var reply = new JsonReply();
        reply.Writer.Object(one, fields);
        await reply.SendAsync(call.Http, StatusCodes.Status200OK);
        return null;
    }

    /// <summary>Who works for whom is told to the two and to auditors.</summary>
    static bool MaySee(Entrustment entry, Presented who) => who.SeesAll || entry.Operator == who.Party || entry.Recipient == who.Party;

    static string Id(Call call) => (string)call.Http.Request.RouteValues["id"]!;
}
