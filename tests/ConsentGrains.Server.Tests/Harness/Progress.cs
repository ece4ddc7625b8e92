namespace ConsentGrains.Server.Tests.Harness;

/// <summary>What a long trial has come to, while it still runs: a test's output is shown only when it has ended.</summary>
static class Progress
{
    static readonly string? File = Environment.GetEnvironmentVariable("SOAK_PROGRESS");

    public static void Say(string line)
    {
        if (File is not null) System.IO.File.AppendAllText(File, $"{DateTimeOffset.UtcNow:HH:mm:ss} {line}\n");
    }
}
