using ConsentGrains.Policies;
using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.Policies;

/// <summary>Whatever stands in a file, reading it ends in a policy or in named problems.</summary>
public sealed class PolicyFuzzTests
{
    const int Rounds = 60;
    const string Nasty = ":-[]{}'\"&*!|>%@`#,?\t\n\r \0\u0085\u2028\ufeff\ud800項9a";

    public static TheoryData<string> Files => ["ELS-TEL.yaml", "ELS-EL.yaml", "EMANA.yaml", "ENS.yaml", "NTTW.yaml"];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_truncated_or_mutated_file_is_read_or_refused(string file)
    {
        var good = PolicyFiles.Resource(file);
        var seed = Environment.TickCount;
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            var text = Mutated(good, random);
            Read(text, $"seed {seed}, round {round} of {file}");
        }
    }

    [Theory]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[")]
    [InlineData("a: &a [*a, *a]")]
    [InlineData("? [1]\n: 2")]
    [InlineData("policy: [")]
    [InlineData("%YAML 9.9\n---\npolicy: T")]
    [InlineData("- 1")]
    [InlineData("\0")]
    [InlineData("\ud800")]
    [InlineData("policy: \"\\ud800\"")]
    [InlineData("{\"policy\": \"a\\udfff\"}")]
    [InlineData("policy: \"\\UFFFFFFFF\"")]
    public void An_odd_text_is_refused(string text) => Read(text, text).ShouldBeOfType<PolicyLoad.Refused>();

    [Fact]
    public void A_deep_nest_is_refused() => Read(new string('[', 20_000), "20,000 brackets").ShouldBeOfType<PolicyLoad.Refused>();

    static PolicyLoad Read(string text, string about)
    {
        var load = Should.NotThrow(() => PolicyFiles.Load(text, "f.yaml"), about);
        if (load is PolicyLoad.Refused refused)
        {
            refused.Problems.ShouldNotBeEmpty(about);
            refused.Problems.ShouldAllBe(p => p.Line > 0 && p.Column > 0 && p.File == "f.yaml", about);
        }

        return load;
    }

    static string Mutated(string text, Random random)
    {
        for (var change = random.Next(1, 4); change > 0; change--) text = Changed(text, random);
        return text;
    }

    static string Changed(string text, Random random)
    {
        var at = random.Next(text.Length);
        var end = Math.Min(text.Length, at + random.Next(1, 200));
        return random.Next(6) switch
        {
            0 => text[..Math.Max(1, at)],
            1 => text.Remove(at, Math.Min(end - at, text.Length - 1)),
            2 => text.Insert(at, text[at..end]),
            3 => text.Insert(at, Nasty[random.Next(Nasty.Length)].ToString()),
            4 => text.Remove(at, 1).Insert(at, Nasty[random.Next(Nasty.Length)].ToString()),
            _ => Swapped(text.Split('\n'), random),
        };
    }

    static string Swapped(string[] lines, Random random)
    {
        var (one, other) = (random.Next(lines.Length), random.Next(lines.Length));
        (lines[one], lines[other]) = (lines[other], lines[one]);
        return string.Join('\n', lines);
    }
}
