using ConsentGrains.Core.Customers;

namespace ConsentGrains.Server.Demo;

/// <summary>A customer of ens: half of them enrolled in writing, with the purposes they agreed to; flats whose user is not the holder.</summary>
static class EnsLife
{
    const string Policy = "ENS";
    static readonly string[] Agreed = ["ENS-3-PU1", "ENS-3-PU2"];
    static readonly string[] AgreedWidely = ["ENS-3-PU1", "ENS-3-PU2", "ENS-3-PU3", "ENS-3-PU6"];

    public static IReadOnlyList<CustomerCommand> Of(int number, Dice dice)
    {
        List<CustomerCommand> life = [Enrolment(dice)];
        life.AddRange(ContractLife.Of(dice, new(
            ContractLife.Number(number), Policy, ContractState.Applied, ContractLife.SupplyPoint(dice.Pick([3, 6]), number), User: User(dice))));
        if (dice.Chance(20)) life.Add(new CustomerCommand.GiveConsent("ENS-3-PU5", Items: ["ENS-1/name", "ENS-1/email"], Until: Days.ConsentUntil(dice)));
        if (dice.Chance(10)) life.Add(new CustomerCommand.OrderStop(new(Policy, Act: "transmit")));
        if (dice.Chance(10)) life.Add(new CustomerCommand.GiveConsent("ENS-7-CK1", "google-analytics", ["ENS-1/web-log"]));
        if (dice.Chance(5)) life.Add(new CustomerCommand.WithdrawConsent());
        return life;
    }

    static CustomerCommand.Enrol Enrolment(Dice dice) => dice.Roll(10) switch
    {
        < 4 => new(Policy, Provenance: Provenance.Written, Purposes: Agreed),
        4 => new(Policy, Provenance: Provenance.Written, Purposes: AgreedWidely),
        5 => new(Policy, CustomerKind.Corporate),
        _ => new(Policy),
    };

    static string? User(Dice dice) => dice.Chance(8) ? "kusunoki-kanri" : null;
}
