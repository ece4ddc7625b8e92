using System.Text.RegularExpressions;
using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.House;

/// <summary>What is watched exists: alerts and pictures name metrics that are described, and every alert says what to do.</summary>
public sealed partial class WatchingTests
{
    static readonly string[] Endings = ["_bucket", "_count", "_sum"];

    [Theory]
    [InlineData("deploy/prometheus/alerts.yaml")]
    [InlineData("deploy/grafana/consentgrains.json")]
    public void Every_metric_that_is_watched_is_described(string file)
    {
        var described = Names(Repository.Read("docs/metrics.md")).ToHashSet();
        var watched = Names(Repository.Read(file)).Select(name => Endings.Aggregate(name, (n, end) => n.EndsWith(end, StringComparison.Ordinal) && described.Contains(n[..^end.Length]) ? n[..^end.Length] : n));
        watched.Except(described).ShouldBeEmpty();
    }

    [Fact]
    public void Every_alert_has_a_section_that_says_what_to_do_and_every_section_an_alert()
    {
        var alerts = Alert().Matches(Repository.Read("deploy/prometheus/alerts.yaml")).Select(m => m.Groups["name"].Value).ToList();
        alerts.ShouldNotBeEmpty();
        Section().Matches(Repository.Read("docs/alerts.md")).Select(m => m.Groups["name"].Value).ShouldBe(alerts);
    }

    [Fact]
    public void Every_metric_of_the_source_is_described()
    {
        var described = Repository.Read("docs/metrics.md");
        var made = Repository.Files("src", ".cs").SelectMany(file => Made().Matches(Repository.Read(file))).Select(m => m.Groups["name"].Value.Replace('.', '_')).ToList();
        made.Count.ShouldBeGreaterThan(10);
        made.ShouldAllBe(name => described.Contains(name, StringComparison.Ordinal));
    }

    static IEnumerable<string> Names(string text) => Metric().Matches(text).Select(m => m.Value).Distinct();

    [GeneratedRegex("consentgrains_[a-z_]+[a-z]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Metric();

    [GeneratedRegex("alert: (?<name>[A-Za-z]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Alert();

    [GeneratedRegex("^## (?<name>[A-Za-z]+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Section();

    [GeneratedRegex("(Create[A-Za-z]+|Timed)\\(\"(?<name>consentgrains\\.[a-z.]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Made();
}
