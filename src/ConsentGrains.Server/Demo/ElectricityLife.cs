using ConsentGrains.Core.Customers;

namespace ConsentGrains.Server.Demo;

/// <summary>A customer of els under ELS-EL (電気), some of them with telecom beside it.</summary>
static class ElectricityLife
{
    const string Policy = "ELS-EL";
    static readonly string[] Channels = ["phone", "direct-mail", "email", "visit"];
    static readonly string[] Contact = ["ELS-EL-3/name", "ELS-EL-3/address", "ELS-EL-3/phone"];

    public static IReadOnlyList<CustomerCommand> Of(int number, Dice dice)
    {
        List<CustomerCommand> life = [Enrolment(dice)];
        life.AddRange(ContractLife.Of(dice, new(ContractLife.Number(number), Policy, ContractState.Applied, ContractLife.SupplyPoint(ContractLife.AreaOf(number), number))));
        if (dice.Chance(30)) life.AddRange(Consents(dice));
        if (dice.Chance(12)) life.Add(new CustomerCommand.OrderStop(Stop(dice)));
        if (dice.Chance(15)) life.AddRange(TelecomLife.Of(number + 500_000, dice));
        if (dice.Chance(2)) life.Add(new CustomerCommand.PlaceHold(Days.Far, "法人税法施行規則59条"));
        return life;
    }

    static CustomerCommand.Enrol Enrolment(Dice dice) => dice.Roll(100) switch
    {
        < 8 => new(Policy, CustomerKind.Corporate),
        < 11 => new(Policy, MinorUntil: Days.Minor(dice)),
        < 12 => new(Policy, Ward: true),
        _ => new(Policy),
    };

    static IEnumerable<CustomerCommand> Consents(Dice dice)
    {
        var recipient = dice.Pick(Surroundings.Recipients);
        yield return new CustomerCommand.GiveConsent(
            dice.Chance(50) ? null : "ELS-EL-2-PU9", recipient, Contact, Until: Days.ConsentUntil(dice));
        if (dice.Chance(30)) yield return new CustomerCommand.GiveConsent(Surroundings.ElectricVehicles);
        if (dice.Chance(25)) yield return new CustomerCommand.WithdrawConsent(Recipient: recipient);
        if (dice.Chance(20))
            yield return new CustomerCommand.GiveConsent(Recipient: "pacific-analytics", Items: ["ELS-EL-3/usage"], Country: "US");
    }

    static StopScope Stop(Dice dice) => dice.Roll(4) switch
    {
        0 => new(Policy, Purpose: "ELS-EL-2-PU9"),
        1 => new(Policy, Act: "use", Purpose: "ELS-EL-2-PU9", Channel: dice.Pick(Channels)),
        2 => new(Policy, Act: "joint-use"),
        _ => new(Policy, Act: "provide"),
    };
}
