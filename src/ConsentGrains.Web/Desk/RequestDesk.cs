using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Requests;
using ConsentGrains.Grains;
using ConsentGrains.Web.Registry;
using ConsentGrains.Web.Security;

namespace ConsentGrains.Web.Desk;

/// <summary>Takes a command to a request from its fields to its outcome, for the API, for an intake and for the desk's pages: read, allowed, told.</summary>
sealed class RequestDesk(IGrains grains)
{
    const int NumberBytes = 8;

    /// <summary>What came of it: the request as it stands, or the problem.</summary>
    public readonly record struct Told(string Id, Outcome.Accepted? Accepted, RequestState State, Problem? Problem);

    /// <param name="id">Null: a new request; the same key makes the same number.</param>
    /// <param name="key">The Idempotency-Key.</param>
    public async ValueTask<Told> TellAsync(Presented who, string command, string? id, JsonElement fields, string? key, int? ifMatch, string via, CancellationToken cancel)
    {
        var read = RequestReader.Read(command, fields);
        if (read.Value is not { } sent) return new("", null, RequestState.Unknown, Problems.Of(read.Problems));
        var number = id ?? NumberOf(who, key);
        var state = await grains.Requests.ReadAsync(number, cancel);
        var policy = sent.Command is RequestCommand.Receive receive ? receive.Policy : state.Policy;
        if (Allowed(who, policy, state, sent.Command) is { } forbidden) return new(number, null, state, forbidden);
        var envelope = sent.Note.In(new Envelope(who.Party, who.Credential, Via: via));
        var outcome = await grains.Requests.TellAsync(number, sent.Command, envelope, new CommandTerms(key, ifMatch, FieldHash.Of(command, fields)), cancel);
        return outcome is Outcome.Accepted accepted
            ? new(number, accepted, await grains.Requests.ReadAsync(number, cancel), null)
            : new(number, null, state, Problems.Of(outcome));
    }

    /// <summary>The request, if it is one of the caller's own operator's; nobody else learns that it exists.</summary>
    public async ValueTask<(RequestState State, Problem? Problem)> ReadAsync(Presented who, string id, CancellationToken cancel)
    {
        var state = await grains.Requests.ReadAsync(id, cancel);
        return state.IsKnown && (who.SeesAll || OperatorOf(state.Policy) == who.Party) ? (state, null) : (state, NotFound());
    }

    public string? OperatorOf(string policy) => grains.Directory.Policies.Family(policy)?.Operator;

    Problem? Allowed(Presented who, string policy, RequestState state, RequestCommand command)
    {
        var own = OperatorOf(policy) == who.Party || who.IsAdmin;
        if (command is not RequestCommand.Receive) return !state.IsKnown || !own ? NotFound() : null;
        // An unknown policy is the rules' to refuse.
        return own || OperatorOf(policy) is null ? null : Permissions.OfCustomer(OperatorOf(policy)!, who);
    }

    static string NumberOf(Presented who, string? key)
    {
        Span<byte> number = stackalloc byte[NumberBytes];
        if (key is null) RandomNumberGenerator.Fill(number);
        else SHA256.HashData(Encoding.UTF8.GetBytes($"request\n{who.Party}\n{key}")).AsSpan(0, NumberBytes).CopyTo(number);
        return "r-" + Convert.ToHexStringLower(number);
    }

    static Problem NotFound() => Problems.Of(ProblemCode.NotFound, "No such request is known to you.");
}
