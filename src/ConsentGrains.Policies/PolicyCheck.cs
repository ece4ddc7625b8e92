namespace ConsentGrains.Policies;

/// <summary>What `consent policy check FILE` says.</summary>
/// <param name="Accepted">The file can be published.</param>
/// <param name="Lines">The problems, or what was read and what a reviewer should look at.</param>
public sealed record PolicyCheck(bool Accepted, IReadOnlyList<string> Lines)
{
    public static PolicyCheck Of(string path) => Of(PolicyFiles.LoadFile(path));

    public static PolicyCheck Of(PolicyLoad load) => load switch
    {
        PolicyLoad.Loaded loaded => new(true, [Summary(loaded.File), .. Remarks(loaded.File)]),
        PolicyLoad.Refused refused => new(false, [.. refused.Problems.Select(p => p.ToString()), $"{refused.Problems.Count} problem(s): the file is refused."]),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    static string Summary(PolicyFile file)
    {
        var policy = file.Policy;
        var from = policy.From is { } day ? $"from {day:yyyy-MM-dd}" : "ever since";
        return $"{file.Name}: {policy.Name}, {from}: {policy.Collections.Sum(c => c.Items.Count)} items, {policy.Purposes.Count} purposes, "
            + $"{policy.Schemes.Count} joint-use schemes, {policy.Exceptions.Count} exceptions, {file.Interpretations.Count} interpretations.";
    }

    /// <summary>A later version may change its words; a reviewer should know where they differ from the published ones.</summary>
    static IEnumerable<string> Remarks(PolicyFile file) =>
        from mention in file.Mentions
        let rule = Catalogue.Find(mention.Clause)
        where rule is null || !rule.Quote.Contains(mention.Quote, StringComparison.Ordinal)
        select rule is null
            ? $"{file.Name}:{mention.Line}: note: {mention.Clause} is not in the catalogue of published rules."
            : $"{file.Name}:{mention.Line}: note: {mention.Clause} is quoted otherwise than it was published.";
}
