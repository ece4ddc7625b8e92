using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Web.Description;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Logbook;
using ConsentGrains.Web.Security;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace ConsentGrains.Web.Access.Search;

/// <summary>`POST /access/v1/search/subject`, `/resource` and `/action` (OpenID AuthZEN Authorization API 1.0, searches).</summary>
sealed partial class SearchEndpoints(Gatehouse gatehouse, Searcher searcher, Recorder recorder, ILogger<SearchEndpoints> log)
{
    const Roles MayAsk = Roles.Decide | Roles.Audit | Roles.Admin;

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapPost("/access/v1/search/subject", gatehouse.Behind(MayAsk, call => SearchAsync(call, Sought.Subject)))
            .Describe(new("searchSubjects", "decisions", "Which parties may do this with this customer's data?", "FoundSubjects") { Body = "SubjectSearch", Roles = MayAsk });
        endpoints.MapPost("/access/v1/search/resource", gatehouse.Behind(MayAsk, call => SearchAsync(call, Sought.Resource)))
            .Describe(new("searchResources", "decisions", "With the data of which of your customers may this party do this?", "FoundResources") { Body = "ResourceSearch", Roles = MayAsk });
        endpoints.MapPost("/access/v1/search/action", gatehouse.Behind(MayAsk, call => SearchAsync(call, Sought.Action)))
            .Describe(new("searchActions", "decisions", "What may this party do with this customer's data, and for which purposes?", "FoundActions") { Body = "ActionSearch", Roles = MayAsk });
    }

    async ValueTask<Problem?> SearchAsync(Call call, Sought sought)
    {
        using var body = await RequestBody.ReadAsync(call.Http);
        if (body.Problem is { } unread) return unread;
        var draft = new SearchDraft(sought);
        if (SearchReader.Read(body.Bytes.Span, draft) is { } wrong) return wrong;
        var (found, problem) = await searcher.SearchAsync(draft, call.Who, call.Cancel);
        if (found is null) return problem;
        if (sought == Sought.Resource) LogFound(found.Permitted.Count, call.Who.Party, call.Who.Credential);
        await recorder.RecordSearchAsync(call, Wire.Name(sought), sought == Sought.Resource ? null : draft.Question.Customer, found.Permitted, found.Answers);
        using var reply = new JsonReply();
        Write(reply.Writer, sought, found);
        await reply.SendAsync(call.Http, StatusCodes.Status200OK);
        return null;
    }

    static void Write(Utf8JsonWriter json, Sought sought, Searcher.Found found)
    {
        json.WriteStartObject();
        json.Objects("results", found.Permitted, (writer, question) => Write(writer, sought, question));
        json.WriteStartObject("page");
        json.WriteString("next_token", found.Next);
        json.WriteNumber("count", found.Permitted.Count);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    static void Write(Utf8JsonWriter json, Sought sought, Question question)
    {
        if (sought == Sought.Action) WriteAction(json, question);
        else WriteEntity(json, sought == Sought.Subject ? ("party", question.Party) : ("customer", question.Customer!));
    }

    static void WriteEntity(Utf8JsonWriter json, (string Type, string Id) entity)
    {
        json.WriteString("type", entity.Type);
        json.WriteString("id", entity.Id);
    }

    static void WriteAction(Utf8JsonWriter json, Question question)
    {
        json.WriteString("name", question.Act);
        if (question.Purpose is not { } purpose) return;
        json.WriteStartObject("properties");
        json.WriteString("purpose", purpose);
        json.WriteEndObject();
    }

    [LoggerMessage(EventId = 3005, EventName = "CustomersFound", Level = LogLevel.Information, Message = "{Count} customers found by {Party} with key {Key}")]
    partial void LogFound(int count, string party, string key);
}
