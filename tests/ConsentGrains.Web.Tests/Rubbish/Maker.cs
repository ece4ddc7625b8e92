using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ConsentGrains.Web.Tests.Rubbish;

/// <summary>Makes requests out of what is served: valid ones, each broken in some place. One seed and one number make the same request always.</summary>
/// <param name="keys">Secrets of callers; the first may do everything.</param>
/// <param name="import">The id of an import that takes lines.</param>
sealed partial class Maker(Surface surface, int seed, IReadOnlyList<string> keys, string import)
{
    const int MegabyteAndMore = (1 << 20) + 1;

    static readonly Dictionary<string, string[]> Segments = new(StringComparer.Ordinal)
    {
        ["operator"] = ["els", "emana", "n1"],
        ["number"] = ["R1", "R2", "0300000000000000000001", "03-0000-0000-0000-0000-0002"],
        ["id"] = ["els", "ELS-EL", "n1", "EX-1", "ELS-EL-2-PU3"],
        ["version"] = ["1", "2", "2026-04-01"],
        ["code"] = ["not-found", "stopped", "n1"],
    };

    /// <summary>The next endpoint in turn, so that none is left out.</summary>
    public RawRequest Make(int number)
    {
        var random = new Random(unchecked((seed * 1_000_003) ^ (number * 7_919)));
        var endpoint = surface.Endpoints[number % surface.Endpoints.Count];
        var request = new RequestText { Method = endpoint.Method, Target = Target(endpoint, random) };
        request.Set("Host", "localhost");
        request.Set("Authorization", $"Bearer {(random.Next(6) == 0 ? Words.Pick(random, [.. keys]) : keys[0])}");
        if (endpoint.Body is not null) request.Set("Content-Type", endpoint.Described!.BodyType);
        Fill(request, endpoint, random);
        var kind = random.Next(20);
        return kind switch
        {
            < 3 => Raw(BrokenLines.Make(request, random)),
            < 6 => Framed(Framing.Break(request, random)),
            6 => Whole("valid"),
            < 12 => Whole(BreakBody(request, endpoint, random)),
            < 18 => Whole(BreakElsewhere(request, random)),
            _ => Whole($"{BreakBody(request, endpoint, random)}; {BreakElsewhere(request, random)}"),
        };

        RawRequest Raw((string What, byte[] Bytes) made) => new(seed, number, endpoint, made.What, made.Bytes, CutShort: false, Closes: true);
        RawRequest Framed((string What, bool CutShort) made) => new(seed, number, endpoint, made.What, request.ToBytes(), made.CutShort, Closes: true);
        RawRequest Whole(string what) => new(seed, number, endpoint, what, request.ToBytes(), CutShort: false, Closes: false);
    }

    string Target(Endpoint endpoint, Random random) => Parameter().Replace(endpoint.Path, found =>
        endpoint.Path.StartsWith("/v1/imports/", StringComparison.Ordinal) && random.Next(2) == 0 ? import : Segments.TryGetValue(found.Groups[1].Value.Split(':', '?')[0].TrimStart('*'), out var known) ? Words.Pick(random, known) : "n1");

    void Fill(RequestText request, Endpoint endpoint, Random random)
    {
        if (endpoint.Described is { Query.Count: > 0 } described)
            foreach (var name in described.Query.Keys.Where(_ => random.Next(5) == 0)) AddQuery(request, name, Words.Pick(random, ["10", "els", "2026-03-31T00:00:00Z", "2026-03-01", "true", "use", "beginning"]));
        if (endpoint.Described is { IsCommand: true } && random.Next(4) == 0) request.Set("Idempotency-Key", Words.Name(random));
        if (endpoint.Described?.Headers.Keys is { } headers)
            foreach (var name in headers) request.Set(name, random.Next(3) == 0 ? Words.Name(random) : "0");
        if (endpoint.Body is { } schema) request.Body = Encoding.UTF8.GetBytes(new Breaking(random).Write(BodyOf(endpoint, schema, random), whole: true));
    }

    JsonNode? BodyOf(Endpoint endpoint, JsonNode schema, Random random)
    {
        var sample = new Sample(surface.Schemas, random);
        if (endpoint.Path != "/v1/commands") return sample.Of(schema);
        // Any command under its name: those that have a path of their own have a schema, too.
        var command = Pick([.. surface.Endpoints.Where(e => e.Described is { IsCommand: true } && e.Body is not null)], random);
        var name = Words.Pick(random, ["enrol", "contract", "relocate", "consent", "withdraw", "stop", "lift-stop", "object", "hold", "notice", "erase", "party", "role", "end-role", "purpose", "entrustment", "site", "supply-point", "switch-apply"]);
        var fields = sample.Of(command.Body!) as JsonObject ?? [];
        fields.TryAdd("customer", "els/R1");
        return new JsonObject { [name] = fields };
    }

