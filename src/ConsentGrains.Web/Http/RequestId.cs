using Microsoft.AspNetCore.Http;

namespace ConsentGrains.Web.Http;

/// <summary>`X-Request-ID` comes back as it was sent (AuthZEN, request identification).</summary>
static class RequestId
{
    const string Header = "X-Request-ID";

    public static Problem? Echo(HttpContext http)
    {
        if (!http.Request.Headers.TryGetValue(Header, out var sent)) return null;
        if (sent.Count != 1 || sent[0] is not { Length: <= Limits.RequestIdLength } id || !IsPrintable(id)) return Wrong();
        http.Response.Headers[Header] = id;
        return null;
    }

    public static bool IsPrintable(string text)
    {
        foreach (var c in text)
            if (c is < ' ' or > '~') return false;
        return true;
    }

    static Problem Wrong() => Problems.Of(
        ProblemCode.HeaderInvalid, $"{Header} can not be sent back: one value of at most {Limits.RequestIdLength} printable ASCII characters.",
        [new FieldFault(Header, FaultCode.Invalid, $"must have at most {Limits.RequestIdLength} printable ASCII characters")]);
}
