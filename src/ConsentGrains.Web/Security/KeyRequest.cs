using System.Globalization;
using System.Text.Json;
using ConsentGrains.Web.Http;

namespace ConsentGrains.Web.Security;

/// <summary>What an administrator asks a new key to be. Whether the party exists is the directory's business.</summary>
sealed record KeyRequest(string Party, IReadOnlyList<string> Roles, string Label, DateOnly? Until)
{
    const int DefaultGraceHours = 24;

    static readonly string[] Known = ["party", "roles", "label", "until"];

    public override string ToString() => $"{Party}\n{string.Join(',', Roles)}\n{Label}\n{Until:yyyy-MM-dd}";

    public static Problem? Read(JsonElement body, out KeyRequest request)
    {
        request = new KeyRequest("", [], "", null);
        if (body.ValueKind != JsonValueKind.Object) return JsonBody.NotAnObject();
        var faults = Strange(body, Known);
        var party = Text(body, "party", faults);
        var label = Text(body, "label", faults);
        var roles = ReadRoles(body, faults);
        var until = ReadUntil(body, faults);
        if (faults.Count > 0) return Problems.Of(faults);
        request = new KeyRequest(party!, roles, label!, until);
        return null;
    }

    /// <summary>How long the former secret stays good after a rotation.</summary>
    public static Problem? ReadGrace(JsonElement body, out int hours)
    {
        hours = DefaultGraceHours;
        if (body.ValueKind != JsonValueKind.Object) return JsonBody.NotAnObject();
        var faults = Strange(body, ["graceHours"]);
        if (faults.Count == 0 && body.TryGetProperty("graceHours", out var sent) && !IsGrace(sent, out hours))
            faults.Add(new FieldFault("/graceHours", FaultCode.Invalid, $"must be a whole number from 0 to {Limits.RotationGraceDays * 24}"));
        return faults.Count == 0 ? null : Problems.Of(faults);
    }

    static bool IsGrace(JsonElement sent, out int hours)
    {
        hours = 0;
        return sent.ValueKind == JsonValueKind.Number && sent.TryGetInt32(out hours) && hours is >= 0 and <= Limits.RotationGraceDays * 24;
    }

    static List<FieldFault> Strange(JsonElement body, string[] known)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var faults = new List<FieldFault>();
        foreach (var field in body.EnumerateObject())
        {
            if (!seen.Add(field.Name)) faults.Add(new FieldFault($"/{field.Name}", FaultCode.DuplicateKey, "named twice"));
            else if (!known.Contains(field.Name)) faults.Add(new FieldFault($"/{field.Name}", FaultCode.Unknown, $"is not known; known are {string.Join(", ", known)}"));
        }

        return faults;
    }

    static string? Text(JsonElement body, string name, List<FieldFault> faults)
    {
        if (!body.TryGetProperty(name, out var sent) || sent.ValueKind == JsonValueKind.Null) faults.Add(new FieldFault($"/{name}", FaultCode.Required, "is needed"));
        else if (TextOf(sent) is { Length: > 0 and <= Core.Limits.NameLength } text) return text;
        else faults.Add(new FieldFault($"/{name}", FaultCode.Invalid, $"must be a text of at most {Core.Limits.NameLength} characters"));
        return null;
    }

    static List<string> ReadRoles(JsonElement body, List<FieldFault> faults)
    {
        var roles = new List<string>();
        if (!body.TryGetProperty("roles", out var sent) || sent.ValueKind != JsonValueKind.Array || sent.GetArrayLength() == 0)
            faults.Add(new FieldFault("/roles", FaultCode.Required, $"is needed: a list of {string.Join(", ", RoleNames.All)}"));
        else foreach (var role in sent.EnumerateArray()) AddRole(role, roles, faults);
        return roles;
    }

    static void AddRole(JsonElement sent, List<string> roles, List<FieldFault> faults)
    {
        if (TextOf(sent) is { } role && RoleNames.Find(role) != Security.Roles.None && !roles.Contains(role)) roles.Add(role);
        else if (faults.Count < Limits.FaultsReported)
            faults.Add(new FieldFault("/roles", FaultCode.WordUnknown, $"must name each once, of {string.Join(", ", RoleNames.All)}"));
    }

    static DateOnly? ReadUntil(JsonElement body, List<FieldFault> faults)
    {
        if (!body.TryGetProperty("until", out var sent) || sent.ValueKind == JsonValueKind.Null) return null;
        if (DateOnly.TryParseExact(TextOf(sent), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)) return day;
        faults.Add(new FieldFault("/until", "date-malformed", "must be a day: 2026-04-01, the last on which the key is good"));
        return null;
    }

    /// <summary>Null for what is no text, or holds half a surrogate pair, which is a text in JSON and nowhere else.</summary>
    static string? TextOf(JsonElement sent)
    {
        try
        {
            return sent.ValueKind == JsonValueKind.String ? sent.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
