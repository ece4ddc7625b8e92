using System.Text.RegularExpressions;
using System.Xml.Linq;
using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.House;

/// <summary>Who may refer to whom. The compiler keeps projects to what they name; this keeps what they name.</summary>
public sealed partial class WallsTests
{
    /// <summary>Projects that refer to everything (the executable, tests) have no row.</summary>
    static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["ConsentGrains.Core"] = [],
        ["ConsentGrains.Journal"] = [],
        ["ConsentGrains.Policies"] = ["ConsentGrains.Core"],
        ["ConsentGrains.Grains"] = ["ConsentGrains.Core", "ConsentGrains.Journal"],
        ["ConsentGrains.Web"] = ["ConsentGrains.Core", "ConsentGrains.Grains"],
        ["ConsentGrains.Client"] = ["ConsentGrains.Core"],
    };

    [Fact]
    public void Projects_refer_to_no_more_than_the_architecture_lets_them() =>
        Repository.Files("src", ".csproj").SelectMany(path => WallsBroken(path, Repository.Read(path))).ShouldBeEmpty();

    [Fact]
    public void Every_project_with_walls_exists() =>
        Repository.Files("src", ".csproj").Select(NameOf).ShouldBeSubsetOf(
            [.. Allowed.Keys, "ConsentGrains.Server", "ConsentGrains.Silo"], "a new project needs its row of walls");

    [Fact]
    public void The_compiler_keeps_projects_to_what_they_name() =>
        XDocument.Parse(Repository.Read("Directory.Build.props")).Descendants("DisableTransitiveProjectReferences")
            .ShouldHaveSingleItem().Value.ShouldBe("true");

    [Fact]
    public void Nothing_in_the_main_solution_needs_Orleans() =>
        ProjectsIn(Repository.Read("ConsentGrains.sln")).SelectMany(path => OrleansIn(path, Repository.Read(path))).ShouldBeEmpty();

    [Fact]
    public void The_main_solution_lists_every_project_outside_the_Orleans_edition() =>
        Repository.Files("src", ".csproj").Concat(Repository.Files("tests", ".csproj"))
            .Where(path => NameOf(path) is not ("ConsentGrains.Silo" or "ConsentGrains.Client" or "ConsentGrains.Client.Example" or "ConsentGrains.Cluster.Tests" or "ConsentGrains.Cluster.Web.Tests" or "ConsentGrains.Cluster.Benchmarks"))
            .ShouldBe(ProjectsIn(Repository.Read("ConsentGrains.sln")), ignoreOrder: true);

    [Theory]
    [InlineData("Core", """<ProjectReference Include="../ConsentGrains.Journal/ConsentGrains.Journal.csproj" />""", 1)]
    [InlineData("Core", """<PackageReference Include="YamlDotNet" />""", 1)]
    [InlineData("Core", """<FrameworkReference Include="Microsoft.AspNetCore.App" />""", 1)]
    [InlineData("Journal", """<PackageReference Include="Npgsql" />""", 0)]
    [InlineData("Journal", """<ProjectReference Include="..\ConsentGrains.Core\ConsentGrains.Core.csproj" />""", 1)]
    [InlineData("Policies", """<ProjectReference Include="../ConsentGrains.Core/ConsentGrains.Core.csproj" />""", 0)]
    [InlineData("Web", """<ProjectReference Include="../ConsentGrains.Journal/ConsentGrains.Journal.csproj" />""", 1)]
    [InlineData("Web", """<ProjectReference Include="../ConsentGrains.Grains/ConsentGrains.Grains.csproj" />""", 0)]
    [InlineData("Server", """<ProjectReference Include="../ConsentGrains.Journal/ConsentGrains.Journal.csproj" />""", 0)]
    public void A_broken_wall_is_found(string project, string reference, int found) =>
        WallsBroken($"src/ConsentGrains.{project}/ConsentGrains.{project}.csproj", $"<Project><ItemGroup>{reference}</ItemGroup></Project>")
            .Count().ShouldBe(found);

    [Theory]
    [InlineData("Microsoft.Orleans.Server", 1)]
    [InlineData("Microsoft.OrleansDashboard", 1)]
    [InlineData("Microsoft.Data.Sqlite", 0)]
    public void A_reference_to_Orleans_is_found(string package, int found) =>
        OrleansIn("src/X.csproj", $"""<Project><ItemGroup><PackageReference Include="{package}" /></ItemGroup></Project>""")
            .Count().ShouldBe(found);

    [Fact]
    public void Projects_of_a_solution_are_read_whatever_their_slashes() =>
        ProjectsIn("""Project("{F}") = "A", "src\A\A.csproj", "{1}" """ + "\nEndProject\n" + """Project("{F}") = "src", "src", "{2}" """)
            .ShouldBe(["src/A/A.csproj"]);

    static IEnumerable<string> WallsBroken(string path, string project)
    {
        string name = NameOf(path);
        if (!Allowed.TryGetValue(name, out string[]? allowed))
            return [];

        var walls = Included(project, "ProjectReference").Select(NameOf).Except(allowed, StringComparer.Ordinal)
            .Select(other => $"{path}: {name} must not refer to {other}; it may refer to: {string.Join(", ", allowed)}");
        var packages = name == "ConsentGrains.Core" ? Included(project, "PackageReference").Concat(Included(project, "FrameworkReference")) : [];
        return walls.Concat(packages.Select(other => $"{path}: {name} uses the base class library alone, not {other}"));
    }

    static IEnumerable<string> OrleansIn(string path, string project) => Included(project, "PackageReference")
        .Where(package => package.Contains("Orleans", StringComparison.OrdinalIgnoreCase))
        .Select(package => $"{path}: {package} belongs to ConsentGrains.Cluster.sln, so that ConsentGrains.sln restores everywhere");

    static IEnumerable<string> Included(string project, string kind) =>
        XDocument.Parse(project).Descendants(kind).Select(reference => (string?)reference.Attribute("Include")).OfType<string>();

    static string NameOf(string path) => Path.GetFileNameWithoutExtension(path.Replace('\\', '/'));

    static IEnumerable<string> ProjectsIn(string solution) =>
        ProjectLine().Matches(solution).Select(match => match.Groups["path"].Value.Replace('\\', '/'));

    [GeneratedRegex("""^Project\([^)]*\) = "[^"]*", "(?<path>[^"]*\.csproj)",""", RegexOptions.Multiline | RegexOptions.NonBacktracking)]
    private static partial Regex ProjectLine();
}
