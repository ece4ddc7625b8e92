using System.Text.Json.Nodes;
using ConsentGrains.Tests.Shared;
using ConsentGrains.Web.Tests.Harness;

namespace ConsentGrains.Web.Tests.Desk;

/// <summary>Lines of the table of requests as bodies of the API and as rows of an intake. The registry's clock says which day it is.</summary>
static class Requests
{
    public static readonly DateOnly Today = new(2026, 4, 1);

    static readonly string[] Plain = ["form", "by", "purpose"];

    public static JsonObject Receive(RequestCase one, string customer)
    {
        var body = new JsonObject { ["policy"] = one.Policy, ["type"] = one.Type, ["customer"] = customer };
        foreach (var name in Plain) Text(body, name, RequestCase.Value(one.Sent, name));
        Text(body, "channel", RequestCase.Value(one.Sent, "ch"));
        Text(body, "marketingChannel", RequestCase.Value(one.Sent, "marketing"));
        if (RequestCase.Value(one.Sent, "stamps") is { } stamps) body["stamps"] = int.Parse(stamps);
        if (one.Sent.Contains("no-paper")) body["principalHasNoPaper"] = true;
        if (one.Sent.Contains("to-agent")) body["answerToAgent"] = true;
        foreach (var name in new[] { "items", "recipients" })
            if (RequestCase.Value(one.Sent, name) is { } list) body[name] = new JsonArray([.. list.Split(',').Select(i => (JsonNode)i)]);
        body["papers"] = Papers(one.Sent);
        return body;
    }

    public static JsonObject Examine(string[] found)
    {
        var body = new JsonObject();
        foreach (var name in new[] { "addresses", "subject", "entrustedBy" }) Text(body, name, RequestCase.Value(found, name));
        if (found.Contains("doubted")) body["doubted"] = true;
        if (RequestCase.Value(found, "authority") is { } shown) body["authority"] = shown == "true";
        return body;
    }

    public static JsonObject Resubmit(string[] cure)
    {
        var body = new JsonObject();
        Text(body, "form", RequestCase.Value(cure, "form"));
        Text(body, "channel", RequestCase.Value(cure, "ch"));
        if (RequestCase.Value(cure, "stamps") is { } stamps) body["stamps"] = int.Parse(stamps);
        body["papers"] = Papers(cure);
        return body;
    }

    public static JsonObject Answer(RequestCase one)
    {
        var asked = (RequestCase.Value(one.Sent, "items") is { } items && one.Type != "erasure" ? items : RequestCase.Value(one.Sent, "recipients") ?? "").Split(',');
        var answers = one.Answers().SelectMany(a => (a.Subject.Length > 0 ? [a.Subject] : asked).Select(subject => (JsonNode)new JsonObject
        {
            ["subject"] = subject.Length > 0 ? subject : null,
            ["result"] = a.Result,
            ["grounds"] = new JsonArray([.. a.Grounds.Select(g => (JsonNode)g)]),
        }));
        var body = new JsonObject { ["answers"] = new JsonArray([.. answers]) };
        Text(body, "basis", RequestCase.Value(one.Answer, "basis"));
        if (one.Answer.Contains("reviewed")) body["reviewed"] = true;
        return body;
    }

    /// <summary>The same fields as a row of a CSV.</summary>
    public static string Row(JsonObject body, IReadOnlyList<string> columns) => string.Join(',', columns.Select(c => body[c] switch
    {
        null => "",
        JsonArray papers when c == "papers" => string.Join(' ', papers.Select(p => Paper(p!.AsObject()))),
        JsonArray list => string.Join(' ', list.Select(i => i!.GetValue<string>())),
        var value => value.ToJsonString().Trim('"'),
    }));

    static string Paper(JsonObject paper)
    {
        var text = paper["kind"]!.GetValue<string>() + (paper["of"] is { } of ? "@" + of.GetValue<string>() : "");
        foreach (var name in new[] { "issued", "until", "seal" })
            if (paper[name] is { } value) text += $":{name}={value.GetValue<string>()}";
        return text;
    }

    static JsonArray Papers(string[] words) => [.. RequestCase.Values(words, "paper").Select(p => (JsonNode)Paper(p))];

    static JsonObject Paper(string text)
    {
        var parts = text.Split(':');
        var kind = parts[0].Split('@');
        var paper = new JsonObject { ["kind"] = kind[0] };
        if (kind.Length > 1) paper["of"] = kind[1];
        foreach (var name in new[] { "issued", "until" })
            if (RequestCase.Value(parts, name) is { } days) paper[name] = Today.AddDays(int.Parse(days)).ToString("yyyy-MM-dd");
        Text(paper, "seal", RequestCase.Value(parts, "seal"));
        return paper;
    }

    static void Text(JsonObject body, string name, string? value)
    {
        if (value is not null) body[name] = value;
    }
}
