using System.Text;
using ConsentGrains.Core;

namespace ConsentGrains.Server.Serving;

/// <summary>docs/configuration.md: every setting of both programs, as the code has it.</summary>
static class SettingPage
{
    const string Head = """
        # Configuration

        Every setting of `consent` and of `consent-silo`, written by `consent settings --markdown`; a test holds this page against it. `consent settings` shows what is in force where it is called. How to run the registry is in [operations](operations.md), and what a silo is in [a cluster of silos](cluster.md).

        Of several places the first in this order counts: the command line, the environment, the settings file, the default. The settings file is `appsettings.json` beside the program, or the one that `CONSENTGRAINS_CONFIG` names; settings stand in its object `consentGrains`, unless said otherwise:

        ```json
        {"ConnectionStrings": {"Journal": "Host=…"}, "consentGrains": {"decisionLogDays": 365, "logFormat": "json"}}
        ```

        A name that nobody knows is refused with `setting-unknown`, a settings file that is no JSON with `settings-unreadable`, both with exit code 2. A secret is not taken from the command line, which other users of the machine can read. Settings are read once, at the start.

        """;

    public static string Write()
    {
        var page = new StringBuilder(Head.ReplaceLineEndings("\n")).Append('\n');
        Section(page, "Settings of both programs", Setting.All.Where(setting => setting.Edition == SettingEdition.Both));
        Section(page, "Of `consent` alone", Setting.All.Where(setting => setting.Edition == SettingEdition.Server));
        Section(page, "Of `consent-silo` alone", SiloSetting.All);
        return page.ToString().TrimEnd() + "\n";
    }

    static void Section(StringBuilder page, string title, IEnumerable<Setting> settings)
    {
        page.Append($"## {title}\n\n");
        foreach (var setting in settings)
        {
            page.Append($"### {setting.Key}\n\n{setting.Meaning}\n\n| | |\n|---|---|\n");
            foreach (var (name, text) in Rows(setting)) page.Append($"| {name} | {text} |\n");
            page.Append('\n');
        }
    }

    static IEnumerable<(string Name, string Text)> Rows(Setting setting)
    {
        var form = setting.Form;
        if (!setting.Secret) yield return ("command line", setting.Flag ? $"`--{setting.Name}`" : $"`--{setting.Name} VALUE`");
        yield return ("environment", $"`{setting.Environment}`");
        yield return ("settings file", setting.Place is null ? $"`{setting.Key}`" : $"`{setting.Place}`, outside the object `consentGrains`");
        yield return ("type", form.Type);
        if (form.Unit.Length > 0) yield return ("unit", form.Unit);
        if (form.Bounds.Length > 0) yield return ("bounds", form.Bounds);
        yield return ("default", setting.Default);
        yield return ("example", $"`{setting.Example}`");
        yield return ("secret", setting.Secret ? "yes" : "no");
        yield return ("a value that can not be used", Refusal(setting));
    }

    static string Refusal(Setting setting)
    {
        var refused = $"`{Wire.Name(setting.Form.Refusal)}`";
        return setting.Form switch
        {
            { Wrong: { } wrong } => $"as `{wrong}`: the start ends with {refused}, exit code 2",
            { Refusal: StopCode.SettingWrong } => "none: any text is taken",
            _ => $"the start ends with {refused}, exit code 3",
        };
    }
}
