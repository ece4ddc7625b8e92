using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;
using ConsentGrains.Core.Requests;

namespace ConsentGrains.Web.Desk;

public enum LetterKind
{
    /// <summary>再提出のお願い.</summary>
    Resubmission,

    /// <summary>回答.</summary>
    Answer,
}

/// <summary>What a letter to the sender says, before it is laid out. It names nobody: the addressee's name and address are printed by the system that holds
/// them.</summary>
public sealed record Letter(
    LetterKind Kind, string Id, RequestState State, Policy Policy, string Company, DateOnly On, IReadOnlyList<LetterLine> Lines, IReadOnlyList<string> Reasons, string? Fee)
{
    static readonly List<string> Roman = ["i", "ii", "iii", "iv", "v"];

    /// <summary>Null: there is nothing to write. Who made no request is sent no notice.</summary>
    public static LetterKind? KindOf(RequestState state) => state.Stage switch
    {
        RequestStage.AwaitingResubmission => LetterKind.Resubmission,
        RequestStage.AnsweredInFull or RequestStage.AnsweredInPart or RequestStage.Refused or RequestStage.Replied => LetterKind.Answer,
        _ => null,
    };

    public static Letter? Of(string id, RequestState state, DirectoryState directory, DateOnly today)
    {
        if (KindOf(state) is not { } kind || RequestRules.PolicyOf(state, directory) is not { } policy) return null;
        var company = directory.Parties.TryGetValue(policy.Operator, out var party) ? party.Name : policy.Operator;
        var on = state.RepliedOn ?? today;
        return kind == LetterKind.Resubmission
            ? new(kind, id, state, policy, company, on, [.. state.Defects.Select(d => new LetterLine(DeskTexts.Of(d.Kind).Ja, d.Clause ?? "", ""))], [], null)
            : new(kind, id, state, policy, company, on, Answers(state, policy), Cited(state, directory), FeeText(state, policy));
    }

    /// <summary>The addressee by the policy, whoever asked (EDGE-23).</summary>
    public string To => RequestRules.ToWhom(State, Policy) switch
    {
        Addressee.ContractHolder => "ご契約者 様",
        Addressee.Agent => "代理人 様",
        _ => "お客さま",
    };

    /// <summary>Refused without a look at the data: neither that they exist is said nor that they do not.</summary>
    public bool IsFormal => State.RefusedOn is not null;

    static IReadOnlyList<LetterLine> Answers(RequestState state, Policy policy) => [.. state.Answers.Select(a => new LetterLine(
        a.Subject.Length == 0 ? DeskTexts.Of(state.Type).Ja : ItemNames.Of(a.Subject, policy), Result(a, policy), string.Join("、", a.Grounds.Select(g => Number(state, g)))))];

    static string Result(ItemAnswer answer, Policy policy) =>
        answer.Result == AnswerResult.Partly && policy.Collections.SelectMany(c => c.Items).Any(i => i.Id == answer.Subject && i.Tag == ItemTag.Secret)
            ? "登録の有無及び最終変更日に限り開示します" : DeskTexts.Of(answer.Result).Ja;

    /// <summary>理由1 … in the order in which they are listed below the answers.</summary>
    static string Number(RequestState state, GroundKind ground) =>
        $"理由{state.Answers.SelectMany(a => a.Grounds).Distinct().Order().ToList().IndexOf(ground) + 1}";

    static IReadOnlyList<string> Cited(RequestState state, DirectoryState directory) => [.. AnswerGrounds.Of(state, directory).Select(g => $"{DeskTexts.Of(g.Kind).Ja}（{Basis(g)}）")];

    static string Basis(CitedGround ground) => string.Join("、", new[] { ground.Clause is { } clause ? $"当社方針 {clause}" : null, Article(ground.Law) }.OfType<string>());

    /// <summary>`APPI 33(2)(i), 21(4)` as a Japanese reader writes it: 個人情報保護法33条2項1号、21条4項.</summary>
    public static string? Article(string? law) => law is null ? null : string.Join('、', law.Split(", ").Select(Cited));

    static string Cited(string article)
    {
        var named = article.StartsWith("APPI ", StringComparison.Ordinal) ? "個人情報保護法" : article.StartsWith("施行令 ", StringComparison.Ordinal) ? "同法施行令" : "";
        var parts = article[(article.IndexOf(' ', StringComparison.Ordinal) + 1)..].Split(['(', ')'], StringSplitOptions.RemoveEmptyEntries);
        var below = parts.Skip(1).Select(p => Roman.IndexOf(p) is >= 0 and var at ? $"{at + 1}号" : $"{p}項");
        return $"{named}{parts[0]}条{string.Concat(below)}";
    }

    static string? FeeText(RequestState state, Policy policy)
    {
        if (state.Fee == 0) return null;
        var clause = $"（{state.FeeClause}）";
        if (policy.Requests.Track(state.Type).Fee?.Unit == FeeUnit.Item) return $"手数料 {state.Fee}円（税込）{clause}";
        var back = state.Application.Stamps is { } stamps && stamps > state.Fee ? $" 同封いただいた切手のうち {stamps - state.Fee}円分は返送いたします。" : "";
        return $"回答の返信実費として切手 {state.Fee}円分を申し受けました{clause}。{back}";
    }
}

public readonly record struct LetterLine(string Subject, string Text, string Note);
