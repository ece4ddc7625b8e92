namespace ConsentGrains.Server.Tests.Harness;

/// <summary>How a run of `consent` ended, and what it printed.</summary>
public sealed record Ended(int Exit, string Output, string Error)
{
    /// <summary>In this process: for commands that end by themselves.</summary>
    public static async Task<Ended> OfAsync(params string[] args)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var exit = await CommandLine.RunAsync(args, output, error);
        return new(exit, output.ToString(), error.ToString());
    }
}
