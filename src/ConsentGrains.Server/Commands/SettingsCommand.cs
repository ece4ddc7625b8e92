using System.CommandLine;
using ConsentGrains.Server.Serving;

namespace ConsentGrains.Server.Commands;

/// <summary>`consent settings`: what is set here, and by what; or the page that tells of every setting.</summary>
static class SettingsCommand
{
    public static Command Create()
    {
        var markdown = new Option<bool>("--markdown") { Description = "Print docs/configuration.md: every setting of both programs, with its bounds and its default." };
        var command = new Command("settings", "Show what is set in the environment and the settings file, and the defaults of everything else.") { markdown };
        command.SetAction(parsed =>
        {
            var output = parsed.InvocationConfiguration.Output;
            if (parsed.GetValue(markdown)) output.Write(SettingPage.Write());
            else List(output);
        });
        return command;
    }

    static void List(TextWriter output)
    {
        var sources = SettingSources.Of(new Dictionary<string, string>(StringComparer.Ordinal), SiloSetting.All);
        foreach (var setting in Setting.All.Concat(SiloSetting.All))
            output.WriteLine(sources.Find(setting) is { } found
                ? $"{setting.Key,-20}  {(setting.Secret ? "(set)" : found.Value)}  by {found.From}"
                : $"{setting.Key,-20}  {setting.Default}");
    }
}
