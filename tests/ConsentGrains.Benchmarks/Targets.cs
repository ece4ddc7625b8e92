namespace ConsentGrains.Benchmarks;

/// <summary>The numbers to reach, as they are judged at the end of a run.</summary>
sealed class Targets
{
    int missed;

    /// <summary>0 where all were reached.</summary>
    public int ExitCode => missed == 0 ? 0 : 1;

    public void AtMost(string what, double measured, double limit, string unit) => Judge(what, measured, limit, unit, measured <= limit, "at most");

    public void AtLeast(string what, double measured, double limit, string unit) => Judge(what, measured, limit, unit, measured >= limit, "at least");

    void Judge(string what, double measured, double limit, string unit, bool reached, string relation)
    {
        if (!reached) missed++;
        Console.WriteLine($"{(reached ? "PASS" : "FAIL")} {what}: {Machine.Number(measured, "0.###")}{unit}, {relation} {Machine.Number(limit, "0.###")}{unit}");
    }
}
