using ConsentGrains.Core;
using ConsentGrains.Server.Serving;
using ConsentGrains.Server.Tests.Harness;
using Shouldly;
using Xunit;

namespace ConsentGrains.Server.Tests.Serving;

/// <summary>docs/configuration.md is what the code says of itself, and what it says of values is true.</summary>
public sealed class ConfigurationTests
{
    const string Page = "docs/configuration.md";
    static readonly Setting[] All = [.. Setting.All, .. SiloSetting.All];

    public static TheoryData<string> Wrong => [.. Setting.All.Where(setting => setting.Form.Wrong is not null).Select(setting => setting.Name)];

    [Fact]
    public async Task The_page_is_what_the_command_prints()
    {
        var printed = await Ended.OfAsync("settings", "--markdown");
        (printed.Exit, printed.Output).ShouldBe((0, Repository.Read(Page)), $"If the change is right: consent settings --markdown > {Page}");
    }

    [Fact]
    public void Every_setting_is_on_it_once_with_a_form_and_an_example()
    {
        All.Select(setting => setting.Name).Distinct().Count().ShouldBe(All.Length);
        foreach (var setting in All)
        {
            Repository.Read(Page).Split($"| environment | `{setting.Environment}` |").Length.ShouldBe(2, setting.Name);
            setting.Example.ShouldNotBeEmpty(setting.Name);
            if (!setting.Flag) setting.Example.ShouldNotBe("true", setting.Name);
            setting.Example.ShouldNotBe(setting.Default, setting.Name);
            if (setting.Form.Range is not null) (setting.Form.Read(setting.Default), setting.Form.Read(setting.Example)).ShouldSatisfyAllConditions(
                () => setting.Form.Read(setting.Default).ShouldNotBeNull(setting.Name), () => setting.Form.Read(setting.Example).ShouldNotBeNull(setting.Name));
        }
    }

    [Theory, MemberData(nameof(Wrong))]
    public void A_value_that_the_page_calls_wrong_is_refused_and_the_example_is_taken(string name)
    {
        var setting = Setting.All.Single(each => each.Name == name);
        var refused = Should.Throw<StopException>(() => Read(setting, setting.Form.Wrong!));
        (refused.Exit, refused.Code).ShouldBe((ExitCode.Usage, setting.Form.Refusal));
        refused.Message.ShouldContain(setting.Form.Wrong!);
        Should.NotThrow(() => Read(setting, setting.Example));
    }

    [Fact]
    public async Task What_is_in_force_is_shown_and_no_secret_with_it()
    {
        using var folder = new Folder();
        var file = folder.Write("settings.json", """{"ConnectionStrings": {"Journal": "Host=db;Password=planted"}, "consentGrains": {"lookDays": 400, "siloPort": 12000}}""");
        await using var run = ServerProcess.Launch(folder, ["settings"], ("CONSENTGRAINS_CONFIG", file), ("CONSENTGRAINS_LOG_FORMAT", "json"), ("CONSENTGRAINS_MASTER_KEY", "planted"));
        var ended = await run.EndedAsync();
        ended.Exit.ShouldBe(0, ended.Error);
        ended.Output.ShouldNotContain("planted");
        string[] lines = ended.Output.Split(Environment.NewLine);
        foreach (var line in (string[])
        [
            "lookDays              400  by lookDays of the settings file", "siloPort              12000  by siloPort of the settings file", "logFormat             json  by CONSENTGRAINS_LOG_FORMAT",
            "masterKey             (set)  by CONSENTGRAINS_MASTER_KEY", "requestsPerSecond     50000",
        ]) lines.ShouldContain(line);
    }

    static Settings Read(Setting setting, string value)
    {
        var typed = new Dictionary<string, string>(StringComparer.Ordinal) { [setting.Name] = value };
        if (setting == Setting.OidcRoles) typed[Setting.OidcAuthority.Name] = Setting.OidcAuthority.Example;
        if (setting.Name.StartsWith("oidc", StringComparison.Ordinal))
            foreach (var needed in (Setting[])[Setting.OidcClientId, Setting.OidcParty]) typed[needed.Name] = needed.Example;
        return Settings.Of(SettingSources.Of(typed), demo: false);
    }
}
