using ConsentGrains.Journal.Sealing;

namespace ConsentGrains.Journal.Tests;

public sealed class KeyRingTests
{
    [Fact]
    public void A_master_key_is_read_from_text_or_from_a_file()
    {
        var keys = KeyRing.Generate();
        var path = Path.Combine(Directory.CreateTempSubdirectory("keys-").FullName, "made", "master.key");
        KeyRing.Load(keys.Export()).Check.ShouldBe(keys.Check);
        var made = KeyRing.LoadOrCreate(path);
        KeyRing.LoadOrCreate(path).Check.ShouldBe(made.Check);
        KeyRing.Load(path).Check.ShouldBe(made.Check);
        made.Check.ShouldNotBe(keys.Check);
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Theory]
    [InlineData("")]
    [InlineData("no such file")]
    [InlineData("AAAA")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Anything_else_is_refused_by_name(string text) =>
        Should.Throw<JournalRefusedException>(() => KeyRing.Load(text)).Code.ShouldBe("master-key-wrong");

    [Fact]
    public void Each_purpose_has_a_key_of_its_own()
    {
        var keys = KeyRing.Generate();
        byte[][] all = [keys.Wrap, keys.Name, keys.Command, keys.Check, keys.Derive("receipt.v1"), keys.Derive("receipt.v2")];
        all.Select(Convert.ToHexString).Distinct().Count().ShouldBe(all.Length);
        keys.Derive("receipt.v1").ShouldBe(keys.Derive("receipt.v1"));
    }

    [Fact]
    public void Keys_of_subjects_are_wrapped_and_unwrapped_side_by_side()
    {
        var keys = KeyRing.Generate();
        Parallel.For(0, 2_000, new ParallelOptions { MaxDegreeOfParallelism = 8 }, _ =>
        {
            var subject = Subject.Create(Guid.NewGuid(), keys);
            Subject.Unwrap(subject.KeyId, subject.Wrapped, keys).ShouldBe(subject.Key);
            Subject.Unwrap(Subject.KeyIdOf(Guid.NewGuid()), subject.Wrapped, keys).ShouldBeNull("it belongs to another stream");
        });
    }
}
