using System.Globalization;
using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains;
using ConsentGrains.Grains.Importing;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Registry;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ConsentGrains.Web.Imports;

/// <summary>Takes the lines of one request into an import, under the rights of the key that sends them.</summary>
sealed partial class ImportReceiver(
    ImportFolder imports, IGrains grains, Keys keys, ConsentGrainsWebOptions options, IHostApplicationLifetime lifetime, ILogger<ImportReceiver> log)
{
    const int RetrySeconds = 1;

    readonly CommandReader reader = new(options.ReadPolicy);

    /// <summary>An administrator may carry over another registry's export.</summary>
    readonly CommandReader past = new(options.ReadPolicy, past: true);

    /// <summary>The import after it, or why not all of the content was taken. What was taken stays taken: `Upload-Offset` says how far.</summary>
    public async ValueTask<(Import? Import, Problem? Problem)> ReceiveAsync(Call call, Import import)
    {
        if (Upload.Read(call.Http.Request, out var offset, out var last) is { } wrong) return (null, wrong);
        using var append = imports.Begin(import);
        if (append is null) return (null, Busy());
        Tell(call.Http.Response, append.Import);
        if (append.Import.Progress.Offset != offset) return (null, Elsewhere(append.Import, offset));
        if (append.Import.Done) return call.Http.Request.ContentLength == 0 ? (append.Import, null) : (null, Done());
        if (call.Http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = null;
        var problem = await TakeAsync(call, append, last);
        Tell(call.Http.Response, append.Import);
        LogTaken(append.Import.Progress.Line - import.Progress.Line, import.Id, call.Who.Party, call.Who.Credential);
        return problem is null && !last && append.Import.Progress.Offset == offset && call.Http.Request.ContentLength > Grains.Limits.ImportLineBytes
            ? (null, LineTooLong()) : (append.Import, problem);
    }

    public static Problem Busy() => Problems.Of(
        ProblemCode.ImportBusy, "Another request adds lines to it, or too many imports take lines at once: ask how far it is and go on in a moment.") with
    { RetryAfterSeconds = RetrySeconds };

    async ValueTask<Problem?> TakeAsync(Call call, ImportAppend append, bool last)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(call.Cancel, lifetime.ApplicationStopping);
        Problem? lapsed = null;
        try
        {
            await append.RunAsync(call.Http.Request.Body, last, Importer(call.Who, append.Import.Id), StillGood, stop.Token);
            return lapsed;
        }
        catch (ImportStoppedException fault)
        {
            LogStopped(fault, append.Import.Id);
            return Problems.Unavailable();
        }
        catch (OperationCanceledException) when (lifetime.ApplicationStopping.IsCancellationRequested)
        {
            return Problems.Unavailable();
        }
        catch (IOException) when (!call.Cancel.IsCancellationRequested)
        {
            return Problems.Of(ProblemCode.RequestMalformed, "The content broke off: ask how far the import is and go on there.");
        }

        // A stream may last for hours; a key that was revoked meanwhile adds nothing more.
        bool StillGood()
        {
            lapsed = keys.Identify(call.Http.Request, out _);
            return lapsed is null;
        }
    }

    Importer Importer(Presented who, string id) => new(grains, who.IsAdmin ? past : reader, new Envelope(who.Party, who.Credential, Via: "import"), new Issuer(who.Party, Unrestricted: who.IsAdmin), id, Rule(who));

    LineRule Rule(Presented who) => command =>
        Permissions.Check(command, who, grains.Directory) is { } forbidden ? new LineRefusal(forbidden.Code, forbidden.Detail) : null;

    static void Tell(HttpResponse response, Import import)
    {
        if (!response.HasStarted) response.Headers[Upload.Offset] = import.Progress.Offset.ToString(CultureInfo.InvariantCulture);
    }

    static Problem Elsewhere(Import import, long offset) =>
        Problems.Of(ProblemCode.OffsetConflict, $"{Upload.Offset} is {offset}, the import is at {import.Progress.Offset}: go on there.");

    static Problem Done() => Problems.Of(ProblemCode.ImportDone, "It was completed: another source needs an import of its own, under another Idempotency-Key.");

    static Problem LineTooLong() =>
        Problems.Of(ProblemCode.BodyTooLarge, $"The content holds the beginning of a line of more than {Grains.Limits.ImportLineBytes} bytes and nothing else: no command is that long.");

    [LoggerMessage(EventId = 3030, EventName = "ImportTaken", Level = LogLevel.Information, Message = "{Lines} lines of import {Id} taken from {Party} with key {Key}")]
    partial void LogTaken(long lines, string id, string party, string key);

    [LoggerMessage(EventId = 3031, EventName = "ImportWaits", Level = LogLevel.Warning, Message = "Import {Id} can not go on now")]
    partial void LogStopped(Exception fault, string id);
}
