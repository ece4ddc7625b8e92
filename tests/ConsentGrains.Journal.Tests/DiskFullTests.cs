using System.Runtime.InteropServices;
using static ConsentGrains.Journal.Tests.Samples;

namespace ConsentGrains.Journal.Tests;

/// <summary>A COMMIT that really fails: the system refuses to let any file of this process grow, so nothing else may run meanwhile.</summary>
[CollectionDefinition(nameof(DiskFullTests), DisableParallelization = true)]
[Collection(nameof(DiskFullTests))]
public sealed class DiskFullTests
{
    [Fact]
    public async Task A_commit_that_fails_is_unknown_and_the_journal_goes_on_when_there_is_room_again()
    {
        if (!OperatingSystem.IsLinux()) return;
        await using var rig = new Rig("sqlite");
        var journal = await rig.OpenAsync();
        var name = Customer("C-1");
        await journal.WriteAsync(name, 0, "a", "s");
        var append = new Append(name, 1, [Event(new string('x', 50_000), "t")]) { Command = Command("k") };
        // A fixed size: the writer may empty its log behind the first write's answer, so the size it has now says nothing.
        using (FileSizeLimit.Set(10_000))
        {
            (await journal.AppendAsync(append)).ShouldBeOfType<AppendResult.Unknown>().Why.ShouldContain("SQLite error");
            (await journal.LoadAsync(name)).Version.ShouldBe(1);
            (await journal.AppendAsync(append)).ShouldBeOfType<AppendResult.Unknown>("there is still no room");
        }
        (await journal.WriteAsync(append)).FirstPosition.ShouldBe(2);
        (await journal.LoadAsync(name)).Version.ShouldBe(2);
        (await journal.VerifyAsync()).ShouldBe(2);
        (await (await rig.ReopenAsync()).VerifyAsync()).ShouldBe(2);
    }

    /// <summary>RLIMIT_FSIZE, with the signal that would end the process ignored for good: one still on its way when the limit is gone would end it too.</summary>
    sealed class FileSizeLimit : IDisposable
    {
        const int Resource = 1, TooLarge = 25, Ignore = 1;
        readonly Limit before;

        FileSizeLimit(Limit before) => this.before = before;

        public static FileSizeLimit Set(long bytes)
        {
            signal(TooLarge, Ignore);
            getrlimit(Resource, out var before).ShouldBe(0);
            setrlimit(Resource, before with { Soft = (ulong)bytes }).ShouldBe(0);
            return new(before);
        }

        public void Dispose() => setrlimit(Resource, before).ShouldBe(0);

        record struct Limit(ulong Soft, ulong Hard);

        [DllImport("libc", ExactSpelling = true)]
        static extern nint signal(int number, nint handler);

        [DllImport("libc", ExactSpelling = true)]
        static extern int getrlimit(int resource, out Limit limit);

        [DllImport("libc", ExactSpelling = true)]
        static extern int setrlimit(int resource, in Limit limit);
    }
}
