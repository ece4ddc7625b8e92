using System.Text;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Feed;
using ConsentGrains.Core.Tests.Codec;
using ConsentGrains.Core.Tests.Customers;
using ConsentGrains.Core.Tests.SupplyPoints;
using ConsentGrains.Tests.Shared;
using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.Feed;

/// <summary>Every event there is, told to those who may hear of it, is as the table says that the document for clients is made of.</summary>
public sealed class ToldTests
{
    static readonly Guid Stream = new("0196f0a0-0000-7000-8000-000000000001");

    [Fact]
    public void Whatever_is_told_is_described_and_whatever_is_described_can_be_told()
    {
        var told = Changes().SelectMany(change => Viewers().Select(viewer => Teller.Tell(change, viewer))).OfType<Told>().ToList();
        told.SelectMany(DescribedChange.Faults).Distinct().ShouldBeEmpty();
        FeedTypes.All.Except(told.Select(t => t.Type)).ShouldBeEmpty();
        var fields = told.SelectMany(t => System.Text.Json.JsonDocument.Parse(t.Data).RootElement.EnumerateObject().Select(f => $"{t.Type} {f.Name}")).ToHashSet();
        var described = ChangeFields.All.SelectMany(c => c.Fields.Select(f => $"{Teller.Prefix}{c.Type} {f.Name}"));
        described.Except(fields).ShouldBeEmpty("a field that is never told is none");
    }

    [Fact]
    public void Of_contracts_and_supply_points_only_the_customers_own_operator_is_told_the_numbers()
    {
        foreach (var change in Changes().OfType<Change.OfCustomer>())
            foreach (var viewer in new[] { Viewer("partner-a"), Viewer("partner-b") })
            {
                var text = Encoding.UTF8.GetString(Teller.Tell(change, viewer)!.Value.Data);
                foreach (var number in new[] { "K1", "0300000000000000000001", "partner-user" }) text.ShouldNotContain(number, customMessage: change.Type);
            }
    }

    [Theory]
    [InlineData("hash-00.1", true)]
    [InlineData("gtdo-10.42", true)]
    [InlineData("directory.7", true)]
    [InlineData("hash-64.1", false)]
    [InlineData("gtdo-00.1", false)]
    [InlineData("hash-00.0", false)]
    [InlineData("hash-00.-1", false)]
    [InlineData("hash-00", false)]
    [InlineData("form 7", false)]
    public void A_cause_is_the_id_of_a_change_or_it_is_not(string text, bool isOne) => ChangeId.IsOne(text).ShouldBe(isOne);

    [Fact]
    public void What_a_party_sends_because_of_a_change_is_an_echo_to_itself_alone()
    {
        var sent = Changes().First() with { Envelope = new("els", Cause: "hash-01.88") };
        (Viewer("els").IsEcho(sent), Viewer("partner-a").IsEcho(sent)).ShouldBe((true, false));
        Viewer("els").IsEcho(sent with { Envelope = new("els", Cause: "form 7") }).ShouldBeFalse();
        Viewer("els").IsEcho(sent with { Envelope = new("els") }).ShouldBeFalse();
    }

    static IEnumerable<Change> Changes()
    {
        foreach (var (happened, envelope) in Events.OfCustomers.Values)
            yield return new Change.OfCustomer(EventTypes.Of(happened), Stream, 4, Sample.Now, ["party:els"], happened, Sample.Els) { Envelope = envelope };
        foreach (var (happened, envelope) in PointEvents.All.Values)
            yield return new Change.OfPoint(EventTypes.Of(happened), Stream, 4, Sample.Now, ["party:els"], happened, Points.Number) { Envelope = envelope };
        foreach (var (happened, envelope) in Events.OfDirectory.Values)
            yield return new Change.OfDirectory(EventTypes.Of(happened), Stream, 4, Sample.Now, [DirectoryAudience.All], happened) { Envelope = envelope };
        var lifted = new CustomerEvent.StopLifted(new StopScope("ELS-EL", "use", "ELS-EL-2-PU9", "phone", "partner-a"));
        yield return new Change.OfCustomer(EventTypes.StopLifted, Stream, 4, Sample.Now, ["party:els"], lifted, Sample.Els);
        var whole = ((DirectoryEvent.EntrustmentRecorded)Events.OfDirectory["entrustment.recorded.v1-full"].Event).Entry with { Finding = true };
        yield return new Change.OfDirectory(EventTypes.EntrustmentRecorded, Stream, 4, Sample.Now, [DirectoryAudience.All], new DirectoryEvent.EntrustmentRecorded(whole));
        yield return new Change.OfDirectory(EventTypes.EntrustmentEnded, Stream, 4, Sample.Now, [], new DirectoryEvent.EntrustmentEnded("ent-1", Sample.Today));
    }

    static IEnumerable<Entitlement> Viewers() => [Viewer("els"), Viewer("partner-a"), Viewer("partner-b"), Viewer("auditor", whole: true)];

    static Entitlement Viewer(string party, bool whole = false) => new(party, whole, Sample.Directory, Sample.Today);
}
