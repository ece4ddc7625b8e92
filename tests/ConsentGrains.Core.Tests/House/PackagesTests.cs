using System.Text.RegularExpressions;
using System.Xml.Linq;
using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.House;

/// <summary>Versions stand in one place, and every package says why it is here.</summary>
public sealed partial class PackagesTests
{
    [Fact]
    public void No_project_states_a_version() => Repository.Files("src", ".csproj").Concat(Repository.Files("tests", ".csproj"))
        .SelectMany(path => VersionsIn(path, Repository.Read(path))).ShouldBeEmpty();

    [Fact]
    public void Every_package_says_why_it_is_here() =>
        Unexplained(Repository.Read("Directory.Packages.props"), Repository.Read("docs/dependencies.md")).ShouldBeEmpty();

    [Theory]
    [InlineData("""<PackageReference Include="A" />""", 0)]
    [InlineData("""<PackageReference Include="A" Version="1.0.0" />""", 1)]
    [InlineData("""<PackageReference Include="A"><Version>1.0.0</Version></PackageReference>""", 1)]
    [InlineData("""<PackageReference Include="A" VersionOverride="1.0.0" />""", 1)]
    [InlineData("""<PackageReference Update="A" VersionOverride="1.0.0" />""", 1)]
    [InlineData("""<PackageVersion Include="A" Version="1.0.0" />""", 1)]
    public void A_version_in_a_project_is_found(string item, int found) =>
        VersionsIn("src/X.csproj", $"<Project><ItemGroup>{item}</ItemGroup></Project>").Count().ShouldBe(found);

    [Theory]
    [InlineData("| A | because |\n| G | because |", 0)]
    [InlineData("| A | because |", 1)]
    [InlineData("| A | |\n| G | because |", 1)]
    [InlineData("| A | because |\n| G | because |\n| Gone | because |", 1)]
    public void A_package_without_a_reason_is_found_and_a_reason_without_a_package(string table, int found) =>
        Unexplained(
            """<Project><ItemGroup><PackageVersion Include="A" Version="1" /><GlobalPackageReference Include="G" Version="1" /></ItemGroup></Project>""",
            "| package | why |\n|---|---|\n| **Storage** | |\n" + table).Count().ShouldBe(found);

    static IEnumerable<string> VersionsIn(string path, string project) => XDocument.Parse(project).Descendants()
        .Where(item => item.Name.LocalName == "PackageVersion"
            || (item.Name.LocalName == "PackageReference" && (SaysVersion(item.Attributes()) || item.Elements().Any(IsVersion))))
        .Select(item => $"{path}: {item}: the version belongs in Directory.Packages.props");

    static bool SaysVersion(IEnumerable<XAttribute> attributes) =>
        attributes.Any(attribute => attribute.Name.LocalName is "Version" or "VersionOverride");

    static bool IsVersion(XElement element) => element.Name.LocalName is "Version" or "VersionOverride";

    static IEnumerable<string> Unexplained(string versions, string dependencies)
    {
        var packages = XDocument.Parse(versions).Descendants()
            .Where(item => item.Name.LocalName is "PackageVersion" or "GlobalPackageReference")
            .Select(item => (string?)item.Attribute("Include")).OfType<string>().ToList();
        var explained = Row().Matches(dependencies).Select(row => row.Groups["package"].Value)
            .Except(["package"], StringComparer.Ordinal).ToList();
        return packages.Except(explained, StringComparer.Ordinal).Select(package => $"docs/dependencies.md does not say why {package} is here")
            .Concat(explained.Except(packages, StringComparer.Ordinal).Select(package => $"docs/dependencies.md explains {package}, which is gone"));
    }

    [GeneratedRegex(@"^\| (?<package>[\w.]+) \| [^|]*\w", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex Row();
}
