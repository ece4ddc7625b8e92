using ConsentGrains.Core;

namespace ConsentGrains.Grains.Streams;

/// <summary>One customer or one supply point in memory. Reads take <see cref="LiveStream{TState}.Published"/> and never wait for a command.</summary>
/// <param name="key">`operator/customer-number`, or the 22 digits.</param>
sealed class Grain<TState, TOrder, TEvent>(string key, LiveStream<TState> stream, Teller<TState, TOrder, TEvent> teller) where TState : class
{
    int resident;

    public string Key => key;

    public LiveStream<TState> Stream => stream;

    public Turns Turns { get; } = new();

    /// <summary>Somebody asked since the last sweep.</summary>
    public bool Touched { get; set; }

    /// <summary>Counted among the residents.</summary>
    public bool Resident => Volatile.Read(ref resident) != 0;

    /// <summary>True once: for whoever counts it.</summary>
    public bool TryBecomeResident() => Interlocked.Exchange(ref resident, 1) == 0;

    public ValueTask<Outcome> TellAsync(TOrder order, Envelope envelope, CommandTerms terms, CancellationToken cancel) =>
        teller.TellAsync(Turns, stream, order, envelope, terms, cancel);

    /// <summary>Puts the grain away for ever unless somebody has it in hand.
    /// INVARIANT (one-grain-per-key): nothing is published here any more before another grain can be made for the key.</summary>
    public bool TryRetire()
    {
        if (!Turns.TryClose()) return false;
        stream.Drop();
        return true;
    }
}
