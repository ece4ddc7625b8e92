using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Requests;

/// <summary>The answer: item by item, each refusal on a ground that the law knows, its fee with its clause, and what it brings about at the customer.</summary>
static class AnswerRules
{
    public static IReadOnlyList<RequestEvent> Answered(RequestCommand.Answer answer, RequestState state, Checked check)
    {
        if (RequestRules.At(state, check, [new RequestEvent.Accepted()], RequestStage.Investigating).Count == 0) return [];
        var policy = RequestRules.PolicyOf(state, check.Directory)!;
        var track = policy.Requests.Track(state.Type);
        Subjects(answer, state, check);
        var answers = answer.Answers.Select(a => Whole(a, check)).ToList();
        foreach (var one in answers) Grounds(one, answer.Reviewed, state, track, check);
        Stops(answer, answers, state, policy, check);
        var effects = AnswerEffects.Of(answer, answers, state, check);
        var outcome = OutcomeOf(answers);
        var (fee, clause) = Fee(answers, track, check.Directory.DeskOf(policy.Id).FeeOnRefusedItems);
        return [new RequestEvent.Answered(answers, outcome, answer.Basis, answer.Reviewed, fee, clause, effects)];
    }

    static void Subjects(RequestCommand.Answer answer, RequestState state, Checked check)
    {
        var asked = AnswerSubjects.Of(state);
        foreach (var subject in answer.Answers.Select(a => a.Subject))
        {
            check.That(asked.Contains(subject) || IsFoundRecipient(subject, state, check), RefusalCode.AnswerNotAsked, "answers", subject);
            check.That(answer.Answers.Count(a => a.Subject == subject) == 1, RefusalCode.AnswerTwice, "answers", subject);
        }

        if (state is { Type: RequestType.ProvisionRecords, Application.Recipients.Count: 0 }) check.That(answer.Answers.Count > 0, RefusalCode.AnswerMissing, "answers");
        else foreach (var one in asked) check.That(answer.Answers.Any(a => a.Subject == one), RefusalCode.AnswerMissing, "answers", one);
    }

    /// <summary>Asked for all records, the answer names the recipients that were found.</summary>
    static bool IsFoundRecipient(string subject, RequestState state, Checked check) =>
        state is { Type: RequestType.ProvisionRecords, Application.Recipients.Count: 0 } && check.Directory.Parties.ContainsKey(subject);

    /// <summary>A credential is answered with "exists, last changed" at most (EDGE-10); what does not exist needs no other ground.</summary>
    static ItemAnswer Whole(ItemAnswer answer, Checked check) => answer switch
    {
        { Result: AnswerResult.Granted } when check.Directory.Policies.Item(answer.Subject)?.Tag == ItemTag.Secret => answer with { Result = AnswerResult.Partly, Grounds = [GroundKind.Harm] },
        { Result: AnswerResult.NotExisting } => answer with { Grounds = [GroundKind.NotExisting] },
        _ => answer with { Grounds = [.. answer.Grounds.Distinct().Order()] },
    };

    static void Grounds(ItemAnswer answer, bool reviewed, RequestState state, RequestTrack track, Checked check)
    {
        if (answer.Result == AnswerResult.Granted)
        {
            check.That(answer.Grounds.Count == 0, RefusalCode.GroundNotNeeded, "answers", answer.Subject);
            return;
        }

        if (answer.Result == AnswerResult.MeasureInstead) return;
        check.That(answer.Grounds.Count > 0, RefusalCode.GroundMissing, "answers", answer.Subject);
        foreach (var ground in answer.Grounds)
            check.That(GroundLaw.Of(state.Type, ground) is not null || track.Ground(ground) is not null, RefusalCode.GroundNotAvailable, "answers", Wire.Name(ground));
        var ofPolicyAlone = answer.Grounds.Where(g => GroundLaw.Of(state.Type, g) is null).ToList();
        if (ofPolicyAlone.Count == 0) return;
        check.That(ofPolicyAlone.Count < answer.Grounds.Count, RefusalCode.GroundNotAlone, "answers", Wire.Name(ofPolicyAlone[0]));
        check.That(reviewed, RefusalCode.ReviewMissing, "reviewed", Wire.Name(ofPolicyAlone[0]));
    }

    /// <summary>A stop of marketing is always carried out; any other is granted on a ground of APPI 35 that was found.</summary>
    static void Stops(RequestCommand.Answer answer, List<ItemAnswer> answers, RequestState state, Policy policy, Checked check)
    {
        if (state.Type is not (RequestType.StopOfUse or RequestType.Erasure or RequestType.StopOfProvision))
        {
            check.That(answers.TrueForAll(a => a.Result != AnswerResult.MeasureInstead), RefusalCode.MeasureNotPossible, "answers");
            return;
        }

        if (IsMarketing(state, policy, check)) check.That(answers.TrueForAll(a => a.Result == AnswerResult.Granted), RefusalCode.StopMustBeGranted, "answers");
        else if (answers.Exists(a => a.Result != AnswerResult.Refused && a.Result != AnswerResult.NotExisting)) check.That(answer.Basis is not null, RefusalCode.BasisMissing, "basis");
    }

    static bool IsMarketing(RequestState state, Policy policy, Checked check) =>
        state.IsMarketingStop(policy)
        || (state.Type == RequestType.StopOfUse && state.Application.Purpose is { } purpose && check.Directory.Purposes.TryGetValue(purpose, out var registered) && registered.Marketing);

    static RequestOutcome OutcomeOf(List<ItemAnswer> answers) =>
        answers.TrueForAll(a => a.Result == AnswerResult.Granted) ? RequestOutcome.InFull
        : answers.Exists(a => a.Result is AnswerResult.Granted or AnswerResult.Partly or AnswerResult.MeasureInstead) ? RequestOutcome.InPart
        : RequestOutcome.Refused;

    static (int Yen, string? Clause) Fee(List<ItemAnswer> answers, RequestTrack track, bool onRefused)
    {
        if (track.Fee is not { } fee) return (0, null);
        if (fee.Unit == FeeUnit.ApplicationInStamps) return (fee.Yen, answers.Exists(a => a.Result != AnswerResult.Refused) ? fee.Clauses[0] : fee.KeptClause);
        var billed = answers.Count(a => a.Result is AnswerResult.Granted or AnswerResult.Partly || (onRefused && a.Result == AnswerResult.Refused));
        return billed == 0 ? (0, null) : (billed * fee.Yen, fee.Clauses[0]);
    }
}
