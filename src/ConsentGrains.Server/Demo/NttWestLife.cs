using ConsentGrains.Core.Customers;

namespace ConsentGrains.Server.Demo;

/// <summary>A customer of NTT西日本: one in seven moves out of its area.</summary>
static class NttWestLife
{
    const string Policy = "NTTW";

    public static IReadOnlyList<CustomerCommand> Of(int number, Dice dice)
    {
        var contract = ContractLife.Number(number);
        List<CustomerCommand> life = [new CustomerCommand.Enrol(Policy, dice.Chance(10) ? CustomerKind.Corporate : CustomerKind.Individual)];
        life.AddRange(ContractLife.Of(dice, new(contract, Policy, ContractState.Applied)));
        if (dice.Chance(14)) life.Add(new CustomerCommand.Relocate(contract, OutOfArea: true));
        if (dice.Chance(10)) life.Add(new CustomerCommand.OrderStop(new(Policy, Act: "use", Purpose: "NTTW-1-PUB")));
        if (dice.Chance(10)) life.AddRange(CallLog(dice));
        return life;
    }

    static IEnumerable<CustomerCommand> CallLog(Dice dice)
    {
        yield return new CustomerCommand.GiveConsent("NTTW-1-PUB", Items: ["NTTW-1/call-log"], Secrecy: true, Until: Days.ConsentUntil(dice));
        if (dice.Chance(25)) yield return new CustomerCommand.WithdrawConsent("NTTW-1-PUB", Items: ["NTTW-1/call-log"]);
    }
}
