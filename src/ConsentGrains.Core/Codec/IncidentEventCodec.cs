using System.Text.Json;
using ConsentGrains.Core.Incidents;

namespace ConsentGrains.Core.Codec;

/// <summary>Events of incidents as bytes. docs/events.md lists every field; fixtures in the tests pin the bytes. Words and customers are sealed, under a
/// key of the incident's own.</summary>
public static class IncidentEventCodec
{
    const string Prefix = "incident.";

    public const string Opened = "incident.opened.v1";
    public const string Assessed = "incident.assessed.v1";
    public const string CustomersNamed = "incident.customers-named.v1";
    public const string ClockEnded = "incident.clock-ended.v1";
    public const string Closed = "incident.closed.v1";

    /// <summary>Whether an event of this type lies in a stream of an incident.</summary>
    public static bool IsOfIncident(string type) => type.StartsWith(Prefix, StringComparison.Ordinal);

    public static string TypeOf(IncidentEvent happened) => happened switch
    {
        IncidentEvent.Opened => Opened,
        IncidentEvent.Assessed => Assessed,
        IncidentEvent.CustomersNamed => CustomersNamed,
        IncidentEvent.ClockEnded => ClockEnded,
        IncidentEvent.Closed => Closed,
        _ => throw new System.Diagnostics.UnreachableException(happened.GetType().Name),
    };

    public static EncodedEvent Encode(IncidentEvent happened, string incident, Envelope envelope)
    {
        var clear = EnvelopeFields.Clear(envelope);
        var secret = new FieldWriter().Text("incident", incident).Secret(envelope);
        switch (happened)
        {
            case IncidentEvent.Opened e:
                clear.Text("policy", e.Policy).Day("known", e.Known);
                IncidentParts.Write(clear, e.Facts);
                secret.Object("report", fields => IncidentParts.Write(fields, e.Report));
                break;
            case IncidentEvent.Assessed e:
                IncidentParts.Write(clear, e.Facts);
                secret.Object("report", fields => IncidentParts.Write(fields, e.Report));
                break;
            case IncidentEvent.CustomersNamed e: clear.Number("count", e.Customers.Count); secret.List("customers", e.Customers); break;
            case IncidentEvent.ClockEnded e: clear.Word("clock", e.Clock).Word("end", e.End.Kind).Day("on", e.End.On); secret.Text("document", e.End.Document).Text("why", e.End.Why); break;
            case IncidentEvent.Closed e: clear.Day("on", e.On); break;
        }

        return new EncodedEvent(TypeOf(happened), clear.ToBytes(), secret.ToBytes());
    }

    /// <param name="secret">The opened secret part; null once its key is destroyed: what it held is then empty.</param>
    /// <exception cref="UnknownEventException">The type is of a later version.</exception>
    /// <exception cref="DamagedEventException">The bytes are not those of the type.</exception>
    public static DecodedIncidentEvent Decode(string type, ReadOnlyMemory<byte> clear, ReadOnlyMemory<byte>? secret)
    {
        try
        {
            var open = new StoredFields(clear);
            var hidden = new StoredFields(secret ?? default);
            return new(Read(type, open, hidden), hidden.Text("incident"), EnvelopeFields.Read(open, hidden));
        }
        catch (Exception e) when (e is JsonException or FormatException or InvalidOperationException)
        {
            throw new DamagedEventException(type, e);
        }
    }

    static IncidentEvent Read(string type, StoredFields clear, StoredFields secret) => type switch
    {
        Opened => new IncidentEvent.Opened(clear.Required("policy"), clear.RequiredDay("known"), IncidentParts.Facts(clear), secret.Object("report", IncidentParts.Report) ?? IncidentReport.Empty),
        Assessed => new IncidentEvent.Assessed(IncidentParts.Facts(clear), secret.Object("report", IncidentParts.Report) ?? IncidentReport.Empty),
        CustomersNamed => new IncidentEvent.CustomersNamed(secret.List("customers") ?? []),
        ClockEnded => new IncidentEvent.ClockEnded(
            clear.Word<ClockKind>("clock"), new(clear.Word<ClockEndKind>("end"), clear.RequiredDay("on"), secret.Text("document"), secret.Text("why"))),
        Closed => new IncidentEvent.Closed(clear.RequiredDay("on")),
        _ => throw new UnknownEventException(type),
    };
}

/// <param name="Incident">Null where the secret part was not given (its key is destroyed).</param>
public sealed record DecodedIncidentEvent(IncidentEvent Event, string? Incident, Envelope Envelope);
