namespace ConsentGrains.Policies.Reading;

/// <summary>What was found wrong with one file so far.</summary>
sealed class Problems(string file)
{
    readonly List<PolicyProblem> found = [];

    public string File { get; } = file;

    public bool Any => found.Count > 0;

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<PolicyProblem> All => [.. found.OrderBy(p => p.Line).ThenBy(p => p.Column)];

    /// <summary>A key that two readers look at is named once.</summary>
    public void Add(PolicyProblemCode code, Place place, string what, string change)
    {
        if (found.Count < Limits.ProblemsPerFile && !found.Exists(p => p.Code == code && p.Line == place.Line && p.Column == place.Column && p.What == what))
            found.Add(new PolicyProblem(File, place.Line, place.Column, code, what, change));
    }
}
