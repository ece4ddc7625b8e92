using System.Globalization;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains;

namespace ConsentGrains.Server.Demo;

/// <summary>The supply points of els' customers, in all ten areas: held by whoever has a contract there, free where it is not yet or no longer active;
/// a few customers are about to switch to another retailer.</summary>
static class SupplyLife
{
    const int Switching = 4;
    const int JudgedAlready = 50;
    static readonly Issuer Founder = new("admin", Unrestricted: true);
    static readonly string[] Rivals = ["aoba-denki", "minato-power"];

    public static Inhabitant With(Inhabitant inhabitant, int number, Dice dice)
    {
        var contract = inhabitant.Life.OfType<CustomerCommand.RecordContract>().Last(c => c.SupplyPoint is not null);
        var point = SupplyPointNumber.Parse(contract.SupplyPoint)!.Value;
        if (contract.State is not (ContractState.Active or ContractState.Suspended))
            return inhabitant with { Place = [Tell(point, new SupplyPointCommand.Register(Voltage: VoltageClass.Low))] };
        return inhabitant with { Place = [.. Held(inhabitant.Id, point), .. dice.Chance(Switching) ? Switch(inhabitant.Id, point, number, dice) : []] };
    }

    /// <summary>The point is the customer's since the town's first day.</summary>
    public static IReadOnlyList<Command.ToPoint> Held(CustomerId customer, SupplyPointNumber point) =>
        [Tell(point, new SupplyPointCommand.Register(Customer: customer, Since: Days.Start, Voltage: VoltageClass.Low))];

    static IEnumerable<Command.ToPoint> Switch(CustomerId losing, SupplyPointNumber point, int number, Dice dice)
    {
        var rival = dice.Pick(Rivals);
        var gaining = new CustomerId(rival, string.Create(CultureInfo.InvariantCulture, $"N-{number:D6}"));
        yield return Tell(point, new SupplyPointCommand.ApplySwitch(rival, gaining, losing));
        if (dice.Chance(JudgedAlready)) yield return Tell(point, new SupplyPointCommand.JudgeSwitch(Judgement.Ok));
    }

    static Command.ToPoint Tell(SupplyPointNumber point, SupplyPointCommand command) => new(point, command, Founder);
}
