using System.Text;
using System.Text.Json;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Looks;
using ConsentGrains.Core.Tests.House;
using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.Codec;

/// <summary>Looks on disk are for ever: pinned to the byte, and every fixture is read in every test run.</summary>
public sealed class LookFormatTests
{
    const string Folder = "tests/ConsentGrains.Core.Tests/Codec/look-fixtures";

    static readonly Dictionary<string, (Look Look, Envelope Envelope)> All = new(StringComparer.Ordinal)
    {
        ["look.taken.v1"] = (new("l-1", LookSubject.SupplyPoint, "0300000000000000000019", null, LookView.State, LookReason.Fault), Events.Bare),
        ["look.taken.v1-full"] = (new("l-2", LookSubject.Customer, "els/C-000123", "els", LookView.Matrix, LookReason.Disclosure, "R-2026-7"), Events.Full),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    [Theory, MemberData(nameof(Names))]
    public void A_look_is_written_as_its_fixture_has_it_and_read_back_the_same(string name)
    {
        var (look, envelope) = All[name];
        var written = LookEventCodec.Encode(look, envelope);
        using var fixture = JsonDocument.Parse(Repository.Read($"{Folder}/{name}.json"));
        (written.Type, Utf8(written.Clear), Utf8(written.Secret)).ShouldBe((Part("type"), Part("clear"), Part("secret")));
        LookEventCodec.Decode(written.Type, written.Clear, written.Secret).ShouldBe((look, envelope));
        LookEventCodec.IsOfLook(written.Type).ShouldBeTrue();
        Repository.Read("docs/events.md").ShouldContain($"`{written.Type}`");

        string Part(string part) => fixture.RootElement.GetProperty(part).GetString()!;
    }

    [Fact]
    public void The_end_of_a_look_is_pinned_and_seals_nothing()
    {
        var written = LookEventCodec.EncodeEnd(new Envelope("registry", Via: "retention"));
        (written.Type, Utf8(written.Clear), written.Secret.Length).ShouldBe(("look.ended.v1", """{"actor":"registry","via":"retention"}""", 0));
        LookEventCodec.IsOfLook(written.Type).ShouldBeTrue();
        Repository.Read("docs/events.md").ShouldContain($"`{written.Type}`");
    }

    [Fact]
    public void Nobody_is_named_in_the_clear_of_a_look_and_without_its_key_it_can_still_be_read()
    {
        foreach (var (look, envelope) in All.Values)
        {
            var written = LookEventCodec.Encode(look, envelope);
            foreach (var secret in new[] { "C-000123", "0300000000000000000019", "R-2026-7", "申込書-77", "花子", "req-9" }) Utf8(written.Clear).ShouldNotContain(secret);
            var read = LookEventCodec.Decode(written.Type, written.Clear, null).Look;
            (read.Subject, read.Shown, read.Why).ShouldBe(("", look.Shown, look.Why));
        }
    }

    [Fact]
    public void Damaged_bytes_and_later_versions_are_named()
    {
        Should.Throw<DamagedEventException>(() => LookEventCodec.Decode("look.taken.v1", """{"actor":"els"}"""u8.ToArray(), null)).Type.ShouldBe("look.taken.v1");
        Should.Throw<UnknownEventException>(() => LookEventCodec.Decode("look.taken.v2", "{}"u8.ToArray(), null)).Type.ShouldBe("look.taken.v2");
    }

    static string Utf8(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
