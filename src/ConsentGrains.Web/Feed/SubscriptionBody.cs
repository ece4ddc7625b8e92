using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Subscriptions;
using ConsentGrains.Web.Feed.Webhooks;
using ConsentGrains.Web.Http;

namespace ConsentGrains.Web.Feed;

/// <summary>Reads the fields of a body about a subscription and collects everything that is wrong with them.</summary>
sealed class SubscriptionBody
{
    readonly JsonElement body;
    readonly List<FieldFault> faults = [];

    public SubscriptionBody(JsonElement body, params string[] known)
    {
        this.body = body;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var field in body.EnumerateObject())
        {
            if (!seen.Add(field.Name)) faults.Add(new($"/{field.Name}", FaultCode.DuplicateKey, "named twice"));
            else if (!known.Contains(field.Name)) faults.Add(new($"/{field.Name}", FaultCode.Unknown, $"is not known; known are {string.Join(", ", known)}"));
        }
    }

    /// <summary>Null where nothing is wrong.</summary>
    public Problem? Problem => faults.Count == 0 ? null : Problems.Of(faults);

    public SubscriptionKind Kind()
    {
        if (Text("kind") is { } word && Wire.Find<SubscriptionKind>(word) is { } kind) return kind;
        return Fail<SubscriptionKind>("kind", FaultCode.WordUnknown, $"must be one of {string.Join(", ", Enum.GetValues<SubscriptionKind>().Select(Wire.Name))}");
    }

    /// <summary>Null where neither list is given; one that is left out leaves the other's subject as in <paramref name="before"/>.</summary>
    public SubscriptionFilter? Filter(SubscriptionFilter before)
    {
        var (types, areas) = (Find("types"), Find("areas"));
        return types is null && areas is null ? null : new(types is { } t ? Types(t) : before.Types, areas is { } a ? Areas(a) : before.Areas);
    }

    public string? Url(WebhookOptions options)
    {
        if (Find("url") is null) return null;
        var url = Text("url");
        return WebhookTarget.Fault(url, options) is { } wrong ? Fail<string>("url", FaultCode.Invalid, wrong) : url;
    }

    public void NoUrl()
    {
        if (Find("url") is not null) Fail<string>("url", FaultCode.Disagree, "belongs to webhooks alone");
    }

    public string? Missing(string name) => Fail<string>(name, FaultCode.Required, "is needed");

    /// <summary>Null where the field is not there.</summary>
    public string? Text(string name)
    {
        if (Find(name) is not { } sent) return null;
        return sent.ValueKind == JsonValueKind.String && sent.GetString() is { Length: > 0 } text ? text : Fail<string>(name, FaultCode.Invalid, "must be a text");
    }

    public int Number(string name, int least, int most, int otherwise)
    {
        if (Find(name) is not { } sent) return otherwise;
        return sent.ValueKind == JsonValueKind.Number && sent.TryGetInt32(out var number) && number >= least && number <= most
            ? number : Fail<int>(name, FaultCode.Invalid, $"must be a whole number from {least} to {most}");
    }

    public T? Fail<T>(string name, string code, string message)
    {
        if (faults.Count < Limits.FaultsReported) faults.Add(new($"/{name}", code, message));
        return default;
    }

    List<string> Types(JsonElement sent) => Entries("types", sent, Core.Feed.FeedTypes.All.Count, one =>
        one.ValueKind == JsonValueKind.String && one.GetString() is { Length: > 0 and <= Core.Limits.NameLength } type ? type : null, "names of types");

    List<int> Areas(JsonElement sent) => [.. Entries("areas", sent, HighestArea, one =>
        one.ValueKind == JsonValueKind.Number && one.TryGetInt32(out var area) && area is >= 1 and <= HighestArea ? (int?)area : null, $"numbers from 1 to {HighestArea}").Select(area => area!.Value)];

    List<T> Entries<T>(string name, JsonElement sent, int most, Func<JsonElement, T?> read, string wanted)
    {
        var entries = new List<T>();
        if (sent.ValueKind != JsonValueKind.Array || sent.GetArrayLength() > most) return Fail<List<T>>(name, FaultCode.Invalid, $"must be a list of {wanted}, at most {most}") ?? entries;
        foreach (var one in sent.EnumerateArray())
        {
            if (read(one) is not { } entry || entries.Contains(entry)) Fail<string>(name, FaultCode.Invalid, $"must be a list of {wanted}, each once");
            else entries.Add(entry);
        }

        return entries;
    }

    const int HighestArea = 10;

    /// <summary>An explicit null is as good as leaving the field out.</summary>
    JsonElement? Find(string name) => body.TryGetProperty(name, out var sent) && sent.ValueKind != JsonValueKind.Null ? sent : null;
}
