using System.Runtime.InteropServices;

namespace ConsentGrains.Journal.Postgres;

/// <summary>A clock for leases: it never goes back and goes on while the machine is suspended, which `Stopwatch` does not.</summary>
sealed class BootTime : TimeProvider
{
    const int LinuxBoot = 7, DarwinMonotonic = 6;
    const long NanosPerSecond = 1_000_000_000, NanosPerMillisecond = 1_000_000;

    public static BootTime Clock { get; } = new();

    public override long TimestampFrequency => NanosPerSecond;

    public override long GetTimestamp()
    {
        if (OperatingSystem.IsLinux()) return Read(LinuxBoot);
        // Both count suspended time.
        return OperatingSystem.IsMacOS() ? Read(DarwinMonotonic) : Environment.TickCount64 * NanosPerMillisecond;
    }

    static long Read(int clock) => clock_gettime(clock, out var now) == 0 ? now.Seconds * NanosPerSecond + now.Nanos
        : throw new PlatformNotSupportedException("the system has no clock that counts suspended time");

    [StructLayout(LayoutKind.Sequential)]
    readonly struct Moment
    {
        public readonly long Seconds;
        public readonly long Nanos;
    }

    [DllImport("libc", ExactSpelling = true)]
    static extern int clock_gettime(int clock, out Moment now);
}
