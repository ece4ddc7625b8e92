using System.CommandLine;
using ConsentGrains.Server.Serving;

namespace ConsentGrains.Server.Commands;

/// <summary>Settings as options of a command.</summary>
sealed class SettingOptions
{
    readonly Dictionary<Setting, Option> options;
    readonly Option<bool> demo;

    /// <param name="settings">Those a command has use for; secrets among them are left out.</param>
    public SettingOptions(string demoMeaning, params IEnumerable<Setting> settings)
    {
        demo = new("--demo") { Description = demoMeaning };
        options = settings.Where(setting => !setting.Secret).ToDictionary(setting => setting, OptionOf);
    }

    public void AddTo(Command command)
    {
        command.Add(demo);
        foreach (var option in options.Values) command.Add(option);
    }

    public Settings Read(ParseResult parsed) => Settings.Of(Sources(parsed), parsed.GetValue(demo));

    /// <param name="further">As of <see cref="SettingSources.Of"/>.</param>
    public SettingSources Sources(ParseResult parsed, params IEnumerable<Setting> further) => SettingSources.Of(Typed(parsed), further);

    Dictionary<string, string> Typed(ParseResult parsed) => options
        .Where(each => parsed.GetResult(each.Value) is { Implicit: false })
        .ToDictionary(each => each.Key.Name, each => each.Key.Flag ? "true" : parsed.GetValue((Option<string>)each.Value) ?? "", StringComparer.Ordinal);

    static Option OptionOf(Setting setting)
    {
        if (setting.Flag) return new Option<bool>($"--{setting.Name}") { Description = setting.Meaning, Arity = ArgumentArity.Zero };
        return new Option<string>($"--{setting.Name}") { Description = $"{setting.Meaning} Default: {setting.Default}.", HelpName = "VALUE" };
    }
}
