using System.Reflection;
using System.Text;
using System.Text.Json;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;
using ConsentGrains.Core.Subscriptions;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Core.Tests.Customers;
using ConsentGrains.Core.Tests.House;
using ConsentGrains.Core.Tests.SupplyPoints;
using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.Codec;

/// <summary>The format on disk is for ever: what is written is pinned to the byte, and every fixture is read and applied in every test run.
/// A fixture is never changed or removed; another format is another type with fixtures of its own.</summary>
public sealed class EventFormatTests
{
    const string Folder = "tests/ConsentGrains.Core.Tests/Codec/fixtures";

    static readonly DirectoryEventCodec Directory = new(Policy);

    static readonly string[] Names = [.. Repository.Files(Folder, ".json").Select(f => Path.GetFileNameWithoutExtension(f))];

    public static TheoryData<string> Fixtures => [.. Names];

    [Theory, MemberData(nameof(Fixtures))]
    public void An_event_is_written_as_its_fixture_has_it_and_read_back_the_same(string name)
    {
        var (type, clear, secret) = Fixture(name);
        var written = Write(name);
        (written.Type, Utf8(written.Clear), Utf8(written.Secret)).ShouldBe((type, clear, secret));
        Read(name, written).ShouldBe(Expected(name));
    }

    [Theory, MemberData(nameof(Fixtures))]
    public void A_fixture_can_be_applied(string name)
    {
        var (type, clear, secret) = Fixture(name);
        if (Events.OfCustomers.ContainsKey(name))
            CustomerRules.Evolve(Sample.Customer, CustomerEventCodec.Decode(type, Bytes(clear), Bytes(secret)).Event, Sample.Now).Version.ShouldBe(4);
        else if (SubscriptionEvents.All.ContainsKey(name))
            SubscriptionRules.Evolve(Subscriptions.Subscribed.Webhook, SubscriptionEventCodec.Decode(type, Bytes(clear), Bytes(secret)).Event, Sample.Now)
                .Version.ShouldBe(Subscriptions.Subscribed.Webhook.Version + 1);
        else if (PointEvents.All.ContainsKey(name))
            SupplyPointRules.Evolve(Points.Applied, SupplyPointEventCodec.Decode(type, Bytes(clear), Bytes(secret)).Event, Sample.Now)
                .Version.ShouldBe(Points.Applied.Version + 1);
        else
            DirectoryRules.Evolve(Sample.BuiltInDirectory, Directory.Decode(type, Bytes(clear), Bytes(secret)).Event, Sample.Now).Version.ShouldBe(1);
    }

    [Fact]
    public void Every_event_has_a_fixture_bare_or_full() =>
        Events.OfCustomers.Keys.Concat(Events.OfDirectory.Keys).Concat(PointEvents.All.Keys).Concat(SubscriptionEvents.All.Keys).Order(StringComparer.Ordinal).ShouldBe(Names.Order(StringComparer.Ordinal));

    [Fact]
    public void Every_kind_of_event_is_among_the_fixtures()
    {
        Kinds<CustomerEvent>().ShouldBe(Events.OfCustomers.Values.Select(e => e.Event.GetType()).Distinct(), ignoreOrder: true);
        Kinds<SupplyPointEvent>().ShouldBe(PointEvents.All.Values.Select(e => e.Event.GetType()).Distinct(), ignoreOrder: true);
        Kinds<SubscriptionEvent>().ShouldBe(SubscriptionEvents.All.Values.Select(e => e.Event.GetType()).Distinct(), ignoreOrder: true);
        Kinds<DirectoryEvent>().ShouldBe(Events.OfDirectory.Values.Select(e => e.Event.GetType()).Distinct(), ignoreOrder: true);
    }

