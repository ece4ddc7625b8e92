using System.CommandLine;
using ConsentGrains.Server.Serving;

namespace ConsentGrains.Server.Commands;

/// <summary>`consent serve`, and what `consent` does without a command.</summary>
static class ServeCommand
{
    const string DemoMeaning = "Serve a generated town of synthetic customers with a ready key per party（架空の町と鍵で試用）.";

    public static Command Create()
    {
        var command = new Command("serve", "Serve the registry over HTTP until stopped (SIGINT, SIGTERM).");
        MakeDefault(command);
        return command;
    }

    /// <summary>Gives a command the options and the action of `serve`.</summary>
    public static void MakeDefault(Command command)
    {
        var options = new SettingOptions(DemoMeaning, Setting.All);
        options.AddTo(command);
        command.SetAction((parsed, cancel) => Serve.RunAsync(options.Read(parsed), parsed.InvocationConfiguration.Output, cancel));
    }
}
