using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace ConsentGrains.Web.Http;

/// <summary>`ETag` and `If-Match`: the revision of what is read or changed, as a strong tag (`"12"`).</summary>
static class Revisions
{
    public static void Tag(HttpResponse response, int revision) => response.Headers.ETag = $"\"{revision}\"";

    /// <summary>The revision If-Match names; null where the header is not there.</summary>
    public static Problem? ReadIfMatch(HttpRequest request, out int? revision)
    {
        revision = null;
        var header = request.Headers.IfMatch;
        if (header.Count == 0) return null;
        if (header.Count == 1 && header[0] is ['"', .. var digits, '"'] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var sent))
        {
            revision = sent;
            return null;
        }

        return Problems.Of(
            ProblemCode.HeaderInvalid, "If-Match must be the ETag of an answer, with its quotation marks: \"12\". Lists, * and weak tags are not taken.",
            [new FieldFault("If-Match", FaultCode.Invalid, "must be an ETag of an answer")]);
    }
}
