using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConsentGrains.Core;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace ConsentGrains.Policies.Scenarios;

/// <summary>Reads scenario files: YAML, several scenarios to a file.</summary>
public static class ScenarioReading
{
    static readonly HashSet<string> Top = new(StringComparer.Ordinal) { "scenario", "about", "cites", "given", "ask", "then" };

    /// <summary>Fields that are numbers; every other unquoted number is text (customer numbers, versions, supply points).</summary>
    static readonly HashSet<string> Numeric = new(StringComparer.Ordinal) { "days" };

    /// <summary>All scenario files at or under the paths, in the order of their names.</summary>
    /// <exception cref="ScenarioMalformedException">A file is not a scenario file.</exception>
    public static IReadOnlyList<Scenario> Load(IEnumerable<string> paths) => [.. paths.SelectMany(Files).SelectMany(f => Read(f, File.ReadAllText(f)))];

    static IEnumerable<string> Files(string path) =>
        Directory.Exists(path)
            ? Directory.EnumerateFiles(path, "*.y*ml", SearchOption.AllDirectories).Order(StringComparer.Ordinal)
            : File.Exists(path) ? [path] : throw new ScenarioMalformedException(path, 0, 0, "no such file or folder");

    /// <exception cref="ScenarioMalformedException">The text is not a scenario file.</exception>
    public static IReadOnlyList<Scenario> Read(string file, string text)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(text));
        }
        catch (YamlException e)
        {
            throw new ScenarioMalformedException(file, e.Start.Line, e.Start.Column, e.Message);
        }

        return [.. stream.Documents.Where(d => d.RootNode is not YamlScalarNode { Value: null or "" }).Select(d => new Reader(file).Scenario(d.RootNode))];
    }

    sealed class Reader(string file)
    {
        public Scenario Scenario(YamlNode root)
        {
            var map = Map(root);
            foreach (var key in map.Children.Keys)
                if (!Top.Contains(Text(key))) throw Wrong(key, $"unknown key '{Text(key)}': a scenario has {string.Join(", ", Top)}");
            var steps = new List<ScenarioStep>();
            Steps(map, steps);
            return new Scenario(file, Required(map, "scenario"), Find(map, "about") is { } about ? Text(about) : "", Texts(Find(map, "cites")), steps);
        }

        void Steps(YamlMappingNode map, List<ScenarioStep> steps)
        {
            foreach (var (key, value) in map.Children)
                switch (Text(key))
                {
                    case "given": foreach (var given in List(value)) steps.Add(Given(Map(given))); break;
                    case "ask": foreach (var ask in List(value)) steps.Add(Ask(Map(ask))); break;
                    case "then": foreach (var more in List(value)) Steps(Map(more), steps); break;
                }
        }

        ScenarioStep Given(YamlMappingNode map)
        {
            var refused = Find(map, "refused") is { } sibling ? Text(sibling) : null;
            var commands = map.Children.Where(c => Text(c.Key) != "refused").ToList();
            if (commands.Count != 1) throw Wrong(map, "a line of `given` has one command");
            var (key, value) = commands[0];
            if (Text(key) == "at") return new ScenarioStep.MoveClock(Time(value), Line(map));
            var fields = Map(value);
            if (Find(fields, "refused") is { } inner) refused = Text(inner);
            return new ScenarioStep.Tell(Text(key), Told(Text(key), Json(fields, "refused")), refused, Line(map));
        }

        /// <summary>A contractor of a scenario was found fit unless the scenario says otherwise (`finding: null`: nobody looked).</summary>
        static JsonElement Told(string command, JsonElement fields)
        {
            if (command != "entrustment" || fields.TryGetProperty("finding", out _)) return fields;
            var told = JsonObject.Create(fields)!;
            told["finding"] = true;
            return JsonSerializer.SerializeToElement(told);
        }

        ScenarioStep.Ask Ask(YamlMappingNode map)
        {
            var expect = Map(Find(map, "expect") ?? throw Wrong(map, "an `ask` needs `expect`"));
            return new ScenarioStep.Ask(Json(map, "expect"), Expect(expect), Line(map));
        }

        Expectation Expect(YamlMappingNode map)
        {
            foreach (var key in map.Children.Keys)
                if (Text(key) is not ("decision" or "basis" or "reason" or "reasons" or "clauses" or "obligations" or "responsible"))
                    throw Wrong(key, $"unknown expectation '{Text(key)}'");
            var decision = Required(map, "decision");
            if (decision is not ("permit" or "deny")) throw Wrong(map, $"decision is permit or deny, not '{decision}'");
            return new Expectation(
                decision == "permit", Optional(map, "basis"), Optional(map, "reason"), Texts(Find(map, "reasons")), Texts(Find(map, "clauses")),
                Texts(Find(map, "obligations")),
                Find(map, "responsible") is { } who ? Map(who).Children.ToDictionary(c => Text(c.Key), c => Text(c.Value), StringComparer.Ordinal) : []);
        }

        static JsonElement Json(YamlMappingNode map, string without)
        {
            var fields = new JsonObject();
            foreach (var (key, value) in map.Children)
                if (Text(key) != without) fields[Text(key)] = Value(Text(key), value);
            return JsonSerializer.SerializeToElement(fields);
        }

        static JsonNode? Value(string field, YamlNode node) => node switch
        {
            YamlMappingNode map => new JsonObject(map.Children.Select(c => KeyValuePair.Create(Text(c.Key), Value(Text(c.Key), c.Value)))),
            YamlSequenceNode list => new JsonArray([.. list.Children.Select(c => Value(field, c))]),
            YamlScalarNode { Style: ScalarStyle.Plain, Value: "true" } => JsonValue.Create(true),
            YamlScalarNode { Style: ScalarStyle.Plain, Value: "false" } => JsonValue.Create(false),
            YamlScalarNode { Style: ScalarStyle.Plain, Value: "null" or "~" or "" } => null,
            YamlScalarNode scalar when Numeric.Contains(field) && int.TryParse(scalar.Value, CultureInfo.InvariantCulture, out var number) => JsonValue.Create(number),
            _ => JsonValue.Create(Text(node)),
        };

        Instant Time(YamlNode node) =>
            DateTimeOffset.TryParse(Text(node), CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
                ? Instant.From(time)
                : throw Wrong(node, $"'{Text(node)}' is no time: write \"2026-04-01T09:00:00+09:00\"");

        string Required(YamlMappingNode map, string key) => Text(Find(map, key) ?? throw Wrong(map, $"'{key}' is missing"));

        static string? Optional(YamlMappingNode map, string key) => Find(map, key) is { } node ? Text(node) : null;

        static YamlNode? Find(YamlMappingNode map, string key) => map.Children.TryGetValue(new YamlScalarNode(key), out var node) ? node : null;

        YamlMappingNode Map(YamlNode node) => node as YamlMappingNode ?? throw Wrong(node, "fields are expected here");

        IEnumerable<YamlNode> List(YamlNode node) => (node as YamlSequenceNode ?? throw Wrong(node, "a list is expected here")).Children;

        IReadOnlyList<string> Texts(YamlNode? node) => node is null ? [] : [.. List(node).Select(Text)];

        static string Text(YamlNode node) => (node as YamlScalarNode)?.Value ?? node.ToString();

        static int Line(YamlNode node) => (int)node.Start.Line;

        ScenarioMalformedException Wrong(YamlNode node, string what) => new(file, node.Start.Line, node.Start.Column, what);
    }
}
