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

    [Fact]
    public void Every_span_and_attribute_of_the_source_is_described_and_no_other()
    {
        var sources = Repository.Files("src", ".cs").Select(Repository.Read).ToList();
        sources.SelectMany(text => Begun().Matches(text)).Select(m => m.Groups["name"].Value).Distinct().Order().ShouldBe(Described("span").Order());
        sources.SelectMany(text => Told().Matches(text)).Select(m => m.Groups["name"].Value).Distinct().Order().ShouldBe(Described("attribute").Order());
    }

    /// <summary>What stands in the first column of a table of docs/traces.md.</summary>
    static IEnumerable<string> Described(string table) => Repository.Read("docs/traces.md").Split("\n\n").Single(part => part.StartsWith($"| {table} |", StringComparison.Ordinal))
        .Split('\n').Skip(2).SelectMany(row => Word().Matches(row.Split('|', 3)[1])).Select(m => m.Groups["name"].Value);

    static IEnumerable<string> Names(string text) => Metric().Matches(text).Select(m => m.Value).Distinct();

    [GeneratedRegex("consentgrains_[a-z_]+[a-z]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Metric();

    [GeneratedRegex("[^a-zA-Z]Begin\\(\"(?<name>[a-z.]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Begun();

    [GeneratedRegex("SetTag\\(\"(?<name>consent\\.[a-z.]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Told();

    [GeneratedRegex("`(?<name>[a-z.]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Word();

    [GeneratedRegex("alert: (?<name>[A-Za-z]+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Alert();

    [GeneratedRegex("^## (?<name>[A-Za-z]+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Section();

    [GeneratedRegex("(Create[A-Za-z]+|Timed)\\(\"(?<name>consentgrains\\.[a-z.]+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Made();
}
