using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Core.Provisions;
using ConsentGrains.Web.Access;
using ConsentGrains.Web.Access.Signing;

namespace ConsentGrains.Web.Desk;

/// <param name="Key">Under which it is kept.</param>
sealed record SentProvision(ProvisionKey Key, ProvisionCommand.Record Record, string? Evidence, string? Desk);

/// <summary>Reads the body of a provision record; the decision it names is told again from its own receipt.</summary>
static class ProvisionBody
{
    const int IdBytes = 8;

    public static Problem? Read(JsonElement body, ProvisionSide side, DecisionSigner signer, DateOnly today, out SentProvision? sent)
    {
        sent = null;
        Question? question = null;
        if (body.TryGetProperty("question", out var asked) && VerifyEndpoints.Question(asked, out question) is { } wrongQuestion) return wrongQuestion;
        var read = ProvisionReader.Read(body, side, today);
        if (read.Value is not { } fields) return Problems.Of(read.Problems);
        var covered = side == ProvisionSide.Given ? Covered(fields.Provision.Decision, question, signer, out var basis) : None(out basis);
        var provision = fields.Provision with { Id = fields.Provision.Id.Length > 0 ? fields.Provision.Id : IdOf(fields), Basis = basis };
        // What was asked is what was given, unless less is said to have been.
        if (provision.Items.Count == 0 && question is not null) provision = provision with { Items = question.Items };
        if (provision.Party.Length == 0 && question?.Recipient is { } recipient) provision = provision with { Party = recipient };
        provision = provision with { Purpose = provision.Purpose ?? question?.Purpose };
        sent = new(ProvisionKey.Of(fields.Customer, provision, today), new(provision, covered), fields.Evidence, fields.Desk);
        return null;
    }

    static CoveringDecision? Covered(string? receipt, Question? question, DecisionSigner signer, out string? basis)
    {
        basis = null;
        if (receipt is null || question is null || signer.Verify(receipt) is not { } attested || !signer.IsAbout(attested, question)) return null;
        basis = attested.Basis;
        return new(question, attested.Permitted, attested.Obligations, attested.AsOf);
    }

    static CoveringDecision? None(out string? basis)
    {
        basis = null;
        return null;
    }

    /// <summary>The same provision told again has the same id.</summary>
    static string IdOf(ProvisionFields fields)
    {
        var p = fields.Provision;
        var text = $"{fields.Customer}\n{p.Side}\n{p.Party}\n{p.Decision}\n{p.On:yyyy-MM-dd}\n{string.Join(' ', p.Items.Order(StringComparer.Ordinal))}";
        return "p-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, IdBytes));
    }
}
