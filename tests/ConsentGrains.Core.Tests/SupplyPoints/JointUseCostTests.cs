using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Core.Tests.Customers;
using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.SupplyPoints;

/// <summary>A permit of joint use ① allocates its answer and nothing else.</summary>
public sealed class JointUseCostTests
{
    const int Times = 1_000;
    const int Budget = 256;

    static readonly DirectoryState Directory = Sample.After(
        Points.Directory, new DirectoryCommand.GrantRole("els", "retailer", new(2016, 4, 1)), new DirectoryCommand.GrantRole("retailer-b", "retailer", new(2016, 4, 1)));

    static readonly CustomerState Customer = Sample.After(
        Sample.Customer, Points.Els, new CustomerCommand.RecordContract("K2", "ELS-EL", ContractState.Active, Points.Digits));

    [Theory]
    [InlineData("gtdo-03", "ELS-EL-5-JU1-U4", "ELS-EL-3/point.meter", "ELS-EL-3/point.number", "ELS-EL-3/point.reading-day")]
    [InlineData("gtdo-03", "ELS-EL-5-JU1-U4", "ELS-EL-3/name", "ELS-EL-3/address", "ELS-EL-3/point.meter")]
    [InlineData("els", "ELS-EL-5-JU1-U1", "ELS-EL-3/name", "ELS-EL-3/address", "ELS-EL-3/phone")]
    [InlineData("retailer-b", "ELS-EL-5-JU1-U2", "ELS-EL-3/name", "ELS-EL-3/address", "ELS-EL-3/contract-number")]
    [InlineData("occto", "ELS-EL-5-JU1-U3", "ELS-EL-3/point.meter", "ELS-EL-3/point.number", "ELS-EL-3/point.reading-day")]
    public void A_permit_stays_within_its_budget(string party, string purpose, params string[] items)
    {
        var question = new Question { Act = "joint-use", Party = party, Customer = Points.Els.ToString(), Purpose = purpose, Items = items, SupplyPoint = Points.Digits };
        Decide(question).Permitted.ShouldBeTrue();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Times; i++) Decide(question);
        ((GC.GetAllocatedBytesForCurrentThread() - before) / Times).ShouldBeLessThanOrEqualTo(Budget);
    }

    static Answer Decide(Question question) =>
        Decider.Decide(question, new DecisionInput(Customer, Directory, Points.Now, Points.Now, Point: Points.Applied));
}
