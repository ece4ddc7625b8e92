using System.Globalization;
using Spectre.Console;

namespace ConsentGrains.Server.Bulk;

/// <summary>A bar with rate and time left on a terminal; nothing where the output is read by a program.</summary>
static class Bar
{
    /// <param name="work">Reports units done and, for the rate, what was counted.</param>
    public static async Task ShowAsync(TextWriter output, string what, double total, Func<Action<double, long>, Task> work)
    {
        if (output != Console.Out || Console.IsOutputRedirected)
        {
            await work((_, _) => { });
            return;
        }

        var columns = new ProgressColumn[] { new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn() };
        await AnsiConsole.Progress().Columns(columns).StartAsync(async context =>
        {
            var bar = context.AddTask(what, maxValue: Math.Max(total, 1));
            var begun = TimeProvider.System.GetTimestamp();
            await work((done, count) =>
            {
                var seconds = TimeProvider.System.GetElapsedTime(begun).TotalSeconds;
                bar.Description = string.Create(CultureInfo.InvariantCulture, $"{what} {count:N0} lines, {(seconds > 0 ? count / seconds : 0):N0}/s");
                bar.Value = done;
            });
        });
    }
}
