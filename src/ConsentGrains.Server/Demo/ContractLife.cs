using System.Globalization;
using ConsentGrains.Core.Customers;

namespace ConsentGrains.Server.Demo;

/// <summary>How a contract goes: applied for, then active, and for some suspended, ended, cancelled.</summary>
static class ContractLife
{
    static readonly ContractState[] Waiting = [ContractState.Applied];
    static readonly ContractState[] CalledOff = [ContractState.Applied, ContractState.Cancelled];
    static readonly ContractState[] Running = [ContractState.Applied, ContractState.Active];
    static readonly ContractState[] Halted = [ContractState.Applied, ContractState.Active, ContractState.Suspended];
    static readonly ContractState[] Resumed = [ContractState.Active, ContractState.Suspended, ContractState.Active];
    static readonly ContractState[] Over = [ContractState.Applied, ContractState.Active, ContractState.Ended];

    public static IEnumerable<CustomerCommand> Of(Dice dice, CustomerCommand.RecordContract contract) =>
        States(dice.Roll(100)).Select(state => contract with { State = state });

    // Of twenty-one customers: 東京 seven, 関西 four, 中部 two, 九州 two, one in each of the other six.
    static readonly int[] Areas = [3, 6, 3, 4, 9, 3, 6, 2, 3, 1, 3, 6, 7, 3, 4, 9, 3, 6, 8, 5, 10];

    /// <summary>A contract's number: `K-000123`.</summary>
    public static string Number(int customer) => string.Create(CultureInfo.InvariantCulture, $"K-{customer:D6}");

    /// <summary>The area a customer lives in: all ten, about as many as people live there. Made from the number alone.</summary>
    public static int AreaOf(int customer) => Areas[customer / 2 % Areas.Length];

    /// <summary>A supply point's number that cannot be a real one: its area, eleven zeros, the customer's number.</summary>
    public static string SupplyPoint(int area, int customer) => string.Create(CultureInfo.InvariantCulture, $"{area:D2}00000000000{customer:D9}");

    static ContractState[] States(int percent) => percent switch
    {
        < 5 => Waiting,
        < 9 => CalledOff,
        < 74 => Running,
        < 79 => Halted,
        < 84 => Resumed,
        _ => Over,
    };
}
