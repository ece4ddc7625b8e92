using System.Globalization;
using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Grains.Switching.Files;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Http;

namespace ConsentGrains.Web.Desk;

/// <summary>Requests from a CSV: a row each, under keys of their own, so that a file sent twice is taken in once. A broken file is refused whole,
/// before anything of it is used; a row that is refused says why and stops no other.</summary>
sealed class RequestIntake(RequestDesk desk)
{
    public static Dictionary<string, string> Headers { get; } = new(StringComparer.Ordinal)
    { ["Idempotency-Key"] = "Needed: names the file, for instance its SHA-256. The same key and row make the same request." };

    public async ValueTask<Problem?> TakeAsync(Call call)
    {
        if (IdempotencyKeys.Read(call.Http.Request, out var key) is { } wrongKey) return wrongKey;
        if (key is null) return Problems.Of(ProblemCode.HeaderInvalid, "Idempotency-Key names the file: send one, for instance its SHA-256.");
        using var body = await RequestBody.ReadAsync(call.Http, RequestBody.Csv);
        if (body.Problem is { } wrongBody) return wrongBody;
        var table = CsvTable.Read(body.Bytes.Span);
        if (table.Broken is { } broken) return Broken(broken);
        if (IntakeColumns.Check(table) is { } wrongHeader) return Broken(wrongHeader);
        if (table.Rows.Count - 1 > Limits.IntakeRows) return Problems.Of(ProblemCode.TooManyItems, $"At most {Limits.IntakeRows} rows; send several files.");
        await TakeAsync(call, key, table);
        return null;
    }

    async Task TakeAsync(Call call, string key, CsvTable table)
    {
        using var reply = new JsonReply();
        var (accepted, refused) = (0, 0);
        reply.Writer.WriteStartObject();
        reply.Writer.WriteStartArray("results");
        foreach (var row in table.Rows.Skip(1))
        {
            var told = await RowAsync(call, key, table.Rows[0], row);
            if (told.Problem is null) accepted++;
            else refused++;
            Write(reply.Writer, row.Line, told);
        }

        reply.Writer.WriteEndArray();
        reply.Writer.WriteNumber("accepted", accepted);
        reply.Writer.WriteNumber("refused", refused);
        reply.Writer.WriteEndObject();
        await reply.SendAsync(call.Http, StatusCodes.Status200OK);
    }

    async ValueTask<RequestDesk.Told> RowAsync(Call call, string key, CsvRow header, CsvRow row)
    {
        if (row.Fields.Count != header.Fields.Count)
            return new("", null, Core.Requests.RequestState.Unknown, Problems.Of([new FieldFault("", "line-malformed", $"has {row.Fields.Count} fields and the header {header.Fields.Count}")]));
        using var fields = IntakeColumns.Fields(header, row);
        return await desk.TellAsync(call.Who, "receive", null, fields.RootElement, string.Create(CultureInfo.InvariantCulture, $"{key}-{row.Line}"), null, "intake", call.Cancel);
    }

    static void Write(Utf8JsonWriter json, int line, RequestDesk.Told told)
    {
        json.WriteStartObject();
        json.WriteNumber("line", line);
        if (told.Problem is { } problem)
        {
            json.WriteString("code", problem.Code);
            json.WriteString("detail", problem.Detail);
            json.Text("detailJapanese", problem.DetailJapanese);
        }
        else
        {
            json.WriteString("id", told.Id);
            json.Word("stage", told.State.Stage);
            json.Day("due", told.State.Due);
            if (told.Accepted!.Repeated) json.WriteBoolean("repeated", true);
        }

        json.WriteEndObject();
    }

    static Problem Broken(CsvProblem problem) =>
        Problems.Of(ProblemCode.FieldsInvalid, $"Line {problem.Line}: {problem.Message}", [new FieldFault(problem.Column, problem.Code, problem.Message, problem.Ja)]);
}