    [Fact]
    public void Every_event_is_described()
    {
        var page = Repository.Read("docs/events.md");
        string[] names = [.. Events.OfCustomers.Keys, .. Events.OfDirectory.Keys, .. PointEvents.All.Keys, .. SubscriptionEvents.All.Keys];
        foreach (var type in names.Select(name => System.Text.RegularExpressions.Regex.Match(name, "^.+?[.]v[0-9]", System.Text.RegularExpressions.RegexOptions.None, TimeSpan.FromMinutes(1)).Value))
            page.ShouldContain($"`{type}`");
    }

    [Fact]
    public void What_finds_a_person_is_never_in_the_clear()
    {
        foreach (var (name, (happened, envelope)) in Events.OfCustomers)
        {
            var clear = Utf8(CustomerEventCodec.Encode(happened, Sample.Els, envelope).Clear);
            foreach (var secret in new[] { "C-000123", "K1", "0300000000000000000001", "申込書-77", "花子", "req-9", "2027-01-01", "ward", "法人税法" })
                clear.ShouldNotContain(secret, customMessage: name);
        }

        foreach (var (name, (happened, envelope)) in PointEvents.All)
        {
            var clear = Utf8(SupplyPointEventCodec.Encode(happened, Points.Number, envelope).Clear);
            foreach (var secret in new[] { "C-000123", "X-9", Points.Digits, "申込書-77", "花子", "req-9", "カナ", "77777" })
                clear.ShouldNotContain(secret, customMessage: name);
        }
    }

    [Fact]
    public void Where_a_webhook_goes_and_what_signs_it_is_never_in_the_clear()
    {
        foreach (var (name, (happened, envelope)) in SubscriptionEvents.All)
        {
            var clear = Utf8(SubscriptionEventCodec.Encode(happened, SubscriptionEvents.Id, envelope).Clear);
            foreach (var secret in new[] { SubscriptionEvents.Secret, "partner.example", "token", "申込書-77", "花子", "req-9" }) clear.ShouldNotContain(secret, customMessage: name);
        }
    }

    [Fact]
    public void An_event_whose_key_is_destroyed_can_still_be_read()
    {
        foreach (var (happened, envelope) in Events.OfCustomers.Values)
        {
            var written = CustomerEventCodec.Encode(happened, Sample.Els, envelope);
            var read = CustomerEventCodec.Decode(written.Type, written.Clear, null);
            read.Customer.ShouldBeNull();
            read.Event.GetType().ShouldBe(happened.GetType());
            read.Envelope.ShouldBe(new Envelope(envelope.Actor, envelope.Credential, Via: envelope.Via, First: envelope.First));
        }

        foreach (var (happened, envelope) in PointEvents.All.Values)
        {
            var written = SupplyPointEventCodec.Encode(happened, Points.Number, envelope);
            var read = SupplyPointEventCodec.Decode(written.Type, written.Clear, null);
            read.Point.ShouldBeNull();
            read.Event.GetType().ShouldBe(happened.GetType());
        }
    }

    [Fact]
    public void What_a_load_reads_of_an_event_is_all_of_it_but_who_recorded_it_and_of_whom()
    {
        foreach (var (happened, envelope) in Events.OfCustomers.Values)
        {
            var written = CustomerEventCodec.Encode(happened, Sample.Els, envelope);
            foreach (var secret in new ReadOnlyMemory<byte>?[] { written.Secret, null })
            {
                var whole = CustomerEventCodec.Decode(written.Type, written.Clear, secret);
                var (change, first) = CustomerEventCodec.DecodeChange(written.Type, written.Clear, secret);
                (Sample.Text(change), first).ShouldBe((Sample.Text(whole.Event), whole.Envelope.First));
            }
        }
    }

    [Fact]
    public void An_event_of_a_later_version_stops_the_load_and_is_named()
    {
        Should.Throw<UnknownEventException>(() => CustomerEventCodec.Decode("consent.given.v2", Bytes("{}"), null)).Type.ShouldBe("consent.given.v2");
        Should.Throw<UnknownEventException>(() => Directory.Decode("customer.erased.v1", Bytes("{}"), null)).Message.ShouldContain("'customer.erased.v1'");
    }

