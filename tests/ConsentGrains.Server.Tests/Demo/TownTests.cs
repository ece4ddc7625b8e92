using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
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
        $"{each.Id} {string.Join(' ', each.Life.Select(command => Convert.ToHexString(CanonicalHash.Of(new TargetedCommand.ToCustomer(each.Id, command)))))}";
}
