using System.Diagnostics.Metrics;
using ConsentGrains.Core;
using ConsentGrains.Core.Decisions;

namespace ConsentGrains.Web.Metrics;

/// <summary>Counts answers by act, outcome and primary reason. Written with every decision, so it takes no lock and makes nothing: each thread counts in a row of its
/// own neighbourhood, and rows are summed when somebody looks.</summary>
sealed class DecisionTally
{
    const int Stripes = 8;
    const int Unknown = 0;
    static readonly string[] Acts = ["unknown", .. Enum.GetValues<Act>().Select(Wire.Name)];
    static readonly ReasonCode[] Reasons = Enum.GetValues<ReasonCode>();
    readonly long[][] stripes = [.. Enumerable.Range(0, Stripes).Select(_ => new long[(2 * Acts.Length) + Reasons.Length])];

    public void Count(Question question, Answer answer)
    {
        var row = stripes[Environment.CurrentManagedThreadId % Stripes];
        Interlocked.Increment(ref row[(2 * ActOf(question.Act)) + (answer.Permitted ? 1 : 0)]);
        if (answer.Primary is { } reason) Interlocked.Increment(ref row[(2 * Acts.Length) + (int)reason]);
    }

    public IEnumerable<Measurement<long>> Decisions()
    {
        for (var act = 0; act < Acts.Length; act++)
            for (var permitted = 0; permitted < 2; permitted++)
                if (Sum((2 * act) + permitted) is > 0 and var count)
                    yield return new(count, new KeyValuePair<string, object?>("act", Acts[act]), new KeyValuePair<string, object?>("outcome", permitted == 1 ? "permit" : "deny"));
    }

    public IEnumerable<Measurement<long>> Denials()
    {
        for (var i = 0; i < Reasons.Length; i++)
            if (Sum((2 * Acts.Length) + i) is > 0 and var count) yield return new(count, new KeyValuePair<string, object?>("reason", Wire.Name(Reasons[i])));
    }

    long Sum(int at)
    {
        var sum = 0L;
        foreach (var row in stripes) sum += Interlocked.Read(ref row[at]);
        return sum;
    }

    /// <summary>`unknown` for a word that is none.</summary>
    public static string NameOf(string act) => Acts[ActOf(act)];

    /// <summary>Whatever was sent as the name of an act: what is none is counted as one, so that nobody makes rows.</summary>
    static int ActOf(string act)
    {
        for (var i = Unknown + 1; i < Acts.Length; i++)
            if (string.Equals(Acts[i], act, StringComparison.Ordinal)) return i;
        return Unknown;
    }
}
