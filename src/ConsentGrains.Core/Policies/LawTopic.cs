using System.Collections.Concurrent;

namespace ConsentGrains.Core.Policies;

/// <summary>What a decision can rest on in law; <see cref="Law"/> gives the article as it stood on a day.</summary>
public enum LawTopic
{
    PurposeLimit,
    PurposeLimitException,
    ProvisionConsent,
    ProvisionByLaw,
    ProvisionForLife,
    ProvisionForHealth,
    ProvisionToPublicBody,
    Entrustment,
    EntrusteeSupervision,
    JointUse,
    Abroad,
    ProvisionRecord,
    RelatedInformation,
    StopOfUse,
    CommunicationsSecrecy,
    ExternalTransmission,
    ElectricityMarketing,
    PurposeChange,
    Erasure,
}

/// <summary>Articles by day: the Act on the Protection of Personal Information (APPI, 個人情報保護法) was renumbered on 2017-05-30 and 2022-04-01;
/// TBA = 電気通信事業法. Source: facts.md §3.3; e-Gov revisions named there.</summary>
public static class Law
{
    static readonly DateOnly Second = new(2017, 5, 30);
    static readonly DateOnly Third = new(2022, 4, 1);
    static readonly DateOnly TransmissionRule = new(2023, 6, 16);

    static readonly ConcurrentDictionary<(long Topics, int Era), string[]> Citations = new();

    /// <summary>The citations in force on a day for a set of topics (bit n = topic n), in the topics' order; those not yet in force are left out.</summary>
    public static IReadOnlyList<string> Cite(long topics, DateOnly day)
    {
        var key = (topics, day < Second ? 0 : day < Third ? 1 : day < TransmissionRule ? 2 : 3);
        return Citations.TryGetValue(key, out var known) ? known : Citations.GetOrAdd(key, _ => List(topics, day));
    }

    /// <summary>The bit of a topic.</summary>
    public static long Bit(LawTopic topic) => 1L << (int)topic;

    static string[] List(long topics, DateOnly day) =>
        [.. Enum.GetValues<LawTopic>().Where(t => (topics & Bit(t)) != 0).Select(t => Cite(t, day)).OfType<string>()];

    /// <summary>The citation in force on a day; null where there was no such rule yet.</summary>
    public static string? Cite(LawTopic topic, DateOnly day) => topic switch
    {
        LawTopic.PurposeLimit => Numbered(day, "16(1)", "16(1)", "18(1)"),
        LawTopic.PurposeLimitException => Numbered(day, "16(3)", "16(3)", "18(3)"),
        LawTopic.PurposeChange => Numbered(day, "15(2)", "15(2)", "17(2)"),
        LawTopic.Erasure => Numbered(day, "19", "19", "22"),
        LawTopic.EntrusteeSupervision => Numbered(day, "22", "22", "25"),
        LawTopic.ProvisionConsent => Numbered(day, "23(1)", "23(1)", "27(1)"),
        LawTopic.ProvisionByLaw => Numbered(day, "23(1)(i)", "23(1)(i)", "27(1)(i)"),
        LawTopic.ProvisionForLife => Numbered(day, "23(1)(ii)", "23(1)(ii)", "27(1)(ii)"),
        LawTopic.ProvisionForHealth => Numbered(day, "23(1)(iii)", "23(1)(iii)", "27(1)(iii)"),
        LawTopic.ProvisionToPublicBody => Numbered(day, "23(1)(iv)", "23(1)(iv)", "27(1)(iv)"),
        LawTopic.Entrustment => Numbered(day, "23(4)(i)", "23(5)(i)", "27(5)(i)"),
        LawTopic.JointUse => Numbered(day, "23(4)(iii)", "23(5)(iii)", "27(5)(iii)"),
        LawTopic.Abroad => Numbered(day, null, "24", "28"),
        LawTopic.ProvisionRecord => Numbered(day, null, "25", "29"),
        LawTopic.RelatedInformation => Numbered(day, null, null, "31"),
        LawTopic.StopOfUse => Numbered(day, "27", "30", "35"),
        LawTopic.CommunicationsSecrecy => "TBA 4",
        LawTopic.ExternalTransmission => day < TransmissionRule ? null : "TBA 27-12",
        LawTopic.ElectricityMarketing => "電力の小売営業に関する指針",
        _ => throw new ArgumentOutOfRangeException(nameof(topic), topic, "no such topic"),
    };

    static string? Numbered(DateOnly day, string? first, string? second, string? third)
    {
        var article = day < Second ? first : day < Third ? second : third;
        return article is null ? null : $"APPI {article}";
    }
}
