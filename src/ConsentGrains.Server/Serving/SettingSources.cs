using System.Collections;
using System.Text.Json;

namespace ConsentGrains.Server.Serving;

/// <summary>Where settings come from: command line, environment, settings file; the first that has one counts.</summary>
sealed class SettingSources(IReadOnlyDictionary<string, string> commandLine, IReadOnlyDictionary<string, string> environment, IReadOnlyDictionary<string, string> file)
{
    const string FileName = "appsettings.json";
    const string Section = "consentGrains";
    const string ConfigFile = Setting.Prefix + "CONFIG";

    /// <param name="commandLine">By the setting's name.</param>
    /// <param name="further">Settings of another edition, beside <see cref="Setting.All"/>.</param>
    public static SettingSources Of(IReadOnlyDictionary<string, string> commandLine, params IEnumerable<Setting> further)
    {
        Setting[] all = [.. Setting.All, .. further];
        var environment = FromEnvironment(all);
        return new(commandLine, environment, FromFile(environment.GetValueOrDefault(ConfigFile), all));
    }

    /// <summary>Null where nobody set it.</summary>
    public Found? Find(Setting setting) =>
        commandLine.TryGetValue(setting.Name, out var typed) ? new(typed, $"--{setting.Name}")
        : environment.TryGetValue(setting.Environment, out var variable) ? new(variable, setting.Environment)
        : file.TryGetValue(setting.Key, out var written) ? new(written, $"{setting.Key} of the settings file")
        : null;

    static Dictionary<string, string> FromEnvironment(Setting[] all)
    {
        var found = Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Where(each => ((string)each.Key).StartsWith(Setting.Prefix, StringComparison.Ordinal))
            .ToDictionary(each => (string)each.Key, each => (string?)each.Value ?? "", StringComparer.Ordinal);
        string[] known = [ConfigFile, .. all.Select(setting => setting.Environment)];
        if (found.Keys.FirstOrDefault(name => !known.Contains(name)) is { } unknown) throw Unknown($"the environment variable {unknown}", known);
        foreach (var setting in all.Where(setting => setting.Place is not null))
            if (Environment.GetEnvironmentVariable(setting.Environment) is { } value) found[setting.Environment] = value;
        return found;
    }

    static Dictionary<string, string> FromFile(string? named, Setting[] all)
    {
        var path = named ?? Path.Combine(AppContext.BaseDirectory, FileName);
        if (named is null && !File.Exists(path)) return [];
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(path), new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            Dictionary<string, string> found = json.RootElement.TryGetProperty(Section, out var section) ? Read(section, path, all) : [];
            foreach (var setting in all)
                if (setting.Place is { } place && ValueAt(json.RootElement, place) is { } value) found[setting.Key] = value;
            return found;
        }
        catch (Exception bad) when (bad is JsonException or IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new StopException(ExitCode.Usage, StopCode.SettingsUnreadable, $"The settings file {path} cannot be read: {bad.Message}");
        }
    }

    static string? ValueAt(JsonElement root, string place)
    {
        foreach (var name in place.Split(':'))
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty(name, out root)) return null;
        return root.GetString();
    }

    static Dictionary<string, string> Read(JsonElement section, string path, Setting[] all)
    {
        string[] known = [.. all.Where(setting => setting.Place is null).Select(setting => setting.Key)];
        var found = section.EnumerateObject().ToDictionary(each => each.Name, each => each.Value.ToString(), StringComparer.Ordinal);
        if (found.Keys.FirstOrDefault(name => !known.Contains(name)) is { } unknown) throw Unknown($"{unknown} in {path}", known);
        return found;
    }

    // A misspelt setting would otherwise be a default nobody wanted.
    static StopException Unknown(string what, IEnumerable<string> known) =>
        new(ExitCode.Usage, StopCode.SettingUnknown, $"There is no setting for {what}; there are {string.Join(", ", known)}.");
}

/// <param name="From">The place, as a message names it.</param>
sealed record Found(string Value, string From);
