namespace ConsentGrains.Core.Codec;

/// <summary>The envelope's part of an event: the actor, the credential, the channel and the first recording are clear; evidence, person and cause are sealed.</summary>
static class EnvelopeFields
{
    public static FieldWriter Clear(Envelope envelope) =>
        new FieldWriter().Text("actor", envelope.Actor).Text("credential", envelope.Credential).Text("via", envelope.Via).Moment("first", envelope.First);

    public static FieldWriter Secret(this FieldWriter fields, Envelope envelope) =>
        fields.Text("evidence", envelope.Evidence).Text("on", envelope.Desk).Text("cause", envelope.Cause);

    public static Envelope Read(StoredFields clear, StoredFields secret) => new(
        clear.Required("actor"), clear.Text("credential"), secret.Text("evidence"), clear.Text("via"), secret.Text("on"), secret.Text("cause"), First(clear));

    public static Instant? First(StoredFields clear) => clear.Moment("first");
}
