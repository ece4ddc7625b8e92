using ConsentGrains.Core;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Grains.Switching;

/// <summary>スイッチング支援システム of 電力広域的運営推進機関 (OCCTO), as a retailer uses it: the four exchanges of 廃止取次 (register, inquire, judge, result)
/// and the two applications to the transmission operator (OCCTO's function list: https://sgforum.impress.co.jp/article/3243; the order of
/// the exchanges: https://anond.hatelabo.jp/20230401233700). The member specification is not public: a member implements this
/// contract over the real one, and nothing else changes. <see cref="Files.FileExchange"/> and <see cref="SwitchingSimulator"/> implement it
/// too, and one suite of tests holds for all.
/// <para>Ordering and repetition: what comes out may come late, twice, and in another order than it went in; whoever reads it
/// must bear that. What goes in may be sent twice: the second time changes nothing and is answered as the first.</para>
/// <para>Bounds: a call takes or gives at most <see cref="Limits.SwitchesPerExchange"/> entries; each entry is answered on its own, and one
/// that is refused leaves the others alone. An entry is taken whole or not at all.</para>
/// <para>Every call throws <see cref="SwitchingSupportException"/> where the system does not answer, and then may or may not have
/// happened: send it again.</para></summary>
public interface ISwitchingSupportSystem
{
    /// <summary>廃止取次 登録: the new retailer, on the customer's application to it, asks the current retailer to end its contract.</summary>
    /// <param name="retailer">Who sends it: the new retailer of every entry.</param>
    ValueTask<IReadOnlyList<ExchangeReply>> RegisterAsync(string retailer, IReadOnlyList<Registration> registrations, CancellationToken cancel);

    /// <summary>廃止取次 照会: what the current retailer is asked to judge.</summary>
    /// <param name="after">0, or <see cref="Received{T}.Next"/> of an earlier call.</param>
    ValueTask<Received<Registration>> InquireAsync(string retailer, long after, int limit, CancellationToken cancel);

    /// <summary>廃止取次 可否判定: the current retailer compared the matching keys.</summary>
    ValueTask<IReadOnlyList<ExchangeReply>> JudgeAsync(string retailer, IReadOnlyList<JudgedRegistration> judged, CancellationToken cancel);

    /// <summary>廃止取次 結果照会: what was judged, for the new retailer; and what is matched, for both.</summary>
    ValueTask<Received<SwitchResult>> ResultsAsync(string retailer, long after, int limit, CancellationToken cancel);

    /// <summary>スイッチング開始申込: the new retailer applies to the transmission operator to begin. Only after an OK.</summary>
    ValueTask<IReadOnlyList<ExchangeReply>> StartAsync(string retailer, IReadOnlyList<SwitchApplication> applications, CancellationToken cancel);

    /// <summary>スイッチング廃止申込: the current retailer applies to end. Once both are in, the switch is matched (マッチング) and locked.</summary>
    ValueTask<IReadOnlyList<ExchangeReply>> StopAsync(string retailer, IReadOnlyList<SwitchApplication> applications, CancellationToken cancel);
}

/// <summary>One application to switch: the point, and which of its applications it is (<see cref="Switch.Number"/>), so that a late message
/// about an earlier one is never taken for the present one.</summary>
public readonly record struct SwitchRef(SupplyPointNumber Point, int Number)
{
    public override string ToString() => $"{Point.Masked} #{Number}";
}

/// <summary>What the current retailer compares: its contract number, the name and the address of the contract
/// (https://paperzz.com/doc/6702912, OCCTO 資料4). Personal data: they go from retailer to retailer and are kept by no grain.</summary>
/// <param name="Contract">現小売の契約番号.</param>
/// <param name="Name">契約名義.</param>
/// <param name="Address">需要場所の住所.</param>
public sealed record MatchingKeys(string Contract, string Name, string Address)
{
    /// <summary>Nothing of it reaches a log by mistake.</summary>
    public override string ToString() => "MatchingKeys";
}

/// <param name="By">The new retailer.</param>
/// <param name="Losing">The current retailer.</param>
/// <param name="On">The switching day wished for.</param>
public sealed record Registration(SwitchRef Of, string By, string Losing, MatchingKeys Keys, DateOnly? On, bool MeterWork);

/// <param name="Reasons">Of an NG: words of <see cref="Words.SwitchRefusals"/>, which name the key that does not agree.</param>
public sealed record JudgedRegistration(SwitchRef Of, Judgement Result, IReadOnlyList<string> Reasons);

/// <param name="On">The switching day applied for; null = the first possible one.</param>
public sealed record SwitchApplication(SwitchRef Of, DateOnly? On);

/// <param name="IsMatched">Both applications are in. False: it was judged.</param>
public sealed record SwitchResult(SwitchRef Of, Judgement Result, IReadOnlyList<string> Reasons, bool IsMatched);

/// <param name="Refused">Null: taken.</param>
public readonly record struct ExchangeReply(SwitchRef Of, RefusalCode? Refused);

/// <param name="Next">Where the next call goes on.</param>
public sealed record Received<T>(IReadOnlyList<T> Entries, long Next);

/// <summary>The system does not answer, or what it holds can not be read; the message says what to do and holds nothing personal.</summary>
public sealed class SwitchingSupportException(string message) : Exception(message);
