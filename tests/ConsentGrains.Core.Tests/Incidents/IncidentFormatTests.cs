using System.Text;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Incidents;
using ConsentGrains.Core.Tests.Customers;
using ConsentGrains.Core.Tests.House;
using Shouldly;
using Xunit;

namespace ConsentGrains.Core.Tests.Incidents;

/// <summary>The bytes of every event of an incident, for ever.</summary>
public sealed class IncidentFormatTests
{
    static readonly Envelope Desk = new("emana", "key-1", "報告書7", "api", "窓口 花子");
    static readonly IncidentFacts Facts = new(IncidentKind.Damage, [LeakCase.Sensitive, LeakCase.ImproperPurpose], 1_200, true, true, "els", ["EMANA-1/name"]);
    static readonly IncidentReport Words = new("概要", "原因", "二次", "対応", "公表", "防止", "他");

    public static TheoryData<string, IncidentEvent, string, string> Events => new()
    {
        { "incident.opened.v1", new IncidentEvent.Opened("EMANA", new(2026, 4, 1), Incident.Plain, Incident.Said),
            """{"actor":"emana","credential":"key-1","via":"api","policy":"EMANA","known":"2026-04-01"}""",
            """{"incident":"i-1","evidence":"報告書7","on":"窓口 花子","report":{"overview":"端末の紛失"}}""" },
        { "incident.assessed.v1", new IncidentEvent.Assessed(Facts, Words),
            """{"actor":"emana","credential":"key-1","via":"api","kind":"damage","cases":["sensitive","improper-purpose"],"headcount":1200,"secrecy":true,"encrypted":true,"entrustor":"els","items":["EMANA-1/name"]}""",
            """{"incident":"i-1","evidence":"報告書7","on":"窓口 花子","report":{"overview":"概要","cause":"原因","harm":"二次","response":"対応","publication":"公表","prevention":"防止","other":"他"}}""" },
        { "incident.customers-named.v1", new IncidentEvent.CustomersNamed(["emana/1", "emana/2"]),
            """{"actor":"emana","credential":"key-1","via":"api","count":2}""",
            """{"incident":"i-1","evidence":"報告書7","on":"窓口 花子","customers":["emana/1","emana/2"]}""" },
        { "incident.clock-ended.v1", new IncidentEvent.ClockEnded(ClockKind.Publish, new(ClockEndKind.Exempted, new(2026, 4, 2), "文書1", "理由")),
            """{"actor":"emana","credential":"key-1","via":"api","clock":"publish","end":"exempted","on":"2026-04-02"}""",
            """{"incident":"i-1","evidence":"報告書7","on":"窓口 花子","document":"文書1","why":"理由"}""" },
        { "incident.closed.v1", new IncidentEvent.Closed(new(2026, 4, 30)),
            """{"actor":"emana","credential":"key-1","via":"api","on":"2026-04-30"}""", """{"incident":"i-1","evidence":"報告書7","on":"窓口 花子"}""" },
    };

    [Theory, MemberData(nameof(Events))]
    public void An_event_is_written_so_and_read_back_the_same(string type, IncidentEvent happened, string clear, string secret)
    {
        var written = IncidentEventCodec.Encode(happened, "i-1", Desk);
        (written.Type, Encoding.UTF8.GetString(written.Clear), Encoding.UTF8.GetString(written.Secret)).ShouldBe((type, clear, secret));
        var read = IncidentEventCodec.Decode(type, written.Clear, written.Secret);
        (Sample.Text(read.Event), read.Incident, read.Envelope).ShouldBe((Sample.Text(happened), "i-1", Desk));
        IncidentEventCodec.Decode(type, written.Clear, null).Event.GetType().ShouldBe(happened.GetType());
        Repository.Read("docs/events.md").ShouldContain($"`{type}`");
    }

    [Fact]
    public void Every_kind_of_event_has_its_bytes() => Events.Count.ShouldBe(typeof(IncidentEvent).GetNestedTypes().Length);

    [Fact]
    public void An_event_of_a_later_version_stops_the_load_and_is_named() =>
        Should.Throw<UnknownEventException>(() => IncidentEventCodec.Decode("incident.opened.v2", Encoding.UTF8.GetBytes("{}"), null)).Type.ShouldBe("incident.opened.v2");
}
