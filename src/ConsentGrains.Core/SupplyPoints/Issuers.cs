namespace ConsentGrains.Core.SupplyPoints;

/// <summary>Who may issue which command: the concrete parties of the point, never a class of parties (ELS-EL-5-LIM1).</summary>
static class Issuers
{
    public static bool May(SupplyPointCommand command, Issuer issuer, SupplyPointState state, SupplyPointNumber number, Instant now)
    {
        if (command.IsStep) return issuer.IsRegistry;
        if (issuer.Unrestricted || issuer.Party == number.Gtdo) return !IsRetailersOwn(command) || issuer.Unrestricted;
        var party = issuer.Party;
        return command switch
        {
            SupplyPointCommand.Register c => (c.Retailer ?? c.Customer?.Operator) == party,
            SupplyPointCommand.MoveIn c => issuer.IsRegistry || c.Customer.Operator == party,
            SupplyPointCommand.MoveOut => state.RetailerAt(now) == party,
            SupplyPointCommand.ApplySwitch c => c.By == party,
            SupplyPointCommand.JudgeSwitch => state.Switch?.Losing == party,
            SupplyPointCommand.CancelSwitch => state.Switch?.By == party,
            SupplyPointCommand.LapseSwitch => issuer.IsRegistry || party == Words.Occto,
            SupplyPointCommand.MatchSwitch or SupplyPointCommand.CompleteSwitch => party == Words.Occto,
            // Not the retailer it opens the usage to: it would give itself the consent.
            SupplyPointCommand.IssueLookUp c => c.Customer.Operator == party && c.Retailer != party,
            _ => false,
        };
    }

    /// <summary>What stands for the customer's word to a retailer, or for a retailer's own finding.</summary>
    static bool IsRetailersOwn(SupplyPointCommand command) =>
        command is SupplyPointCommand.ApplySwitch or SupplyPointCommand.JudgeSwitch or SupplyPointCommand.CancelSwitch;
}
