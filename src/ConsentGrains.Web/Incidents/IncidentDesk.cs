using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Incidents;
using ConsentGrains.Grains;
using ConsentGrains.Web.Desk;
using ConsentGrains.Web.Registry;
using ConsentGrains.Web.Security;

namespace ConsentGrains.Web.Incidents;

/// <summary>Takes a command to an incident from its fields to its outcome: read, allowed, told.</summary>
sealed class IncidentDesk(IGrains grains)
{
    const int NumberBytes = 8;

    public readonly record struct Told(string Id, Outcome.Accepted? Accepted, Problem? Problem);

    /// <param name="id">Null: a new incident; the same key makes the same number.</param>
    public async ValueTask<Told> TellAsync(Presented who, string command, string? id, JsonElement fields, string? key, int? ifMatch, CancellationToken cancel)
    {
        var read = IncidentReader.Read(command, fields);
        if (read.Value is not { } sent) return new("", null, Problems.Of(read.Problems));
        var number = id ?? NumberOf(who, key);
        if (await AllowedAsync(who, id, sent.Command, cancel) is { } forbidden) return new(number, null, forbidden);
        var envelope = sent.Note.In(new Envelope(who.Party, who.Credential, Via: "api"));
        var outcome = await grains.Incidents.TellAsync(number, sent.Command, envelope, new CommandTerms(key, ifMatch, FieldHash.Of(command, fields)), cancel);
        return outcome is Outcome.Accepted accepted ? new(number, accepted, null) : new(number, null, Problems.Of(outcome));
    }

    /// <summary>The incident, if it is one of the caller's own operator's; nobody else learns that it exists.</summary>
    public async ValueTask<(IncidentState State, Problem? Problem)> ReadAsync(Presented who, string id, CancellationToken cancel)
    {
        var state = await grains.Incidents.ReadAsync(id, cancel);
        return state.IsKnown && (who.SeesAll || OperatorOf(state.Policy) == who.Party) ? (state, null) : (state, NotFound());
    }

    public string? OperatorOf(string policy) => grains.Directory.Policies.Family(policy)?.Operator;

    async ValueTask<Problem?> AllowedAsync(Presented who, string? id, IncidentCommand command, CancellationToken cancel)
    {
        // An unknown policy is the rules' to refuse.
        if (command is IncidentCommand.Open open)
            return who.IsAdmin || OperatorOf(open.Policy) is not { } party || party == who.Party ? null : Permissions.OfCustomer(party, who);
        var state = await grains.Incidents.ReadAsync(id!, cancel);
        return state.IsKnown && (who.IsAdmin || OperatorOf(state.Policy) == who.Party) ? null : NotFound();
    }

    static string NumberOf(Presented who, string? key)
    {
        Span<byte> number = stackalloc byte[NumberBytes];
        if (key is null) RandomNumberGenerator.Fill(number);
        else SHA256.HashData(Encoding.UTF8.GetBytes($"incident\n{who.Party}\n{key}")).AsSpan(0, NumberBytes).CopyTo(number);
        return "i-" + Convert.ToHexStringLower(number);
    }

    static Problem NotFound() => Problems.Of(ProblemCode.NotFound, "No such incident is known to you.");
}
