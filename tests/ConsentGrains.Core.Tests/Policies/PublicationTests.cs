using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;
using ConsentGrains.Policies;
using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.Policies;

/// <summary>What `publish` carries, read against what is published by then.</summary>
public sealed class PublicationTests
{
    const string Second = """{"policy":"ELS-EL","version":"2","from":"2027-07-01","remove":["ELS-EL-2-PU12","ELS-EL-5-JU2-U8"]}""";
    const string Third = """{"policy":"ELS-EL","version":"3","from":"2028-07-01","purposes":[{"id":"ELS-EL-2-PU11","items":["ELS-EL-3/usage"]}]}""";

    readonly PolicyBook first = PolicyBook.Of(PolicyFiles.LoadBuiltIn());

    [Fact]
    public void Changes_sent_again_after_they_were_published_are_the_same_command()
    {
        var second = Read(Second, first);
        var two = first.With(second.Policy!);
        Hash(Read(Second, two)).ShouldBe(Hash(second));
        var third = Read(Third, two);
        var three = two.With(third.Policy!);
        Hash(Read(Third, three)).ShouldBe(Hash(third));
        Hash(Read(Second, three)).ShouldBe(Hash(second));
        third.Policy!.Purposes.ShouldNotContain(p => p.Id == "ELS-EL-2-PU12");
    }

    [Theory]
    [InlineData("""{"policy":"\ud800","version":"2"}""")]
    [InlineData("""{"policy":"ELS-EL","version":"\ud800","from":"2027-07-01"}""")]
    public void An_escape_that_is_no_character_is_refused(string text)
    {
        var read = Publications.Reader(() => first)(text);
        read.Policy.ShouldBeNull();
        read.Problems.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("policy: [", "行", "YAML として読めません。")]
    [InlineData("policy: A-1\nversion: \"1\"\npurpose: x", "「purpose」", "使えないキーです。")]
    [InlineData("policy: A-1\npolicy: A-1", "行", "同じキーが二つあります。")]
    public void What_is_wrong_is_said_in_Japanese_without_the_readers_own_English(string text, string where, string what)
    {
        var problems = Publications.Reader(() => first)(text).Problems;
        problems.ShouldContain(problem => problem.Ja.Contains(where, StringComparison.Ordinal) && problem.Ja.Contains(what, StringComparison.Ordinal), string.Join('\n', problems.Select(p => p.Ja)));
        foreach (var problem in problems) problem.Ja.Split(' ').Count(word => word.Length > 1 && word.All(char.IsAsciiLetterLower)).ShouldBe(0, problem.Ja);
    }

    static PolicySource Read(string text, PolicyBook published)
    {
        var read = Publications.Reader(() => published)(text);
        read.Problems.ShouldBeEmpty();
        return read;
    }

    static string Hash(PolicySource read) =>
        Convert.ToHexString(CanonicalHash.Of(new TargetedCommand.ToDirectory(new DirectoryCommand.PublishPolicy(read.Policy!, read.Text))));
}
