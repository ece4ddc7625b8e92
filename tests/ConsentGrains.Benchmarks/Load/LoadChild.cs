using System.Text.Json;

namespace ConsentGrains.Benchmarks.Load;

/// <summary>The generator in a process of its own: reads an order from its input, prints the result.</summary>
static class LoadChild
{
    public static async Task<int> RunAsync(string[] args)
    {
        var order = JsonSerializer.Deserialize(await Console.In.ReadToEndAsync(), LoadJson.Default.LoadOrder) ?? throw new InvalidOperationException("no order");
        var result = await new Generator(order).RunAsync();
        Console.WriteLine(JsonSerializer.Serialize(result, LoadJson.Default.LoadResult));
        return 0;
    }

    /// <summary>Runs an order in a process of its own.</summary>
    public static async Task<LoadResult> SendAsync(LoadOrder order)
    {
        using var process = Child.Start("load");
        await process.StandardInput.WriteAsync(JsonSerializer.Serialize(order, LoadJson.Default.LoadOrder));
        process.StandardInput.Close();
        var printed = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 && JsonSerializer.Deserialize(printed, LoadJson.Default.LoadResult) is { } result
            ? result : throw new InvalidOperationException($"the generator ended with {process.ExitCode}");
    }
}
