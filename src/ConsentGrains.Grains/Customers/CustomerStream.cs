using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Grains.Streams;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Customers;

/// <summary>Core's rules and formats for the streams of customers.</summary>
sealed class CustomerStream : IStreamRules<CustomerState, CustomerOrder, CustomerEvent>, IStoredStates<CustomerState>
{
    /// <summary>All that is left of an erased customer; the same whether it was erased just now or before the last start.</summary>
    public static CustomerState Erased { get; } = new() { Erased = true };

    CustomerState IStoredStates<CustomerState>.Unknown => CustomerState.Unknown;

    CustomerState IStoredStates<CustomerState>.Erased => Erased;

    /// <summary>Reads the ends of what a decision reads of a customer; the beginnings come with it.</summary>
    public static int Touch(CustomerState state)
    {
        var read = 0;
        if (state.Enrolments.Length > 0) read ^= (int)state.Enrolments[^1].Since.Micros;
        if (state.Contracts.Length > 0) read ^= (int)state.Contracts[^1].State;
        if (state.Consents.Length > 0) read ^= (int)state.Consents[^1].Given.Micros;
        return read;
    }

    public static StreamName NameOf(string customer) => new("customer", customer);

    public Decided<CustomerEvent> Decide(CustomerState state, CustomerOrder order, Instant now) =>
        CustomerRules.Decide(state, order.Customer, order.Body, order.Directory, now);

    public CustomerState Evolve(CustomerState state, IReadOnlyList<CustomerEvent> happened, Instant recorded, Instant? first)
    {
        foreach (var e in happened) state = CustomerRules.Evolve(state, e, recorded, first);
        return state.Erased ? Erased : state;
    }

    public CustomerState Evolve(CustomerState state, string type, ReadOnlyMemory<byte> clear, ReadOnlyMemory<byte>? secret, Instant recorded)
    {
        var (happened, first) = CustomerEventCodec.DecodeChange(type, clear, secret);
        return CustomerRules.Evolve(state, happened, recorded, first);
    }

    public CustomerState? Decode(ReadOnlySpan<byte> snapshot) => CustomerSnapshotCodec.Decode(snapshot);

    public EventData[] Encode(CustomerState state, CustomerOrder order, IReadOnlyList<CustomerEvent> happened, Envelope envelope, Instant now)
    {
        var events = new EventData[happened.Count];
        for (var i = 0; i < events.Length; i++)
        {
            var after = CustomerRules.Evolve(state, happened[i], now, envelope.First);
            var audience = Audience.Of(state, after, happened[i], order.Customer, order.Directory);
            var bytes = CustomerEventCodec.Encode(happened[i], order.Customer, envelope);
            events[i] = new(bytes.Type, bytes.Clear, happened[i] is CustomerEvent.Erased ? default : bytes.Secret, audience);
            state = after;
        }

        return events;
    }

    public ReadOnlyMemory<byte>? Snapshot(CustomerState state, IReadOnlyList<EventData> happened) => SnapshotBytes.Encode(CustomerSnapshotCodec.Encode(state), happened);

    public bool Erases(IReadOnlyList<CustomerEvent> happened)
    {
        for (var i = 0; i < happened.Count; i++)
            if (happened[i] is CustomerEvent.Erased) return true;
        return false;
    }

    public (int Version, Instant Recorded) PlaceOf(CustomerState state) => (state.Version, state.Recorded);

    public string? IdMade(CustomerState state, CustomerOrder order, int version) => null;
}
