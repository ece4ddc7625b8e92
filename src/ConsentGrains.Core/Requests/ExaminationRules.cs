using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Requests;

/// <summary>The desk looks: whose data, which papers, who asks. What can be cured goes back to the sender before it is refused.</summary>
static class ExaminationRules
{
    public static IReadOnlyList<RequestEvent> Examined(RequestCommand.Examine examine, RequestState state, Checked check, DateOnly today)
    {
        if (RequestRules.At(state, check, [new RequestEvent.Examined(examine.Findings)], RequestStage.Received) is not [var examined]) return [];
        var policy = RequestRules.PolicyOf(state, check.Directory)!;
        var procedure = policy.Requests;
        Complete(examine.Findings, state, procedure, check);
        if (Subject(examine.Findings, state, policy, check.Directory, today) is { } ends) return [examined, ends];
        var defects = Defects.Of(state, examine.Findings, procedure);
        return defects.Count == 0 ? [examined, new RequestEvent.Accepted()]
            : [examined, new RequestEvent.ResubmissionAsked(defects, today.AddDays(check.Directory.DeskOf(policy.Id).CureDays))];
    }

    public static IReadOnlyList<RequestEvent> Lapsed(RequestState state, Checked check, DateOnly today)
    {
        if (RequestRules.At(state, check, [new RequestEvent.Accepted()], RequestStage.AwaitingResubmission).Count == 0) return [];
        check.That(today > state.CureUntil, RefusalCode.TermNotOver, "request", Checked.Day(state.CureUntil));
        var track = RequestRules.PolicyOf(state, check.Directory)!.Requests.Track(state.Type);
        var first = state.Defects[0];
        return [Refused(new CitedGround(first.Ground, track.Ground(first.Ground)?.Clause ?? first.Clause, GroundLaw.Of(state.Type, first.Ground)), track)];
    }

    /// <summary>What the policy makes the desk compare must have been compared.</summary>
    static void Complete(Findings findings, RequestState state, RequestProcedure procedure, Checked check)
    {
        var compares = procedure.Identity.ThreeAddresses && procedure.Track(state.Type).Ground(GroundKind.IdentityUnconfirmed) is not null;
        if (findings.Subject == SubjectFinding.Person) check.That(!compares || findings.Addresses is not null, RefusalCode.FindingMissing, "addresses");
        check.That(state.Application.By == AskedBy.Principal || procedure.Agents.Papers.Count > 0 || findings.Authority is not null, RefusalCode.FindingMissing, "authority");
        check.That(findings.Subject != SubjectFinding.EntrustedData || findings.EntrustedBy is not null, RefusalCode.FindingMissing, "entrustedBy");
        check.Party("entrustedBy", findings.EntrustedBy);
    }

    /// <summary>Whose data they are can end it: a company's, the dead's, another operator's.</summary>
    static RequestEvent? Subject(Findings findings, RequestState state, Policy policy, DirectoryState directory, DateOnly today)
    {
        var track = policy.Requests.Track(state.Type);
        return findings.Subject switch
        {
            SubjectFinding.Deceased => Refused(Cited(GroundKind.Deceased), track),
            SubjectFinding.EntrustedData => Refused(Cited(GroundKind.EntrustedData), track),
            SubjectFinding.Company when policy.CorporateClauses.Count > 0 => null,
            SubjectFinding.Company when track.Ground(GroundKind.NotDisclosable) is not null => Refused(Cited(GroundKind.NotDisclosable), track),
            SubjectFinding.Company => new RequestEvent.NotMade(NotMadeWhy.Company, null, today.AddDays(directory.DeskOf(policy.Id).DisposalDays)),
            _ => null,
        };

        CitedGround Cited(GroundKind kind) => AnswerGrounds.Cite(state.Type, kind, track);
    }

    /// <summary>Where the fee is kept even so (ELS-TEL-5-FEE3), it is part of the refusal.</summary>
    static RequestEvent.Refused Refused(CitedGround ground, RequestTrack track) =>
        track.Fee is { KeptClause: { } clause } fee ? new(ground, fee.Yen, clause) : new(ground, 0, null);
}
