namespace ConsentGrains.Policies.Reading;

/// <summary>What ids look like.</summary>
static class Ids
{
    /// <summary>Letters, digits, dots and hyphens; begins with a letter or digit; at most 64.</summary>
    public static bool WellFormed(string id) =>
        id.Length is > 0 and <= Core.Limits.IdLength && char.IsAsciiLetterOrDigit(id[0])
        && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-');
}
