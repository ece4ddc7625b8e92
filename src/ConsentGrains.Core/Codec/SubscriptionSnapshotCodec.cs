using ConsentGrains.Core.Subscriptions;

namespace ConsentGrains.Core.Codec;

/// <summary>The state of a subscription as bytes. It holds the secrets: the journal seals it like the secret part of an event.</summary>
public static class SubscriptionSnapshotCodec
{
    const byte Format = 1;

    public static byte[] Encode(SubscriptionState state)
    {
        var bytes = new SnapshotWriter();
        bytes.Byte(Format);
        bytes.Number(state.Version);
        bytes.Moment(state.Recorded);
        bytes.Moment(state.Since);
        bytes.Text(state.Party);
        bytes.Byte((byte)state.Kind);
        bytes.Names([.. state.Filter.Types]);
        bytes.List<int>([.. state.Filter.Areas], static (to, area) => to.Number(area));
        bytes.Text(state.Url);
        bytes.Text(state.Secret);
        bytes.Text(state.OldSecret);
        bytes.Moment(state.OldUntil ?? default);
        bytes.Text(state.Position);
        bytes.Number(state.Replays);
        bytes.Byte((byte)state.Status);
        bytes.Byte((byte)(state.Reason is { } reason ? (int)reason + 1 : 0));
        bytes.Number(state.Answered ?? 0);
        bytes.Number(state.Failures);
        bytes.Moment(state.NextTry ?? default);
        bytes.Number(state.PerMinute ?? 0);
        return bytes.ToBytes();
    }

    /// <returns>Null for bytes that are no snapshot of this format, an older or later one included: make the state again from its events.</returns>
    public static SubscriptionState? Decode(ReadOnlySpan<byte> snapshot)
    {
        var bytes = new SnapshotReader(snapshot);
        if (bytes.Byte() != Format) return null;
        var state = new SubscriptionState
        {
            Version = (int)bytes.Number(),
            Recorded = bytes.Moment(),
            Since = bytes.Moment(),
            Party = bytes.Text() ?? "",
            Kind = (SubscriptionKind)bytes.Byte(),
            Filter = new(bytes.Names() ?? [], bytes.List(static (ref SnapshotReader from) => (int)from.Number())),
            Url = bytes.Text(),
            Secret = bytes.Text(),
            OldSecret = bytes.Text(),
            OldUntil = Maybe(bytes.Moment()),
            Position = bytes.Text() ?? "",
            Replays = (int)bytes.Number(),
            Status = (SubscriptionStatus)bytes.Byte(),
            Reason = bytes.Byte() is > 0 and var reason ? (SubscriptionReason)(reason - 1) : null,
            Answered = bytes.Number() is > 0 and var answered ? (int)answered : null,
            Failures = (int)bytes.Number(),
            NextTry = Maybe(bytes.Moment()),
            PerMinute = bytes.Number() is > 0 and var most ? (int)most : null,
        };
        return bytes.IsWhole ? state : null;
    }

    static Instant? Maybe(Instant moment) => moment == default ? null : moment;
}
