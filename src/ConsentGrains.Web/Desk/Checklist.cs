using ConsentGrains.Core.Policies;
using ConsentGrains.Core.Requests;

namespace ConsentGrains.Web.Desk;

/// <param name="Look">`ok`, `bad`, or `open` where nobody has looked yet.</param>
readonly record struct CheckLine(string Look, (string Ja, string En) Text, string? Clause);

/// <summary>What the desk has to look at, by the procedure of the policy, and how it stands.</summary>
static class Checklist
{
    public static IEnumerable<CheckLine> Of(RequestState state, Policy policy)
    {
        var track = policy.Requests.Track(state.Type);
        var wrong = state.Findings is null || state.Stage == RequestStage.Received ? RequestRules.FormalDefects(state, policy) : state.Defects;
        if (track.Fee is { NotMadeClause: { } clause }) yield return new(state.Application.Stamps is null ? "bad" : "ok", ("手数料分の切手が同封されている", "Stamps are enclosed"), clause);
        if (track.Channel is { } channel) yield return Line(wrong, ("所定の方法で届いた", "Came by the channel prescribed"), channel.Clauses[0], DefectKind.ChannelWrong);
        if (track.Form is { } form) yield return Line(wrong, ($"「{form.Name}」に所定事項が記入されている", "The form is whole"), form.Clauses[0], DefectKind.FormMissing, DefectKind.FormOther, DefectKind.FormIncomplete);
        foreach (var line in Papers(state, policy.Requests, wrong)) yield return line;
        foreach (var line in Person(state, policy.Requests, track)) yield return line;
    }

    /// <summary>The grounds a refusal may name, the law's first.</summary>
    public static IEnumerable<CitedGround> Grounds(RequestState state, Policy policy)
    {
        var track = policy.Requests.Track(state.Type);
        return Enum.GetValues<GroundKind>().Where(k => k >= GroundKind.NotDisclosable && (GroundLaw.Of(state.Type, k) is not null || track.Ground(k) is not null))
            .Select(k => AnswerGrounds.Cite(state.Type, k, track));
    }

    /// <summary>The policy's method; otherwise any, the one asked for first (APPI 33(2)).</summary>
    public static IEnumerable<ReplyMethod> Methods(RequestState state, Policy policy) =>
        policy.Requests.Track(state.Type).Reply.By is { } by ? [by]
        : Enum.GetValues<ReplyMethod>().OrderBy(m => m == state.Application.Wish ? 0 : 1);

    public static (string Ja, string En) Of(SubjectFinding subject) => subject switch
    {
        SubjectFinding.Person => ("ご本人（個人）", "the person"),
        SubjectFinding.Company => ("法人", "a company"),
        SubjectFinding.Deceased => ("亡くなられた方", "somebody dead"),
        _ => ("受託して取り扱う情報", "entrusted data"),
    };

    public static (string Ja, string En) Of(StopBasis basis) => basis switch
    {
        StopBasis.Unlawful => ("違反する取扱い（35条1項）", "unlawful handling, 35(1)"),
        StopBasis.ProvidedUnlawfully => ("違反する第三者提供（35条3項）", "unlawful provision, 35(3)"),
        _ => ("利用の必要がない・漏えい・権利利益の侵害のおそれ（35条5項）", "no longer needed, leaked, may harm, 35(5)"),
    };

    static IEnumerable<CheckLine> Papers(RequestState state, RequestProcedure procedure, IReadOnlyList<Defect> wrong)
    {
        if (procedure.Identity.List != IdentityList.Review)
            yield return Line(wrong, ("有効な本人確認書類がある", "A valid identity paper"), procedure.Identity.Clauses[0],
                DefectKind.PaperMissing, DefectKind.PaperNotListed, DefectKind.PaperOutOfDate, DefectKind.PaperExtinct);
        if (state.Application.By == AskedBy.Principal) yield break;
        foreach (var proof in procedure.Agents.For(state.Application.By).GroupBy(p => p.Proof))
            yield return Line(wrong, Of(proof.Key), proof.Last().Clause, OfProof(proof.Key));
    }

    static IEnumerable<CheckLine> Person(RequestState state, RequestProcedure procedure, RequestTrack track)
    {
        var clause = track.Ground(GroundKind.IdentityUnconfirmed)?.Clause;
        if (procedure.Identity.ThreeAddresses && clause is not null)
            yield return new(state.Findings?.Addresses switch { null => "open", AddressFinding.Agree => "ok", _ => "bad" }, ("申請書・本人確認書類・登録の住所が一致する", "The three addresses agree"), clause);
        yield return new(state.Findings is null ? "open" : state.Findings.Doubted ? "bad" : "ok", ("ご本人であることに疑いがない", "The person is not doubted"), procedure.Identity.Clauses.FirstOrDefault());
        if (state.Application.By != AskedBy.Principal && procedure.Agents.Papers.Count == 0)
            yield return new(state.Findings?.Authority switch { null => "open", true => "ok", _ => "bad" }, ("代理権を確認した", "The agent's authority is shown"), procedure.Agents.Clauses.FirstOrDefault());
    }

    static CheckLine Line(IReadOnlyList<Defect> wrong, (string Ja, string En) text, string? clause, params DefectKind[] kinds) =>
        new(wrong.Any(d => kinds.Contains(d.Kind)) ? "bad" : "ok", text, clause);

    static (string Ja, string En) Of(AgentProof proof) => proof switch
    {
        AgentProof.Status => ("法定代理人の資格を証明する書類がある", "Proof of the statutory agent's status"),
        AgentProof.Delegation => ("委任状がある", "The power of attorney"),
        AgentProof.SealCertificate => ("委任状と同一印影の印鑑証明書がある", "The seal certificate of the power of attorney"),
        _ => ("代理人自身の本人確認書類がある", "The agent's own identity paper"),
    };

    static DefectKind[] OfProof(AgentProof proof) => proof switch
    {
        AgentProof.Status => [DefectKind.StatusMissing, DefectKind.StatusTooOld],
        AgentProof.Delegation => [DefectKind.DelegationMissing],
        AgentProof.SealCertificate => [DefectKind.SealCertificateMissing, DefectKind.SealDiffers],
        _ => [DefectKind.AgentPaperMissing, DefectKind.AgentPaperNotListed],
    };
}
