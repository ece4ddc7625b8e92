using System.Diagnostics;
using System.Text.Json;
using ConsentGrains.Grains.Logbook;
using ConsentGrains.Web.Description;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Logbook;
using ConsentGrains.Web.Metrics;
using ConsentGrains.Web.Security;
using ConsentGrains.Web.Tracing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace ConsentGrains.Web.Access;

/// <summary>`POST /access/v1/evaluation` and `/access/v1/evaluations` (OpenID AuthZEN Authorization API 1.0).</summary>
sealed class EvaluationEndpoints(Gatehouse gatehouse, Evaluator evaluator, AnswerWriter answers, Recorder recorder, Instruments instruments, RequestSpans spans)
{
    const Roles MayAsk = Roles.Decide | Roles.Audit | Roles.Admin;

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/access/v1/evaluation", gatehouse.Behind(MayAsk, EvaluateAsync))
            .Describe(new("evaluate", "decisions", "May this party do this with this customer's data? A deny is 200 too.", "Decision") { Body = "Evaluation", Roles = MayAsk });
        endpoints.MapPost("/access/v1/evaluations", gatehouse.Behind(MayAsk, EvaluateManyAsync))
            .Describe(new("evaluateMany", "decisions", "Up to 1,000 questions at once.", "Decisions") { Body = "Evaluations", Roles = MayAsk });
    }

    async ValueTask<Problem?> EvaluateAsync(Call call)
    {
        var began = Stopwatch.GetTimestamp();
        using var body = await RequestBody.ReadAsync(call.Http);
        if (body.Problem is { } unread) return unread;
        var bench = Workbench.Take();
        try
        {
            var draft = bench.Batch.Defaults;
            return EvaluationReader.Read(body.Bytes.Span, draft) ?? await AnswerAsync(call, bench, draft, began);
        }
        finally
        {
            Workbench.GiveBack(bench);
        }
    }

    async ValueTask<Problem?> EvaluateManyAsync(Call call)
    {
        var began = Stopwatch.GetTimestamp();
        using var body = await RequestBody.ReadAsync(call.Http);
        if (body.Problem is { } unread) return unread;
        var bench = Workbench.Take();
        try
        {
            if (BatchReader.Read(body.Bytes.Span, bench.Batch) is { } problem) return problem;
            if (!bench.Batch.HasList) return await AnswerAsync(call, bench, bench.Batch.Defaults, began);
            return gatehouse.Charge(call.Who, bench.Batch.Count / Limits.EvaluationsPerToken) ?? await AnswerAllAsync(call, bench, began);
        }
        finally
        {
            Workbench.GiveBack(bench);
        }
    }

    async ValueTask<Problem?> AnswerAsync(Call call, Workbench bench, QuestionDraft draft, long began)
    {
        using var span = spans.Begin("decision", call.Http);
        var evaluated = await evaluator.EvaluateAsync(draft, -1, call.Who, call.Cancel);
        if (evaluated.Problem is { } problem) return RequestSpans.Tell(span, problem);
        var receipt = answers.Write(bench.Reply, evaluated.Question!, evaluated.Answer!, evaluated.Gates);
        answers.Sign(bench.Reply);
        await recorder.RecordAsync(recorder.EntryOf(call.Who, evaluated, receipt));
        instruments.Count(evaluated.Question!, evaluated.Answer!);
        RequestSpans.Tell(span, evaluated.Question!, evaluated.Answer!);
        instruments.Asked(began);
        await bench.SendAsync(call.Http);
        return null;
    }

    async ValueTask<Problem?> AnswerAllAsync(Call call, Workbench bench, long began)
    {
        var (batch, json) = (bench.Batch, bench.Reply.Json);
        using var span = spans.Begin("decisions", call.Http);
        var entries = new List<LogEntry>(batch.Count);
        json.Raw("{\"evaluations\":["u8);
        evaluator.Expect(batch);
        for (var i = 0; i < batch.Count; i++)
        {
            var evaluated = await evaluator.EvaluateAsync(batch[i], i, call.Who, call.Cancel);
            if (i > 0) json.Raw(","u8);
            if (evaluated.Problem is { } problem) WriteError(json, problem);
            else entries.Add(recorder.EntryOf(call.Who, evaluated, answers.Write(bench.Reply, evaluated.Question!, evaluated.Answer!, evaluated.Gates)));
            if (Ends(batch.Semantic, evaluated.Answer is { Permitted: true })) break;
        }

        json.Raw("]}"u8);
        answers.Sign(bench.Reply);
        await recorder.RecordAsync(entries);
        RequestSpans.Tell(span, entries);
        foreach (var entry in entries) instruments.Count(entry.Question!, entry.Answer!);
        instruments.Asked(began);
        await bench.SendAsync(call.Http);
        return null;
    }

    static bool Ends(Semantic semantic, bool permitted) =>
        permitted ? semantic == Semantic.PermitOnFirstPermit : semantic == Semantic.DenyOnFirstDeny;

    /// <summary>An evaluation that can not be taken is a deny that says why (AuthZEN, errors in individual evaluations).</summary>
    static void WriteError(PooledBuffer json, Problem problem)
    {
        json.Raw("{\"decision\":false,\"context\":{\"error\":"u8);
        using (var writer = new Utf8JsonWriter(json, JsonReply.Readable)) ProblemWriter.Write(writer, problem);
        json.Raw("}}"u8);
    }
}
