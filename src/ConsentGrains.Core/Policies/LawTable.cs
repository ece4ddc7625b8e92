using System.Globalization;
using System.Text.Json;

namespace ConsentGrains.Core.Policies;

/// <summary>What `law.json` says: each rule with its numbers by day, and the amendments, those of which the content is not settled yet among them.</summary>
public sealed class LawTable
{
    readonly LawRule[] rules;
    readonly DateOnly[] eras;

    LawTable(JsonElement file)
    {
        Laws = [.. file.GetProperty("laws").EnumerateArray().Select(l => new NamedLaw(Text(l, "id"), Text(l, "japanese"), Text(l, "number")))];
        Rules = [.. file.GetProperty("topics").EnumerateArray().Select(Rule)];
        Amendments = [.. file.GetProperty("amendments").EnumerateArray().Select(Amendment)];
        rules = [.. Rules.OrderBy(r => r.Topic)];
        eras = [.. Rules.SelectMany(r => r.Numbers).Select(n => n.From).OfType<DateOnly>().Distinct().Order()];
        if (!rules.Select(r => r.Topic).SequenceEqual(Enum.GetValues<LawTopic>())) throw new FormatException("law.json has every topic once");
    }

    public IReadOnlyList<NamedLaw> Laws { get; }

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<LawRule> Rules { get; }

    /// <summary>Oldest first.</summary>
    public IReadOnlyList<LawAmendment> Amendments { get; }

    public LawRule Of(LawTopic topic) => rules[(int)topic];

    /// <summary>Days of one era have the same numbers.</summary>
    internal int Era(DateOnly day)
    {
        var era = 0;
        while (era < eras.Length && eras[era] <= day) era++;
        return era;
    }

    internal static LawTable Read()
    {
        using var stream = typeof(LawTable).Assembly.GetManifestResourceStream("law.json")!;
        using var file = JsonDocument.Parse(stream);
        return new LawTable(file.RootElement);
    }

    static LawRule Rule(JsonElement rule)
    {
        var law = Maybe(rule, "law");
        LawNumber[] numbers = [.. rule.GetProperty("articles").EnumerateArray().Select(a => new LawNumber(Day(a), law is null ? Text(a, "article") : $"{law} {Text(a, "article")}"))];
        return new(Wire.Find<LawTopic>(Text(rule, "topic")) ?? throw new FormatException(Text(rule, "topic")), law, Text(rule, "japanese"), numbers, Text(rule, "source"));
    }

    static LawAmendment Amendment(JsonElement one) => new(
        Text(one, "law"), Text(one, "by"), Day(one)!.Value, one.GetProperty("settled").GetBoolean(), Text(one, "japanese"), Text(one, "what"), Text(one, "source"));

    static DateOnly? Day(JsonElement of) => Maybe(of, "from") is { } day ? DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    static string? Maybe(JsonElement of, string name) => of.TryGetProperty(name, out var value) ? value.GetString() : null;

    static string Text(JsonElement of, string name) => Maybe(of, name) ?? throw new FormatException(name);
}

/// <param name="Number">Of the law itself (平成15年法律第57号).</param>
public sealed record NamedLaw(string Id, string Japanese, string Number);

/// <param name="Law">Null for a guideline that is cited by its own name.</param>
/// <param name="Numbers">Oldest first.</param>
public sealed record LawRule(LawTopic Topic, string? Law, string Japanese, IReadOnlyList<LawNumber> Numbers, string Source)
{
    /// <summary>The citation in force on a day; null where there was no such rule yet.</summary>
    public string? On(DateOnly day)
    {
        for (var i = Numbers.Count - 1; i >= 0; i--)
            if (Numbers[i].From is not { } from || from <= day) return Numbers[i].Citation;
        return null;
    }
}

/// <param name="From">Null: since the law was made.</param>
/// <param name="Citation">`APPI 27(5)(i)`.</param>
public sealed record LawNumber(DateOnly? From, string Citation);

/// <summary>A law that changes a law, or the part of it that comes into force on one day.</summary>
/// <param name="Settled">Its content is known here and stands in the numbers; otherwise it is only announced, and nothing is cited by it.</param>
public sealed record LawAmendment(string Law, string By, DateOnly From, bool Settled, string Japanese, string What, string Source);
