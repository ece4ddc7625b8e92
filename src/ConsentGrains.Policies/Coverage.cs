using ConsentGrains.Core;
using ConsentGrains.Policies.Reading;

namespace ConsentGrains.Policies;

/// <summary>One rule of the catalogue and what carries it.</summary>
/// <param name="CarriedBy">What the policy file makes of it (`purpose`), the capability that will carry it (`later: leaks`), `no rule`, or `nothing`.</param>
/// <param name="Where">`ELS-EL.yaml:120`, or the reason.</param>
public sealed record CoverageRow(string Id, string Type, string CarriedBy, string Where);

/// <summary>Which rule of the catalogue is carried where.</summary>
/// <param name="Rows">One for each rule of the catalogue, in its order.</param>
/// <param name="Faults">A rule carried by nothing, a reason for a rule that is carried or was given before, an id the catalogue does not know.</param>
public sealed record Coverage(IReadOnlyList<CoverageRow> Rows, IReadOnlyList<string> Faults)
{
    const string Nothing = "nothing";

    /// <summary>Coverage by the five built-in files, the built-in parties, and the reviewed list of what they do not carry.</summary>
    public static Coverage OfBuiltIn() => Of(PolicyFiles.BuiltIn());

    /// <summary>Coverage by the files given, the built-in parties, and the reviewed list of what the built-in files do not carry.</summary>
    public static Coverage Of(IReadOnlyList<PolicyFile> files) => Of(
        [.. files.SelectMany(f => f.Mentions), .. PolicyFiles.BuiltInPartiesFile().Mentions],
        CoverageReading.Read(PolicyFiles.Resource(CoverageReading.FileName), CoverageReading.FileName));

    internal static Coverage Of(IReadOnlyList<Mention> mentions, IReadOnlyList<Uncarried> uncarried)
    {
        var carried = mentions.ToLookup(m => m.Clause, StringComparer.Ordinal);
        var reasons = uncarried.ToLookup(u => u.Id, StringComparer.Ordinal);
        List<CoverageRow> rows = [.. Catalogue.Rules.Select(rule => Row(rule, [.. carried[rule.Id]], reasons[rule.Id].FirstOrDefault()))];
        return new Coverage(rows, [.. Missing(rows), .. Strangers(mentions, uncarried), .. Doubles(carried, reasons)]);
    }

    /// <summary>The rows as text, columns aligned, with a summary and the faults at the end.</summary>
    public IReadOnlyList<string> Lines()
    {
        int[] widths = [Rows.Max(r => r.Id.Length), Rows.Max(r => r.Type.Length), Rows.Max(r => r.CarriedBy.Length)];
        string Line(string id, string type, string by, string where) =>
            $"{id.PadRight(widths[0])}  {type.PadRight(widths[1])}  {by.PadRight(widths[2])}  {where}".TrimEnd();
        return [Line("id", "type", "carried by", "where"), .. Rows.Select(r => Line(r.Id, r.Type, r.CarriedBy, r.Where)), "", Summary(), .. Faults.Select(f => $"fault: {f}")];
    }

    string Summary()
    {
        var later = Rows.Count(r => r.CarriedBy.StartsWith("later", StringComparison.Ordinal));
        var noRule = Rows.Count(r => r.CarriedBy == "no rule");
        var nothing = Rows.Count(r => r.CarriedBy == Nothing);
        return $"{Rows.Count} rules: {Rows.Count - later - noRule - nothing} in the policy files, {later} by a later capability, {noRule} need no rule, {nothing} carried by nothing.";
    }

    static CoverageRow Row(CatalogueRule rule, Mention[] mentions, Uncarried? reason) => (mentions, reason) switch
    {
        ({ Length: > 0 }, _) => new(rule.Id, rule.Type, Kinds(mentions), string.Join(", ", mentions.Select(m => $"{m.File}:{m.Line}"))),
        (_, { By: { } capability }) => new(rule.Id, rule.Type, $"later: {Wire.Name(capability)}", reason.Reason),
        (_, { }) => new(rule.Id, rule.Type, "no rule", reason.Reason),
        _ => new(rule.Id, rule.Type, Nothing, ""),
    };

    static string Kinds(Mention[] mentions) => string.Join(", ", mentions.Select(m => Wire.Name(m.Kind)).Distinct(StringComparer.Ordinal));

    static IEnumerable<string> Missing(IEnumerable<CoverageRow> rows) =>
        rows.Where(r => r.CarriedBy == Nothing).Select(r => $"{r.Id} is carried by nothing and has no reason.");

    static IEnumerable<string> Strangers(IEnumerable<Mention> mentions, IEnumerable<Uncarried> uncarried) =>
        mentions.Where(m => Catalogue.Find(m.Clause) is null).Select(m => $"{m.Clause} ({m.File}:{m.Line}) is no rule of the catalogue.")
            .Concat(uncarried.Where(u => Catalogue.Find(u.Id) is null).Select(u => $"{u.Id} ({CoverageReading.FileName}:{u.Line}) is no rule of the catalogue."));

    static IEnumerable<string> Doubles(ILookup<string, Mention> carried, ILookup<string, Uncarried> reasons)
    {
        foreach (var reason in reasons)
        {
            if (reason.Count() > 1) yield return $"{reason.Key} has {reason.Count()} reasons ({CoverageReading.FileName}:{reason.Last().Line}).";
            if (carried[reason.Key].FirstOrDefault() is { } mention)
                yield return $"{reason.Key} has a reason ({CoverageReading.FileName}:{reason.First().Line}), but is carried at {mention.File}:{mention.Line}.";
        }
    }
}
