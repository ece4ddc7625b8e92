using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ConsentGrains.Web.Tests.Desk;

/// <summary>A browser without a script: it keeps cookies, follows no redirection by itself, and sends forms as they were served.</summary>
sealed partial class Browsing(Uri address) : IDisposable
{
    readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };
    readonly Dictionary<string, string> cookies = new(StringComparer.Ordinal);

    public async Task<Page> GetAsync(string path) => await SendAsync(new(HttpMethod.Get, path));

    public async Task<Page> PostAsync(string path, params (string Name, string Value)[] fields) =>
        await SendAsync(new(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields.Select(f => KeyValuePair.Create(f.Name, f.Value))) });

    /// <summary>Signs in and opens the desk.</summary>
    public async Task<Page> SignInAsync(string secret)
    {
        var signedIn = await PostAsync("/sign-in", ("key", secret), ("to", "/desk"));
        return signedIn.Status == HttpStatusCode.SeeOther ? await GetAsync(signedIn.Location!) : signedIn;
    }

    /// <summary>Sends the form of a step as the page served it, with the fields filled in.</summary>
    public async Task<Page> StepAsync(string id, string step, JsonObject body)
    {
        var page = await GetAsync($"/desk/requests/{id}");
        if (page.Form($"/desk/requests/{id}/{step}") is not { } hidden) throw new InvalidOperationException($"no form for {step}: {page.Text}");
        var sent = await PostAsync($"/desk/requests/{id}/{step}", [.. hidden.Concat(Fields(body, hidden)).Append(("desk", "窓口 花子"))]);
        return sent.Status == HttpStatusCode.SeeOther ? await GetAsync(sent.Location!) : sent;
    }

    public void Dispose() => http.Dispose();

    /// <summary>The names a page gives to the fields of a command.</summary>
    static IEnumerable<(string, string)> Fields(JsonObject body, IReadOnlyList<(string Name, string Value)> hidden)
    {
        foreach (var (name, value) in body)
        {
            if (value is JsonArray list && name is "papers" or "answers")
                foreach (var field in Entries(name, (JsonArray)value!, hidden)) yield return field;
            else if (value is not null) yield return (name + Kind(value), Text(value));
        }
    }

    static IEnumerable<(string, string)> Entries(string list, JsonArray entries, IReadOnlyList<(string Name, string Value)> hidden)
    {
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i]!.AsObject();
            // The page has numbered what it asks about.
            var at = list == "papers" ? i : int.Parse(hidden.Single(h => h.Name.StartsWith("answers.", StringComparison.Ordinal) && h.Value == (entry["subject"]?.GetValue<string>() ?? "")).Name.Split('.')[1]);
            foreach (var (name, value) in entry)
                if (value is JsonArray grounds) foreach (var ground in grounds) yield return ($"{list}.{at}.{name}#each", ground!.GetValue<string>());
                else if (value is not null && name != "subject") yield return ($"{list}.{at}.{name}", value.GetValue<string>());
        }
    }

    static string Kind(JsonNode value) => value.GetValueKind() switch
    {
        System.Text.Json.JsonValueKind.Number => "#number",
        System.Text.Json.JsonValueKind.True or System.Text.Json.JsonValueKind.False => "#flag",
        _ => "",
    };

    static string Text(JsonNode value) => value.ToJsonString().Trim('"');

    async Task<Page> SendAsync(HttpRequestMessage request)
    {
        if (cookies.Count > 0) request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", cookies.Select(c => $"{c.Key}={c.Value}")));
        using var response = await http.SendAsync(request);
        foreach (var set in response.Headers.TryGetValues("Set-Cookie", out var all) ? all : [])
        {
            var pair = set.Split(';')[0].Split('=', 2);
            if (pair[1].Length == 0) cookies.Remove(pair[0]);
            else cookies[pair[0]] = pair[1];
        }

        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(h => h.Key, h => string.Join(", ", h.Value), StringComparer.OrdinalIgnoreCase);
        return new(response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.Location?.ToString(), headers);
    }

    /// <summary>A page as it came.</summary>
    public sealed partial record Page(HttpStatusCode Status, string Html, string? Location, IReadOnlyDictionary<string, string> Headers)
    {
        /// <summary>As a reader sees it.</summary>
        public string Text { get; } = WebUtility.HtmlDecode(Html);

        /// <summary>The hidden fields of the form that posts there; null where there is none.</summary>
        public IReadOnlyList<(string Name, string Value)>? Form(string action)
        {
            var start = Html.IndexOf($"action=\"{action}\"", StringComparison.Ordinal);
            if (start < 0) return null;
            var form = Html[start..Html.IndexOf("</form>", start, StringComparison.Ordinal)];
            return [.. Hidden().Matches(form).Select(m => (m.Groups["name"].Value, WebUtility.HtmlDecode(m.Groups["value"].Value)))];
        }

        [GeneratedRegex("""<input type="hidden" name="(?<name>[^"]*)"(?: value="(?<value>[^"]*)")?""", RegexOptions.NonBacktracking)]
        private static partial Regex Hidden();
    }
}
