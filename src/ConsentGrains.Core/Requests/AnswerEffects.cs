using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Policies;

namespace ConsentGrains.Core.Requests;

/// <summary>What an answer brings about at the customer, as commands to him.</summary>
static class AnswerEffects
{
    public static IReadOnlyList<CustomerCommand> Of(RequestCommand.Answer answer, List<ItemAnswer> answers, RequestState state, Checked check)
    {
        var corrections = answer.Corrections ?? [];
        check.That(corrections.Count == 0 || IsCorrection(state.Type), RefusalCode.CorrectionNotAllowed, "corrections", Wire.Name(state.Type));
        foreach (var correction in corrections) check.That(MayCorrect(correction), RefusalCode.CorrectionNotAllowed, "corrections", correction.GetType().Name);
        var granted = answers.Exists(a => a.Result == AnswerResult.Granted);
        if (!granted) return [];
        var effects = IsCorrection(state.Type) ? corrections : OfStop(state);
        check.That(effects.Count == 0 || state.Customer is not null, RefusalCode.CustomerNotIdentified, "customer");
        return effects;
    }

    static bool IsCorrection(RequestType type) => type is RequestType.Correction or RequestType.Addition or RequestType.Deletion;

    /// <summary>What can be wrong in the registry's own facts. Values of items lie with the account systems.</summary>
    static bool MayCorrect(CustomerCommand command) => command is
        CustomerCommand.Enrol or CustomerCommand.RecordContract or CustomerCommand.Relocate or CustomerCommand.WithdrawConsent or CustomerCommand.OrderStop or CustomerCommand.Object;

    static IReadOnlyList<CustomerCommand> OfStop(RequestState state)
    {
        var asked = state.Application;
        return state.Type switch
        {
            RequestType.StopOfUse => [new CustomerCommand.OrderStop(new(state.Policy, "use", asked.Purpose, asked.MarketingChannel, asked.Recipient))],
            RequestType.StopOfProvision => [new CustomerCommand.OrderStop(new(state.Policy, "provide", asked.Purpose, null, asked.Recipient))],
            // Single items are erased where their values are, by the account system that reads the answer.
            RequestType.Erasure when asked.Items.Count == 0 => [new CustomerCommand.Erase()],
            _ => [],
        };
    }
}
