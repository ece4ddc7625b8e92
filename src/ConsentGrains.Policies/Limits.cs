namespace ConsentGrains.Policies;

/// <summary>Every bound of a policy file.</summary>
public static class Limits
{
    /// <summary>Characters of one file; the longest published policy needs a tenth of it.</summary>
    public const int FileCharacters = 1_000_000;

    /// <summary>How deep lists and mappings may stand in one another.</summary>
    public const int Depth = 16;

    /// <summary>Problems named of one file; after them reading goes on in silence.</summary>
    public const int ProblemsPerFile = 100;

    /// <summary>Items of one policy: a decision holds them as bits of one mask.</summary>
    public const int ItemsPerPolicy = Core.Limits.ItemsPerPolicy;
}
