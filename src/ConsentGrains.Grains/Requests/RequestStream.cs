using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Requests;
using ConsentGrains.Grains.Streams;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Requests;

/// <summary>Core's rules and formats for the streams of requests. They are short and have no snapshots.</summary>
sealed class RequestStream : IStreamRules<RequestState, RequestOrder, RequestEvent>, IStoredStates<RequestState>
{
    public RequestState Unknown => RequestState.Unknown;

    public RequestState Erased => RequestState.Unknown;

    public static StreamName NameOf(string request) => new("request", request);

    public Decided<RequestEvent> Decide(RequestState state, RequestOrder order, Instant now) => RequestRules.Decide(state, order.Body, order.Directory, now);

    public RequestState Evolve(RequestState state, IReadOnlyList<RequestEvent> happened, Instant recorded, Instant? first)
    {
        foreach (var e in happened) state = RequestRules.Evolve(state, e, recorded);
        return state;
    }

    public RequestState Evolve(RequestState state, string type, ReadOnlyMemory<byte> clear, ReadOnlyMemory<byte>? secret, Instant recorded) =>
        RequestRules.Evolve(state, RequestEventCodec.Decode(type, clear, secret).Event, recorded);

    public RequestState? Decode(ReadOnlySpan<byte> snapshot) => null;

    public EventData[] Encode(RequestState state, RequestOrder order, IReadOnlyList<RequestEvent> happened, Envelope envelope, Instant now)
    {
        var events = new EventData[happened.Count];
        for (var i = 0; i < events.Length; i++)
        {
            state = RequestRules.Evolve(state, happened[i], now);
            var bytes = RequestEventCodec.Encode(happened[i], order.Request, envelope);
            events[i] = new(bytes.Type, bytes.Clear, bytes.Secret, RequestAudience.Of(state, order.Directory));
        }

        return events;
    }

    public ReadOnlyMemory<byte>? Snapshot(RequestState state, IReadOnlyList<EventData> happened) => null;

    public bool Erases(IReadOnlyList<RequestEvent> happened) => false;

    public (int Version, Instant Recorded) PlaceOf(RequestState state) => (state.Version, state.Recorded);

    public string? IdMade(RequestState state, RequestOrder order, int version) => order.Body is RequestCommand.Receive ? order.Request : null;
}
