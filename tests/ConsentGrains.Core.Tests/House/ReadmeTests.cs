using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.House;

/// <summary>A newcomer needs two commands, and both are checked: the one by a test of its own, the other by ./build.sh ci.</summary>
public sealed class ReadmeTests
{
    static readonly string[] Promised =
    [
        "dotnet run --project src/ConsentGrains.Server -- --demo",
        "dotnet test ConsentGrains.sln",
    ];

    [Fact]
    public void The_readme_gives_exactly_two_dotnet_commands() =>
        DotnetCommands(Repository.Read("README.md")).ShouldBe(Promised);

    [Theory]
    [InlineData("```sh\ndotnet test A.sln\n```\ndotnet is needed", 1)]
    [InlineData("```sh\n  dotnet test A.sln\n$ dotnet run\n```", 2)]
    [InlineData("the command `dotnet test A.sln`", 0)]
    [InlineData("```sh\ncurl x\n```\n\n```\ndotnet run\n```", 1)]
    public void Commands_are_found_in_fenced_blocks(string text, int found) => DotnetCommands(text).Count().ShouldBe(found);

    /// <summary>Between two fences: every second part.</summary>
    static IEnumerable<string> DotnetCommands(string markdown) => markdown.Split("```")
        .Where((_, part) => part % 2 == 1)
        .SelectMany(block => block.Split('\n'))
        .Select(line => line.TrimStart(' ', '$'))
        .Where(line => line.StartsWith("dotnet ", StringComparison.Ordinal));
}
