using ConsentGrains.Core.Customers;

namespace ConsentGrains.Server.Demo;

/// <summary>A customer of emana: retention dates, objections to entrustment, consents to a purpose the policy does not state.</summary>
static class EmanaLife
{
    const string Policy = "EMANA";

    public static IReadOnlyList<CustomerCommand> Of(int number, Dice dice)
    {
        List<CustomerCommand> life = [new CustomerCommand.Enrol(Policy, MinorUntil: dice.Chance(3) ? Days.Minor(dice) : null)];
        life.AddRange(ContractLife.Of(dice, new(ContractLife.Number(number), Policy, ContractState.Applied, RetainUntil: Retention(dice))));
        if (dice.Chance(25)) life.AddRange(Birthdays(dice));
        if (dice.Chance(10)) life.AddRange(Objection(dice));
        if (dice.Chance(12)) life.Add(new CustomerCommand.OrderStop(new(Policy, Purpose: "EMANA-2-PU2", Channel: dice.Pick(["phone", "email", "visit"]))));
        return life;
    }

    static DateOnly? Retention(Dice dice) => dice.Roll(3) switch
    {
        0 => Days.Passed,
        1 => Days.Far,
        _ => null,
    };

    static IEnumerable<CustomerCommand> Birthdays(Dice dice)
    {
        yield return new CustomerCommand.GiveConsent(
            Surroundings.BirthdayGreetings, Until: Days.ConsentUntil(dice), By: dice.Chance(10) ? ConsentBy.StatutoryAgent : ConsentBy.Principal);
        if (dice.Chance(20)) yield return new CustomerCommand.WithdrawConsent(Surroundings.BirthdayGreetings);
    }

    static IEnumerable<CustomerCommand> Objection(Dice dice)
    {
        yield return new CustomerCommand.Object("entrustment");
        if (dice.Chance(20)) yield return new CustomerCommand.Object("entrustment", Lifted: true);
    }
}