    string BreakBody(RequestText request, Endpoint endpoint, Random random)
    {
        var body = endpoint.Body is { } schema ? BodyOf(endpoint, schema, random) : new JsonObject { ["a"] = Words.Text(random) };
        if (random.Next(3) == 0) return BreakBytes(request, Encoding.UTF8.GetBytes(new Breaking(random).Write(body, whole: true)), random);
        var breaking = new Breaking(random);
        request.Body = Encoding.UTF8.GetBytes(breaking.Write(body));
        return $"broken: {(breaking.Broken.Length > 80 ? breaking.Broken[..80] + "…" : breaking.Broken)}";
    }

    static string BreakBytes(RequestText request, byte[] body, Random random)
    {
        var at = random.Next(body.Length + 1);
        var strange = Words.NotUtf8[random.Next(Words.NotUtf8.Length)];
        (string What, byte[] Bytes) made = random.Next(100) switch
        {
            < 25 => ("cut", body[..at]),
            < 55 => ("no UTF-8", [.. body.AsSpan(0, at), .. strange, .. body.AsSpan(at)]),
            < 65 => ("a byte order mark", [0xEF, 0xBB, 0xBF, .. body]),
            < 70 => ("UTF-16", Encoding.Unicode.GetBytes(Encoding.UTF8.GetString(body))),
            < 85 => ("more behind it", [.. body, .. Encoding.UTF8.GetBytes(Words.Pick(random, Words.Values))]),
            < 95 => ("a byte of it another", [.. body.AsSpan(0, Math.Max(0, at - 1)), (byte)random.Next(256), .. body.AsSpan(at)]),
            < 98 => ("nothing", []),
            98 => ("too large", [.. body, .. Encoding.ASCII.GetBytes(new string(' ', MegabyteAndMore))]),
            _ => ("one long text", Encoding.ASCII.GetBytes($"{{\"{new string('k', random.Next(100_000, 900_000))}\":1}}")),
        };
        request.Body = made.Bytes;
        return made.What;
    }

    string BreakElsewhere(RequestText request, Random random)
    {
        switch (random.Next(10))
        {
            case 0: request.Method = Words.Pick(random, ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "LINK", "GETT"]); return $"the method {request.Method}";
            case 1 or 2: return BreakTarget(request, random);
            case 3: AddQuery(request, Words.Pick(random, ["after", "limit", "at", "current", "format", "n1", "", "%00", "%ff", "[a]"]), Words.Pick(random, ["", "%00", "%ff", "%zz", "-1", "99999999999", "a%20b", "%f0%9f%98%80", new('q', 2_000)])); return "a strange query";
            case 4: return Again(request, random);
            case 5: request.Set("Authorization", Words.Pick(random, ["", "Bearer", "Bearer ", "Basic eDp5", "bearer x", $"Bearer {keys[0]}x", $"Bearer {keys[0]}, Bearer x", "Bearer cg_" + new string('A', 43), new('B', 3_000)])); return "a key of no use";
            case 6: request.Set("Content-Type", Words.Pick(random, ["", "text/plain", "application/json; charset=utf-16", "application/json;charset=", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", ";", "application/json, text/plain", "application/x-ndjson", "json"])); return "another content type";
            case 7: request.Set(Words.Pick(random, ["Idempotency-Key", "If-Match", "X-Request-ID", "Accept", "Upload-Offset", "Upload-Complete", "Last-Event-ID"]), Words.Pick(random, ["", "*", "\"\"", "\"-1\"", "W/\"1\"", "\"99999999999999\"", "\u00e9\u3042", "text/html", "application/json;q=0", ";;;", "?1", "0", new('i', 300)])); return "a header of no use";
            case 8: request.Headers.Add(Pick(request.Headers, random)); return "a header twice";
            default: request.Headers.RemoveAll(h => h.Name != "Host" && random.Next(2) == 0); return "without some headers";
        }
    }

    static string BreakTarget(RequestText request, Random random)
    {
        var parts = request.Target.Split('/');
        var at = random.Next(1, parts.Length);
        var what = Words.Pick(random, Words.Segments);
        parts[at] = random.Next(3) == 0 ? parts[at] + what : what;
        request.Target = string.Join('/', random.Next(8) == 0 ? [.. parts, what] : parts);
        return $"the segment {(what.Length > 40 ? what[..40] + "…" : what)}";
    }

    static string Again(RequestText request, Random random)
    {
        var name = request.Target.Contains('?', StringComparison.Ordinal) ? request.Target.Split('?', '=')[1] : "limit";
        for (var i = random.Next(2, 600); i > 0; i--) AddQuery(request, name, "1");
        return "a query parameter many times";
    }

    static void AddQuery(RequestText request, string name, string value) =>
        // To wait for what does not come would only cost time.
        request.Target += $"{(request.Target.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}={(name == "wait" ? "0" : value)}";

    static T Pick<T>(IReadOnlyList<T> of, Random random) => of[random.Next(of.Count)];

    [GeneratedRegex(@"\{([^}]*)\}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Parameter();
}
