using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Server.Demo;
using Shouldly;
using Xunit;

namespace ConsentGrains.Server.Tests.Demo;

public sealed class TownTests
{
    static readonly Town Default = Town.Generate(Town.DefaultSeed, Town.DefaultCustomers);

    [Fact]
    public void The_same_seed_gives_the_same_town() =>
        Fingerprints(Town.Generate(Town.DefaultSeed, Town.DefaultCustomers)).ShouldBe(Fingerprints(Default));

    [Fact]
    public void Another_seed_gives_another_town() =>
        Fingerprints(Town.Generate(Town.DefaultSeed + 1, Town.DefaultCustomers)).ShouldNotBe(Fingerprints(Default));

    [Fact]
    public void A_customer_is_the_same_however_many_others_there_are()
    {
        var small = Town.Generate(Town.DefaultSeed, 100).Inhabitants.ToDictionary(each => each.Id, Fingerprint);
        foreach (var each in Default.Inhabitants.Where(each => small.ContainsKey(each.Id))) small[each.Id].ShouldBe(Fingerprint(each));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(100)]
    [InlineData(1_000)]
    public void There_are_as_many_customers_as_asked_for_each_once(int customers)
    {
        var ids = Town.Generate(Town.DefaultSeed, customers).Inhabitants.Select(each => each.Id).ToList();
        (ids.Count, ids.Distinct().Count()).ShouldBe((customers, customers));
    }

    [Fact]
    public void Every_state_of_a_contract_and_every_policy_is_there()
    {
        var contracts = Default.Inhabitants.SelectMany(each => each.Life).OfType<CustomerCommand.RecordContract>().ToList();
        contracts.Select(each => each.State).Distinct().Count().ShouldBe(Enum.GetValues<ContractState>().Length);
        contracts.Select(each => each.Policy).Distinct().Order().ShouldBe(["ELS-EL", "ELS-TEL", "EMANA", "ENS", "NTTW"]);
    }

    [Fact]
    public void There_are_supply_points_in_all_ten_areas_held_and_free_and_some_with_an_open_switch()
    {
        var told = Default.Inhabitants.SelectMany(each => each.Place).ToList();
        told.Select(to => to.Point.Area).Distinct().Count().ShouldBe(SupplyPointNumber.Areas);
        told.Select(to => to.Body).OfType<SupplyPointCommand.Register>().Select(c => c.Customer is null).Distinct().Count().ShouldBe(2);
        told.Count(to => to.Body is SupplyPointCommand.ApplySwitch).ShouldBeInRange(3, 50);
        told.ShouldContain(to => to.Body is SupplyPointCommand.JudgeSwitch);
    }

    [Theory]
    [InlineData(typeof(CustomerCommand.WithdrawConsent))]
    [InlineData(typeof(CustomerCommand.OrderStop))]
    [InlineData(typeof(CustomerCommand.Object))]
    [InlineData(typeof(CustomerCommand.Relocate))]
    [InlineData(typeof(CustomerCommand.RecordNotice))]
    [InlineData(typeof(CustomerCommand.PlaceHold))]
    public void Such_a_command_is_part_of_somebodys_life(Type command) =>
        Default.Inhabitants.SelectMany(each => each.Life).ShouldContain(each => each.GetType() == command);

    static List<string> Fingerprints(Town town) => [.. town.Inhabitants.Select(Fingerprint)];

    static string Fingerprint(Inhabitant each) =>
        $"{each.Id} {string.Join(' ', Told(each).Select(command => Convert.ToHexString(CanonicalHash.Of(command))))}";

    static IEnumerable<TargetedCommand> Told(Inhabitant each) =>
    [
        .. each.Life.Select(command => new TargetedCommand.ToCustomer(each.Id, command)),
        .. each.Place.Select(to => new TargetedCommand.ToPoint(to.Point, to.Body)),
    ];
}
