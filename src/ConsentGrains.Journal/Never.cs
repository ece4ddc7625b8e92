namespace ConsentGrains.Journal;

static class Never
{
    /// <summary>What cannot happen.</summary>
    public static Task<string> Ends { get; } = new TaskCompletionSource<string>().Task;
}
