using ConsentGrains.Server;
using ConsentGrains.Server.Serving;
using ConsentGrains.Silo.Hosting;
using Shouldly;
using Xunit;

namespace ConsentGrains.Cluster.Tests;

/// <summary>What docs/configuration.md says of a silo's own settings is true.</summary>
public sealed class SiloSettingsTests
{
    public static TheoryData<string> Names => [.. SiloSetting.All.Select(setting => setting.Name)];

    [Theory, MemberData(nameof(Names))]
    public void The_example_is_taken_and_what_is_called_wrong_is_refused(string name)
    {
        var setting = SiloSetting.All.Single(each => each.Name == name);
        Should.NotThrow(() => Read(setting, setting.Example));
        var refused = Should.Throw<StopException>(() => Read(setting, setting.Form.Wrong.ShouldNotBeNull()));
        (refused.Exit, refused.Code).ShouldBe((ExitCode.Usage, setting.Form.Refusal));
        refused.Message.ShouldContain(setting.Form.Wrong!);
    }

    static SiloSettings Read(Setting setting, string value) => SiloSettings.Of(new(
        new Dictionary<string, string>(StringComparer.Ordinal) { [Setting.Journal.Name] = "Host=db", [setting.Name] = value },
        new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal)));
}
