using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ConsentGrains.Web.Http;

/// <summary>What is no HTTP is refused by Kestrel, before any endpoint sees it, with a status and nothing else. Kestrel tells of it as an event while its
/// answer is still to come: here a problem takes that answer's place. Registered as Kestrel's own source of events, so that no other request pays for it.</summary>
sealed class BrokenHttp : DiagnosticSource
{
    const string Told = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    /// <summary>Puts itself between Kestrel and the sockets it listens on.</summary>
    public static void Configure(KestrelServerOptions kestrel) => kestrel.ConfigureEndpointDefaults(endpoint => endpoint.Use(next => connection =>
    {
        var output = new ReplaceableOutput(connection.Transport.Output);
        connection.Transport = new Both(connection.Transport.Input, output);
        connection.Features.Set(output);
        return next(connection);
    }));

    public override bool IsEnabled(string name) => name == Told;

    public override void Write(string name, object? value)
    {
        if (name != Told || value is not IFeatureCollection request || request.Get<IHttpResponseFeature>() is not { HasStarted: false } response) return;
        request.Get<ReplaceableOutput>()?.Replace(Answer(ProblemOf(response.StatusCode), HttpMethods.IsHead(request.Get<IHttpRequestFeature>()?.Method ?? "")));
    }

    static byte[] Answer(Problem problem, bool head)
    {
        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body, JsonReply.Readable)) ProblemWriter.Write(json, problem);
        var start = string.Create(CultureInfo.InvariantCulture,
            $"HTTP/1.1 {problem.Status} Refused\r\nContent-Length: {body.WrittenCount}\r\nConnection: close\r\nContent-Type: application/problem+json\r\nX-Content-Type-Options: nosniff\r\n\r\n");
        return [.. Encoding.ASCII.GetBytes(start), .. head ? [] : body.WrittenSpan];
    }

    static Problem ProblemOf(int status) => status switch
    {
        StatusCodes.Status408RequestTimeout => Malformed(status, "The request did not come to its end in time: send it whole, and faster."),
        StatusCodes.Status413PayloadTooLarge => RequestBody.TooLarge(),
        StatusCodes.Status414UriTooLong => Malformed(status, "The request line is too long: send a shorter path and query."),
        StatusCodes.Status431RequestHeaderFieldsTooLarge => Malformed(status, "The headers are too long or too many: send fewer."),
        _ => Malformed(StatusCodes.Status400BadRequest, "This is not HTTP as it should be (RFC 9112): look at what stands between you and the registry."),
    };

    static Problem Malformed(int status, string detail) => Problems.Of(ProblemCode.RequestMalformed, detail) with { Status = status };

    sealed record Both(PipeReader Input, PipeWriter Output) : IDuplexPipe;
}
