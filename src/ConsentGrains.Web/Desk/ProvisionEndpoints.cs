using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Provisions;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Index;
using ConsentGrains.Grains.Provisions;
using ConsentGrains.Web.Access;
using ConsentGrains.Web.Access.Signing;
using ConsentGrains.Web.Description;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Logbook;
using ConsentGrains.Web.Registry;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConsentGrains.Web.Desk;

/// <summary>`/v1/provisions`: 第三者提供記録, recorded against the receipt of the decision that covers them; and a customer's records, as they are disclosed.</summary>
sealed class ProvisionEndpoints(Gatehouse gatehouse, DecisionSigner signer, IGrains grains, IIndex index, Recorder recorder, TimeProvider clock)
{
    const Roles MayTell = Roles.Register | Roles.Desk | Roles.Admin;
    const Roles MayRead = MayTell | Roles.Audit;
    const string Tag = "provisions";

    static readonly Dictionary<string, string> Formats = new(StringComparer.Ordinal) { ["format"] = "`json` or `csv`." };

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/v1/provisions", gatehouse.Behind(MayTell, call => RecordAsync(call, ProvisionSide.Given))).Describe(
            new("recordProvision", Tag, "Data were given to a third party, covered by a decision (APPI 29).", "Recorded") { Body = "RecordProvision", Roles = MayTell, IsCommand = true });
        endpoints.MapPost("/v1/provisions/received", gatehouse.Behind(MayTell, call => RecordAsync(call, ProvisionSide.Received))).Describe(
            new("recordReceipt", Tag, "Data were received from a third party, and how it had come by them was confirmed (APPI 30).", "Recorded") { Body = "RecordReceipt", Roles = MayTell, IsCommand = true });
        endpoints.MapGet("/v1/customers/{operator}/{number}/provisions", gatehouse.Behind(MayRead, ReadAsync)).Describe(
            new("readProvisions", Tag, "A customer's provision records: true third-party provisions alone, those that are still to be kept.", "Provisions") { Roles = MayRead, Query = Formats });
    }

    ValueTask<Problem?> RecordAsync(Call call, ProvisionSide side) => CommandBody.TakeAsync(call.Http, async body =>
    {
        if (body.ValueKind != JsonValueKind.Object) return JsonBody.NotAnObject();
        if (ProvisionBody.Read(body, side, signer, Today, out var sent) is { } wrong) return wrong;
        if (!call.Who.IsAdmin && Permissions.OfCustomer(sent!.Key.Customer.Operator, call.Who) is { } notMine) return notMine;
        if (IdempotencyKeys.Read(call.Http.Request, out var key) is { } wrongKey) return wrongKey;
        var envelope = new Envelope(call.Who.Party, call.Who.Credential, sent!.Evidence, "api", sent.Desk);
        var terms = new CommandTerms(key, null, FieldHash.Of(Wire.Name(side), body));
        var outcome = await grains.Provisions.RecordAsync(sent.Key, sent.Record, envelope, terms, call.Cancel);
        if (outcome is not Outcome.Accepted accepted) return Problems.Of(outcome);
        await AnswerAsync(call, accepted, sent.Record.Provision.Id);
        return null;
    });

    async ValueTask<Problem?> ReadAsync(Call call)
    {
        var query = new Query(call.Http.Request.Query);
        if (query.Check("format") is { } unknown) return unknown;
        if (query.Text("format") is not (null or "json" or "csv")) return Query.Wrong("format", FaultCode.WordUnknown, "must be json or csv");
        if (CustomerEndpoints.Mine(call, out var customer) is { } wrong) return wrong;
        var records = await ProvisionReading.OfAsync(grains, index, customer, [], Today, call.Cancel);
        recorder.Read(call, customer, "provisions");
        if (query.Text("format") == "csv") await SendCsvAsync(call.Http, records);
        else await SendAsync(call, records);
        return null;
    }

    /// <summary>Names as a reader knows them.</summary>
    public async ValueTask SendCsvAsync(HttpContext http, IReadOnlyList<Provision> records)
    {
        var directory = grains.Directory;
        var bytes = ProvisionDocument.Csv(
            records, id => directory.Parties.TryGetValue(id, out var party) ? $"{party.Name}（{id}）" : id,
            id => directory.Policies.Item(id)?.Family.Versions[^1] is { } policy ? ItemNames.Of(id, policy) : id);
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.ContentLength = bytes.Length;
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"provisions.csv\"";
        await http.Response.BodyWriter.WriteAsync(bytes, http.RequestAborted);
    }

    static async ValueTask SendAsync(Call call, IReadOnlyList<Provision> records)
    {
        using var reply = new JsonReply();
        reply.Writer.WriteStartObject();
        reply.Writer.Objects("results", records, static (json, r) =>
        {
            json.WriteString("id", r.Id);
            json.Word("side", r.Side);
            json.WriteString("party", r.Party);
            json.Texts("items", r.Items);
            json.Text("purpose", r.Purpose);
            json.Day("on", r.On);
            json.Word("term", r.Term);
            json.Text("basis", r.Basis);
            json.Text("acquired", r.Acquired);
            json.Text("confirmed", r.Confirmed is { } how ? Wire.Name(how) : null);
            json.Day("made", r.Made);
            json.Text("decision", r.Decision);
        });
        reply.Writer.WriteEndObject();
        await reply.SendAsync(call.Http, StatusCodes.Status200OK);
    }

    static async ValueTask AnswerAsync(Call call, Outcome.Accepted accepted, string id)
    {
        using var reply = new JsonReply();
        reply.Writer.WriteStartObject();
        reply.Writer.WriteNumber("revision", accepted.Version);
        reply.Writer.Moment("recordedAt", accepted.Recorded);
        if (accepted.Repeated) reply.Writer.WriteBoolean("repeated", true);
        reply.Writer.WriteString("id", id);
        reply.Writer.WriteEndObject();
        await reply.SendAsync(call.Http, accepted.Repeated ? StatusCodes.Status200OK : StatusCodes.Status201Created);
    }

    DateOnly Today => Instant.From(clock.GetUtcNow()).Day;
}
