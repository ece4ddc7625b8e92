using System.Globalization;
using System.Text.Json;
using ConsentGrains.Grains.Importing;
using ConsentGrains.Web.Description;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Registry;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConsentGrains.Web.Imports;

/// <summary>`/v1/imports`: commands in bulk, taken line by line as they come, gone on with after whatever broke off.</summary>
sealed class ImportEndpoints(Gatehouse gatehouse, ImportFolder imports, ImportReceiver receiver)
{
    const string Tag = "imports";
    const string One = "/v1/imports/{id}";
    const Roles MayImport = Roles.Register | Roles.Admin;
    const Roles MayRead = MayImport | Roles.Audit;

    static readonly Dictionary<string, string> KeyHeader = new(StringComparer.Ordinal)
    { ["Idempotency-Key"] = "Needed: names the import within your party, for instance the SHA-256 of the file. The same key finds the same import." };

    static readonly Dictionary<string, string> UploadHeaders = new(StringComparer.Ordinal)
    {
        [Upload.Offset] = "Needed: bytes of the source before this content; the import's `offset`.",
        [Upload.Complete] = "?1: the source ends with this content.",
    };

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/v1/imports", gatehouse.Behind(MayImport, MakeAsync))
            .Describe(new("makeImport", Tag, "Begin an import, or find the one under this key.", "Import") { Body = "NewImport", Roles = MayImport, Headers = KeyHeader, Makes = true });
        endpoints.MapGet("/v1/imports", gatehouse.Behind(MayRead, ListAsync))
            .Describe(new("listImports", Tag, "Your imports of the last seven days.", "ImportList") { Roles = MayRead, Query = Described.Paging });
        endpoints.MapGet(One, gatehouse.Behind(MayRead, ReadAsync))
            .Describe(new("readImport", Tag, "How far an import is.", "Import") { Roles = MayRead });
        endpoints.MapPatch(One, gatehouse.Behind(MayImport, AppendAsync))
            .Describe(new("appendToImport", Tag, "Add lines; answers when each is decided.", "Import") { Body = "ImportLines", BodyType = Upload.Lines, Roles = MayImport, Headers = UploadHeaders });
        endpoints.MapGet(One + "/refused", gatehouse.Behind(MayRead, RefusedAsync))
            .Describe(new("readRefusedLines", Tag, "The report of refused lines.", "RefusedLines") { AnswerType = Upload.Lines, Roles = MayRead });
        endpoints.MapDelete(One, gatehouse.Behind(MayImport, RemoveAsync))
            .Describe(new("forgetImport", Tag, "Forget an import and its report; what it recorded stays.", "Import") { Roles = MayImport });
    }

    async ValueTask<Problem?> MakeAsync(Call call)
    {
        if (IdempotencyKeys.Read(call.Http.Request, out var key) is { } wrongKey) return wrongKey;
        if (key is null) return Upload.WrongHeader("Idempotency-Key", "names the import: send one, for instance the SHA-256 of the file");
        using var body = await RequestBody.ReadAsync(call.Http);
        if (body.Problem is { } unread) return unread;
        if (Bytes(body, out var bytes) is { } wrong) return wrong;
        if (imports.Make(call.Who.Party, key, bytes) is not { } made) return TooMany();
        if (!made.Made && made.Import.Bytes != bytes) return Problems.Of(ProblemCode.IdempotencyKeyReused, "There is an import of another length under this key: another source needs another key.");
        call.Http.Response.Headers.Location = $"/v1/imports/{made.Import.Id}";
        await SendAsync(call, made.Import, made.Made ? StatusCodes.Status201Created : StatusCodes.Status200OK);
        return null;
    }

    ValueTask<Problem?> ListAsync(Call call) =>
        Lists.SendAsync(call.Http, [.. imports.Of(call.Who.SeesAll ? null : call.Who.Party).Select(Now)], i => i.Import.Id, Write);

    async ValueTask<Problem?> ReadAsync(Call call)
    {
        if (Find(call) is not { } import) return NotFound();
        await SendAsync(call, Now(import), StatusCodes.Status200OK);
        return null;
    }

    async ValueTask<Problem?> AppendAsync(Call call)
    {
        // Whose it is comes first: adding is the owner's alone, whatever else a key may see.
        if (Find(call) is not { } import || import.Party != call.Who.Party) return NotFound();
        var (taken, problem) = await receiver.ReceiveAsync(call, import);
        if (problem is not null) return problem;
        await SendAsync(call, taken!, StatusCodes.Status200OK);
        return null;
    }

    async ValueTask<Problem?> RefusedAsync(Call call)
    {
        if (Find(call) is not { } import) return NotFound();
        call.Http.Response.ContentType = Upload.Lines;
        call.Http.Response.Headers.XContentTypeOptions = "nosniff";
        if (imports.Refused(import) is not { } report) return null;
        await using var lines = report.Report;
        call.Http.Response.ContentLength = report.Length;
        await Upload.CopyAsync(lines, report.Length, call.Http.Response.Body, call.Cancel);
        return null;
    }

    async ValueTask<Problem?> RemoveAsync(Call call)
    {
        if (Find(call) is not { } import || import.Party != call.Who.Party) return NotFound();
        if (!imports.Remove(import.Id)) return ImportReceiver.Busy();
        await SendAsync(call, import, StatusCodes.Status200OK);
        return null;
    }

    /// <summary>Another party's import is as one that is not there.</summary>
    Import? Find(Call call) =>
        imports.Find((string)call.Http.Request.RouteValues["id"]!) is { } import && (import.Party == call.Who.Party || call.Who.SeesAll) ? import : null;

    /// <summary>Whether lines are being added comes before how far it is: one that is open is so far and no further.</summary>
    Standing Now(Import import)
    {
        var busy = imports.IsBusy(import.Id);
        return new(imports.Find(import.Id) ?? import, busy);
    }

    ValueTask SendAsync(Call call, Import import, int status) => SendAsync(call, new Standing(import, imports.IsBusy(import.Id)), status);

    static async ValueTask SendAsync(Call call, Standing standing, int status)
    {
        call.Http.Response.Headers[Upload.Offset] = standing.Import.Progress.Offset.ToString(CultureInfo.InvariantCulture);
        using var reply = new JsonReply();
        reply.Writer.Object(standing, Write);
        await reply.SendAsync(call.Http, status);
    }

    static void Write(Utf8JsonWriter json, Standing standing)
    {
        var import = standing.Import;
        json.WriteString("id", import.Id);
        json.WriteString("party", import.Party);
        json.WriteString("state", import.Done ? "done" : standing.IsBusy ? "receiving" : "open");
        json.WriteNumber("offset", import.Progress.Offset);
        json.WriteNumber("lines", import.Progress.Line);
        json.WriteNumber("recorded", import.Progress.Accepted);
        json.WriteNumber("repeated", import.Progress.Repeated);
        json.WriteNumber("refused", import.Progress.Refused);
        json.WriteNumber("reported", import.Reported);
        if (import.Bytes is { } bytes) json.WriteNumber("bytes", bytes);
        if (import.LinesPerSecond is { } rate) json.WriteNumber("linesPerSecond", Math.Round(rate, 1));
        json.Moment("created", import.Created);
        json.Moment("updated", import.Updated);
        json.Moment("expires", import.Expires);
    }

    static Problem? Bytes(RequestBody body, out long? bytes)
    {
        bytes = null;
        if (CommandBody.Parse(body.Bytes, out var parsed) is { } malformed) return malformed;
        using var sent = parsed!;
        if (sent.RootElement.ValueKind != JsonValueKind.Object) return JsonBody.NotAnObject();
        foreach (var field in sent.RootElement.EnumerateObject())
        {
            if (field.Name != "bytes") return Problems.Of([new FieldFault("/" + field.Name, FaultCode.Unknown, "is not known; known is bytes")]);
            if (field.Value.ValueKind != JsonValueKind.Number || !field.Value.TryGetInt64(out var count) || count < 0) return Problems.Of([new FieldFault("/bytes", FaultCode.Invalid, "must be a whole number from 0")]);
            if (bytes is not null) return Problems.Of([new FieldFault("/bytes", FaultCode.DuplicateKey, "named twice")]);
            bytes = count;
        }

        return null;
    }

    static Problem TooMany() =>
        Problems.Of(ProblemCode.TooManyImports, $"A party has at most {Grains.Limits.ImportsPerParty} imports: DELETE those you need no more, or wait until they are forgotten.");

    static Problem NotFound() => Problems.Of(ProblemCode.NotFound, "Your party has no such import; one is forgotten seven days after it was made.");

    readonly record struct Standing(Import Import, bool IsBusy);
}
