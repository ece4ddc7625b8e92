using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Grains.Tests.SupplyPoints;

/// <summary>One supply point in few words: els and a rival, and the customer each has there.</summary>
static class Meter
{
    public const string Rival = "denki";
    public static readonly SupplyPointNumber Point = new("0300000000000000000001");
    public static readonly CustomerId OfEls = new("els", "C-1");
    public static readonly CustomerId OfRival = new(Rival, "D-1");
    static readonly Issuer Anyone = new("test", Unrestricted: true);

    public static Command Tell(SupplyPointCommand body, Issuer? issuer = null) => new Command.ToPoint(Point, body, issuer ?? Anyone);

    public static Command Apply(CustomerId losing, CustomerId gaining, DateOnly? on = null) =>
        Tell(new SupplyPointCommand.ApplySwitch(gaining.Operator, gaining, losing, on));

    /// <summary>A switching day whose last day for matching is that day: the standard period of the rig is two business days.</summary>
    public static DateOnly SwitchedIfMatchedOn(DateOnly last) => Rig.Periods.EarliestDay(Rig.Periods.Periods[0], last)!.Value;

    public static Command Judge(Judgement result = Judgement.Ok) => Tell(new SupplyPointCommand.JudgeSwitch(result));

    public static Command Match => Tell(new SupplyPointCommand.MatchSwitch());

    public static Command Cancel => Tell(new SupplyPointCommand.CancelSwitch());

    public static Command Complete(DateOnly on) => Tell(new SupplyPointCommand.CompleteSwitch(on));

    public static Command Contract(ContractState state, string? point = null) =>
        Say.To(OfEls.Number, new CustomerCommand.RecordContract("K-1", "ELS-EL", state, point ?? Point.Digits));

    /// <summary>els and its customer, a rival, and the point held since a year by one of their customers.</summary>
    public static async Task MakeAsync(IGrains grains, DateOnly today, CustomerId holder)
    {
        await grains.AcceptedAsync(Say.Party(Rival));
        foreach (var retailer in new[] { "els", Rival })
            await grains.AcceptedAsync(new Command.ToDirectory(new DirectoryCommand.GrantRole(retailer, "retailer", today.AddYears(-10))));
        await grains.AcceptedAsync(Say.Enrol(OfEls.Number));
        await grains.AcceptedAsync(Tell(new SupplyPointCommand.Register(Customer: holder, Since: today.AddYears(-1), Voltage: VoltageClass.Low)));
        await grains.AcceptedAsync(Contract(holder == OfEls ? ContractState.Active : ContractState.Applied));
    }

    public static ValueTask<PointReading> ReadPointAsync(this IGrains grains, Instant? at = null) => grains.ReadPointAsync(Point, at, default);

    public static ValueTask<CustomerState> ReadAsync(this IGrains grains, CustomerId customer, Instant? at = null) =>
        grains.ReadCustomerAsync(customer, at, default);

    /// <summary>May els advertise to its customer to keep him?</summary>
    public static Question WinBack => new()
    {
        Act = "use",
        Party = "els",
        Customer = OfEls.ToString(),
        Purpose = "ELS-EL-2-PU9",
        Items = ["ELS-EL-3/name"],
    };

    /// <summary>May a retailer see the basic data of els' customer, to arrange the supply of the point?</summary>
    public static Question Arrange(string retailer) => new()
    {
        Act = "joint-use",
        Party = retailer,
        Customer = OfEls.ToString(),
        Purpose = "ELS-EL-5-JU1-U1",
        Items = ["ELS-EL-3/name"],
        SupplyPoint = Point.Digits,
    };

    /// <summary>What decisions can depend on, without the moments at which it was recorded.</summary>
    public static async Task<string> SumAsync(IGrains grains)
    {
        var (point, now) = await grains.ReadPointAsync();
        var newest = point.Switch;
        return $"v{point.Version} {newest?.Stage} settled {point.IsSettled} {newest?.Effective is null} holder {point.HolderAt(now)?.Customer} "
            + $"retailer {point.RetailerAt(now)}; {Of(await grains.ReadAsync(OfEls), now)}; {Of(await grains.ReadAsync(OfRival), now)}";
    }

    static string Of(CustomerState state, Instant now) =>
        $"v{state.Version} {string.Join(',', state.Contracts.Select(c => c.StateAt(now)))} {state.OpenSwitchesAway(now)} away";
}
