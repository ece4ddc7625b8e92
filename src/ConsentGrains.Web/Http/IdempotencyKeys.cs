using Microsoft.AspNetCore.Http;

namespace ConsentGrains.Web.Http;

/// <summary>`Idempotency-Key`: under one key a sender's command is carried out once, however often it is sent.</summary>
static class IdempotencyKeys
{
    const string Header = "Idempotency-Key";

    /// <summary>The key, null where there is none.</summary>
    public static Problem? Read(HttpRequest request, out string? key)
    {
        key = null;
        if (!request.Headers.TryGetValue(Header, out var sent)) return null;
        if (sent.Count == 1 && sent[0] is { Length: >= 1 and <= Limits.IdempotencyKeyLength } text && RequestId.IsPrintable(text))
        {
            key = text;
            return null;
        }

        return Problems.Of(
            ProblemCode.HeaderInvalid, $"{Header} must be one value of 1 to {Limits.IdempotencyKeyLength} printable ASCII characters; a UUID does well.",
            [new FieldFault(Header, FaultCode.Invalid, $"must have 1 to {Limits.IdempotencyKeyLength} printable ASCII characters")]);
    }
}
