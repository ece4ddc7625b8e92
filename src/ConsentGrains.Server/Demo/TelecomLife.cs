using ConsentGrains.Core.Customers;

namespace ConsentGrains.Server.Demo;

/// <summary>A customer of els under ELS-TEL (電気通信): 光コラボ, network registrations, calls.</summary>
static class TelecomLife
{
    const string Policy = "ELS-TEL";

    public static IReadOnlyList<CustomerCommand> Of(int number, Dice dice)
    {
        List<CustomerCommand> life = [new CustomerCommand.Enrol(Policy, dice.Chance(10) ? CustomerKind.Corporate : CustomerKind.Individual)];
        life.AddRange(ContractLife.Of(dice, new(ContractLife.Number(number), Policy, ContractState.Applied, Features: Features(dice))));
        if (dice.Chance(20)) life.AddRange(Secrecy(dice));
        if (dice.Chance(15)) life.Add(new CustomerCommand.GiveConsent(Recipient: "shirakaba-card", Items: ["ELS-TEL-1.1/name", "ELS-TEL-1.1/payment-status"]));
        if (dice.Chance(15)) life.Add(new CustomerCommand.OrderStop(Stop(dice)));
        if (dice.Chance(4)) life.Add(new CustomerCommand.RecordNotice("ELS-TEL-3-EX6b"));
        return life;
    }

    static string[]? Features(Dice dice) => dice.Roll(10) switch
    {
        < 4 => ["hikari-collabo"],
        4 => ["network-registration"],
        5 => ["hikari-collabo", "network-registration"],
        _ => null,
    };

    /// <summary>通信の秘密: a consent of its own for each purpose and recipient.</summary>
    static IEnumerable<CustomerCommand> Secrecy(Dice dice)
    {
        yield return new CustomerCommand.GiveConsent(
            "ELS-TEL-2-JU1-U3", "iehl-kanto", ["ELS-TEL-1.1/call-log"], Secrecy: true, Until: Days.ConsentUntil(dice));
        if (dice.Chance(30)) yield return new CustomerCommand.WithdrawConsent("ELS-TEL-2-JU1-U3", "iehl-kanto");
    }

    static StopScope Stop(Dice dice) => dice.Chance(60) ? new(Policy, Act: "use", Purpose: "ELS-TEL-1.1-PU5") : new(Policy, Act: "joint-use");
}
