using ConsentGrains.Core;
using ConsentGrains.Grains;

namespace ConsentGrains.Server.Serving;

static class Outcomes
{
    /// <summary>Why a command was not carried out, in a sentence; null where it was.</summary>
    public static string? Refusal(Outcome outcome) => outcome switch
    {
        Outcome.Accepted => null,
        Outcome.Refused { Refusal: var refusal } => $"{Wire.Name(refusal.Code)}: {refusal.Field}{(refusal.Value is { } value ? $" is '{value}'" : "")}. See docs/errors/{Wire.Name(refusal.Code)}.md.",
        Outcome.Conflict conflict => $"the revision is {conflict.Actual}, not {conflict.Expected}.",
        Outcome.KeyReused => "the idempotency key was used for another command.",
        Outcome.Unavailable unavailable => $"the registry cannot take commands now: {unavailable.Why}.",
        _ => throw new System.Diagnostics.UnreachableException(outcome.GetType().Name),
    };
}
