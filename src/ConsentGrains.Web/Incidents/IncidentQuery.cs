using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Incidents;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Index;
using ConsentGrains.Web.Http;

namespace ConsentGrains.Web.Incidents;

/// <summary>Names every customer of a query to an incident, lot by lot, with a line of progress for each. Broken off, it is sent again: who is named is not named
/// twice. The index lists them, so it is brought up to date first.</summary>
sealed class IncidentQuery(IncidentDesk desk, IGrains grains, IIndex index, TimeProvider clock)
{
    public const string Lines = "application/x-ndjson";

    public static Dictionary<string, string> Described { get; } = new(StringComparer.Ordinal)
    {
        ["contractState"] = "With a contract in this state.",
        ["enrolledSince"] = "Enrolled at or after this moment.",
        ["consentTo"] = "With a consent that names this recipient and holds today.",
        ["kind"] = "individual or corporate.",
    };

    public async ValueTask<Problem?> RunAsync(Call call, string id)
    {
        var query = new Query(call.Http.Request.Query);
        if (query.Check([.. Described.Keys]) is { } unknown) return unknown;
        if (query.Word<ContractState>("contractState", out var contract) is { } wrongState) return wrongState;
        if (query.Word<CustomerKind>("kind", out var kind) is { } wrongKind) return wrongKind;
        if (query.Moment("enrolledSince", out var since) is { } wrongMoment) return wrongMoment;
        var (state, problem) = await desk.ReadAsync(call.Who, id, call.Cancel);
        if (problem is not null) return problem;
        await index.CatchUpAsync(call.Cancel);
        var filter = new CustomerFilter(Instant.From(clock.GetUtcNow()).Day, desk.OperatorOf(state.Policy), state.Policy, kind, contract, null, query.Text("consentTo"), since);
        await SendAsync(call, id, filter);
        return null;
    }

    async Task SendAsync(Call call, string id, CustomerFilter filter)
    {
        call.Http.Response.ContentType = Lines;
        call.Http.Response.Headers.CacheControl = "no-store";
        var looked = 0;
        string? after = null;
        while (true)
        {
            var lot = index.Customers(filter, after, Core.Limits.CustomersPerNaming);
            if (await NameAsync(call, id, lot) is { } refused)
            {
                await LineAsync(call, json => json.WriteString("code", refused));
                return;
            }

            looked += lot.Results.Count;
            var named = (await grains.Incidents.ReadAsync(id, call.Cancel)).Customers.Count;
            var over = lot.Next is null;
            await LineAsync(call, json =>
            {
                json.WriteNumber("looked", looked);
                json.WriteNumber("named", named);
                if (over) json.WriteBoolean("end", true);
            });
            if (over) return;
            after = lot.Next;
        }
    }

    /// <returns>The code of a refusal; null where they are named.</returns>
    async ValueTask<string?> NameAsync(Call call, string id, Listed<ListedCustomer> lot)
    {
        if (lot.Results.Count == 0) return null;
        var envelope = new Envelope(call.Who.Party, call.Who.Credential, Via: "query");
        var command = new IncidentCommand.NameCustomers([.. lot.Results.Select(row => row.Id.ToString())]);
        return await grains.Incidents.TellAsync(id, command, envelope, CommandTerms.None, call.Cancel) switch
        {
            Outcome.Accepted => null,
            Outcome.Refused refused => Wire.Name(refused.Refusal.Code),
            _ => "unavailable",
        };
    }

    static async Task LineAsync(Call call, Action<Utf8JsonWriter> fields)
    {
        using var buffer = new PooledBuffer();
        using (var json = new Utf8JsonWriter(buffer, JsonReply.Readable))
        {
            json.WriteStartObject();
            fields(json);
            json.WriteEndObject();
        }

        buffer.GetSpan(1)[0] = (byte)'\n';
        buffer.Advance(1);
        await call.Http.Response.Body.WriteAsync(buffer.Written, call.Cancel);
        await call.Http.Response.Body.FlushAsync(call.Cancel);
    }
}
