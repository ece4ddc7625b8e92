using System.Collections.Concurrent;

namespace ConsentGrains.Core.Policies;

/// <summary>Articles by day, so that an answer as of a past moment names the article as it was numbered then (EDGE-42). The numbers are data (`law.json`),
/// reviewed with their sources: APPI (個人情報保護法) was renumbered on 2017-05-30 and 2022-04-01; TBA = 電気通信事業法.</summary>
public static class Law
{
    static readonly ConcurrentDictionary<(long Topics, int Era), string[]> Citations = new();

    /// <summary>The table itself.</summary>
    public static LawTable Table { get; } = LawTable.Read();

    /// <summary>The citations in force on a day for a set of topics (bit n = topic n), in the topics' order; those not yet in force are left out.</summary>
    public static IReadOnlyList<string> Cite(long topics, DateOnly day)
    {
        var key = (topics, Table.Era(day));
        return Citations.TryGetValue(key, out var known) ? known : Citations.GetOrAdd(key, _ => List(topics, day));
    }

    /// <summary>The citation in force on a day; null where there was no such rule yet.</summary>
    public static string? Cite(LawTopic topic, DateOnly day) => Table.Of(topic).On(day);

    /// <summary>The bit of a topic.</summary>
    public static long Bit(LawTopic topic) => 1L << (int)topic;

    static string[] List(long topics, DateOnly day) =>
        [.. Enum.GetValues<LawTopic>().Where(t => (topics & Bit(t)) != 0).Select(t => Cite(t, day)).OfType<string>()];
}