    [Theory]
    [InlineData("customer.enrolled.v1", "{")]
    [InlineData("customer.enrolled.v1", "[]")]
    [InlineData("customer.enrolled.v1", """{"actor":"els","policy":7,"version":"1"}""")]
    [InlineData("customer.enrolled.v1", """{"actor":"els","policy":"ELS-EL","version":"1","kind":"robot"}""")]
    [InlineData("hold.placed.v1", """{"actor":"els","until":"soon"}""")]
    [InlineData("stop.ordered.v1", """{}""")]
    public void Damaged_bytes_are_named_and_not_taken_for_something_else(string type, string clear) =>
        Should.Throw<DamagedEventException>(() => CustomerEventCodec.Decode(type, Bytes(clear), null)).Type.ShouldBe(type);

    static EncodedEvent Write(string name) =>
        PointEvents.All.TryGetValue(name, out var point) ? SupplyPointEventCodec.Encode(point.Event, Points.Number, point.Envelope) : WriteOther(name);

    static EncodedEvent WriteOther(string name) => SubscriptionEvents.All.TryGetValue(name, out var subscription)
        ? SubscriptionEventCodec.Encode(subscription.Event, SubscriptionEvents.Id, subscription.Envelope)
        : Events.OfCustomers.TryGetValue(name, out var customer)
        ? CustomerEventCodec.Encode(customer.Event, Sample.Els, customer.Envelope)
        : DirectoryEventCodec.Encode(Events.OfDirectory[name].Event, Events.OfDirectory[name].Envelope);

    static string Read(string name, EncodedEvent written)
    {
        if (PointEvents.All.ContainsKey(name))
            return SupplyPointEventCodec.Decode(written.Type, written.Clear, written.Secret) is var p ? Sample.Text(p.Event) + p.Envelope + p.Point : "";
        if (SubscriptionEvents.All.ContainsKey(name))
            return SubscriptionEventCodec.Decode(written.Type, written.Clear, written.Secret) is var s ? Sample.Text(s.Event) + s.Envelope + s.Id : "";
        if (!Events.OfCustomers.ContainsKey(name))
            return Directory.Decode(written.Type, written.Clear, written.Secret) is var d ? Sample.Text(d.Event) + d.Envelope : "";
        var read = CustomerEventCodec.Decode(written.Type, written.Clear, written.Secret);
        return Sample.Text(read.Event) + read.Envelope + read.Customer;
    }

    static string Expected(string name) => PointEvents.All.TryGetValue(name, out var point)
        ? Sample.Text(point.Event) + point.Envelope + (SupplyPointNumber?)Points.Number
        : ExpectedOther(name);

    static string ExpectedOther(string name) => SubscriptionEvents.All.TryGetValue(name, out var subscription)
        ? Sample.Text(subscription.Event) + subscription.Envelope + SubscriptionEvents.Id
        : Events.OfCustomers.TryGetValue(name, out var customer)
        ? Sample.Text(customer.Event) + customer.Envelope + Sample.Els
        : Sample.Text(Events.OfDirectory[name].Event) + Events.OfDirectory[name].Envelope;

    static (string Type, string Clear, string Secret) Fixture(string name)
    {
        using var json = JsonDocument.Parse(Repository.Read($"{Folder}/{name}.json"));
        return (Part("type"), Part("clear"), Part("secret"));

        string Part(string part) => json.RootElement.GetProperty(part).GetString()!;
    }

    static IEnumerable<Type> Kinds<T>() => typeof(T).GetNestedTypes(BindingFlags.Public).Where(t => t.IsSubclassOf(typeof(T)));

    static Policy Policy(string source)
    {
        source.ShouldStartWith("policy: ELS-EL\n");
        return ((DirectoryEvent.PolicyPublished)Events.OfDirectory["policy.published.v1"].Event).Policy;
    }

    static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    static string Utf8(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
