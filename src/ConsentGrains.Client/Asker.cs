namespace ConsentGrains.Client;

/// <summary>In whose name a question is asked, which decides how much of a deny is told.</summary>
/// <param name="SeesAll">An auditor or administrator.</param>
public sealed record Asker(string Party, bool SeesAll = false);
