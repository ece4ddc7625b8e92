using System.Text;
using System.Text.Json;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Provisions;
using ConsentGrains.Core.Tests.Customers;
using ConsentGrains.Core.Tests.House;
using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.Codec;

/// <summary>The events of provision records on disk are for ever: pinned to the byte, and every fixture is read in every test run.</summary>
public sealed class ProvisionFormatTests
{
    const string Folder = "tests/ConsentGrains.Core.Tests/Codec/provision-fixtures";

    static readonly Provision Given = new("p-1", ProvisionSide.Given, "partner-a", ["ELS-EL-3/name"], "ELS-EL-2-PU9", Sample.Today, ProvisionTerm.Single, "d-1", "consent");

    static readonly Provision Received = new(
        "p-2", ProvisionSide.Received, "partner-a", ["ELS-EL-3/name", "ELS-EL-3/phone"], null, Sample.Today, ProvisionTerm.Contract, Acquired: "本人から書面で取得", Confirmed: ProvisionConfirmation.Document);

    static readonly Dictionary<string, (ProvisionEvent Event, Envelope Envelope, ProvisionKey Key)> All = new(StringComparer.Ordinal)
    {
        ["provision.recorded.v1"] = (new ProvisionEvent.Recorded(Given), Events.Bare, ProvisionKey.Of(Sample.Els, Given, Sample.Today)),
        ["provision.recorded.v1-full"] = (new ProvisionEvent.Recorded(Received), Events.Full, ProvisionKey.Of(Sample.Els, Received, Sample.Today)),
        ["provision.removed.v1"] = (new ProvisionEvent.Removed(), Events.Bare, ProvisionKey.Of(Sample.Els, Given, Sample.Today)),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory, MemberData(nameof(Names))]
    public void An_event_of_a_provision_is_written_as_its_fixture_has_it_and_read_back_the_same(string name)
    {
        var (happened, envelope, key) = All[name];
        var written = ProvisionEventCodec.Encode(happened, key, envelope);
        using var fixture = JsonDocument.Parse(Repository.Read($"{Folder}/{name}.json"));
        (written.Type, Utf8(written.Clear), Utf8(written.Secret)).ShouldBe((Part("type"), Part("clear"), Part("secret")));
        var read = ProvisionEventCodec.Decode(written.Type, written.Clear, written.Secret);
        (Sample.Text(read.Event), read.Key, read.Envelope).ShouldBe((Sample.Text(happened), key, envelope));
        ProvisionEventCodec.IsOfProvisions(written.Type).ShouldBeTrue();
        Repository.Read("docs/events.md").ShouldContain($"`{written.Type}`");

        string Part(string part) => fixture.RootElement.GetProperty(part).GetString()!;
    }

    [Fact]
    public void Nobody_is_named_in_the_clear_of_a_provision_and_without_its_key_it_can_still_be_read()
    {
        foreach (var (happened, envelope, key) in All.Values)
        {
            var written = ProvisionEventCodec.Encode(happened, key, envelope);
            foreach (var secret in new[] { "C-000123", "partner-a", "d-1", "申込書-77", "花子", "req-9", "書面" }) Utf8(written.Clear).ShouldNotContain(secret);
            var read = ProvisionEventCodec.Decode(written.Type, written.Clear, null);
            (read.Key, read.Event.GetType()).ShouldBe((null, happened.GetType()));
        }
    }

    [Fact]
    public void Damaged_bytes_and_later_versions_are_named()
    {
        Should.Throw<DamagedEventException>(() => ProvisionEventCodec.Decode("provision.recorded.v1", """{"actor":"els"}"""u8.ToArray(), null)).Type.ShouldBe("provision.recorded.v1");
        Should.Throw<UnknownEventException>(() => ProvisionEventCodec.Decode("provision.recorded.v2", "{}"u8.ToArray(), null)).Type.ShouldBe("provision.recorded.v2");
    }

    static string Utf8(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
