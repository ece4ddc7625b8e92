using Microsoft.AspNetCore.Http;

namespace ConsentGrains.Web.Pages;

/// <summary>Reads the form a page sent: small, whole, and a form at all.</summary>
static class SentForm
{
    public static async ValueTask<(IFormCollection? Form, Problem? Problem)> ReadAsync(HttpContext http)
    {
        if (!http.Request.HasFormContentType) return (null, Problems.Of(ProblemCode.ContentTypeUnsupported, "A page is sent as a form."));
        if (http.Request.ContentLength is null or > Limits.BodyBytes) return (null, Problems.Of(ProblemCode.BodyTooLarge, $"A form is sent with its length, at most {Limits.BodyBytes} bytes."));
        try
        {
            return (await http.Request.ReadFormAsync(http.RequestAborted), null);
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException)
        {
            return (null, Problems.Of(ProblemCode.RequestMalformed, "The form broke off or is not one."));
        }
    }
}
