using System.Reflection;
using System.Text;
using System.Text.Json;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Requests;
using ConsentGrains.Core.Tests.Customers;
using ConsentGrains.Core.Tests.House;
using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.Codec;

/// <summary>The events of requests on disk are for ever: what is written is pinned to the byte, and every fixture is read in every test run.</summary>
public sealed class RequestFormatTests
{
    const string Folder = "tests/ConsentGrains.Core.Tests/Codec/request-fixtures";

    public static TheoryData<string> Fixtures => [.. Repository.Files(Folder, ".json").Select(f => Path.GetFileNameWithoutExtension(f))];

    [Theory, MemberData(nameof(Fixtures))]
    public void An_event_of_a_request_is_written_as_its_fixture_has_it_and_read_back_the_same(string name)
    {
        using var fixture = JsonDocument.Parse(Repository.Read($"{Folder}/{name}.json"));
        var (happened, envelope) = RequestEvents.All[name];
        var written = RequestEventCodec.Encode(happened, RequestEvents.Number, envelope);
        (written.Type, Utf8(written.Clear), Utf8(written.Secret)).ShouldBe((Part("type"), Part("clear"), Part("secret")));
        var read = RequestEventCodec.Decode(written.Type, written.Clear, written.Secret);
        (Text(read.Event) + read.Envelope + read.Request).ShouldBe(Text(happened) + envelope + RequestEvents.Number);
        RequestEventTypes.IsOfRequest(written.Type).ShouldBeTrue();

        string Part(string part) => fixture.RootElement.GetProperty(part).GetString()!;
    }

    [Fact]
    public void Every_event_of_a_request_has_a_fixture_bare_or_full()
    {
        foreach (var missing in RequestEvents.All.Keys.Except(Repository.Files(Folder, ".json").Select(f => Path.GetFileNameWithoutExtension(f))).ToList()) Propose(missing);
        RequestEvents.All.Keys.Order(StringComparer.Ordinal).ShouldBe(Repository.Files(Folder, ".json").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal));
        typeof(RequestEvent).GetNestedTypes(BindingFlags.Public).Where(t => t.IsSubclassOf(typeof(RequestEvent)))
            .ShouldBe(RequestEvents.All.Values.Select(e => e.Event.GetType()).Distinct(), ignoreOrder: true);
    }

    [Fact]
    public void Every_event_of_a_request_is_described()
    {
        var page = Repository.Read("docs/events.md");
        foreach (var name in RequestEvents.All.Keys) page.ShouldContain($"`{name.Split("-full")[0]}`");
    }

    [Fact]
    public void What_finds_a_person_is_never_in_the_clear_of_a_request()
    {
        foreach (var (name, (happened, envelope)) in RequestEvents.All)
        {
            var clear = Utf8(RequestEventCodec.Encode(happened, RequestEvents.Number, envelope).Clear);
            foreach (var secret in new[] { "C-000123", RequestEvents.Number, "申込書-77", "花子", "req-9" }) clear.ShouldNotContain(secret, customMessage: name);
        }
    }

    [Fact]
    public void An_event_of_a_request_whose_key_is_destroyed_can_still_be_read()
    {
        foreach (var (happened, envelope) in RequestEvents.All.Values)
        {
            var written = RequestEventCodec.Encode(happened, RequestEvents.Number, envelope);
            var read = RequestEventCodec.Decode(written.Type, written.Clear, null);
            (read.Request, read.Event.GetType()).ShouldBe((null, happened.GetType()));
        }
    }

    [Theory]
    [InlineData("request.received.v1", """{"actor":"els"}""")]
    [InlineData("request.replied.v1", """{"actor":"els","on":"soon"}""")]
    public void Damaged_bytes_of_a_request_are_named(string type, string clear) =>
        Should.Throw<DamagedEventException>(() => RequestEventCodec.Decode(type, Encoding.UTF8.GetBytes(clear), null)).Type.ShouldBe(type);

    [Fact]
    public void An_event_of_a_later_version_of_requests_is_named() =>
        Should.Throw<UnknownEventException>(() => RequestEventCodec.Decode("request.received.v2", Encoding.UTF8.GetBytes("{}"), null)).Type.ShouldBe("request.received.v2");

    /// <summary>Lists of a closed family are written by their own types.</summary>
    static string Text(RequestEvent happened) =>
        happened is RequestEvent.Answered e ? Sample.Text(e with { Effects = [] }) + string.Join(';', e.Effects.Select(Sample.Text)) : Sample.Text(happened);

    /// <summary>A new event's bytes, to be looked at and put beside the others.</summary>
    static void Propose(string name)
    {
        var (happened, envelope) = RequestEvents.All[name];
        var written = RequestEventCodec.Encode(happened, RequestEvents.Number, envelope);
        var json = JsonSerializer.Serialize(
            new Dictionary<string, string> { ["type"] = written.Type, ["clear"] = Utf8(written.Clear), ["secret"] = Utf8(written.Secret) },
            new JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        System.IO.Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "proposed"));
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "proposed", name + ".json"), json + "\n");
    }

    static string Utf8(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
