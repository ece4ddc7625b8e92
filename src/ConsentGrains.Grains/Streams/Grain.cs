using ConsentGrains.Core;

namespace ConsentGrains.Grains.Streams;

/// <summary>One customer or one supply point in memory. Reads take <see cref="LiveStream{TState}.Published"/> and never wait for a command.</summary>
sealed class Grain<TState, TOrder, TEvent>(LiveStream<TState> stream, Teller<TState, TOrder, TEvent> teller) : Turns where TState : class
{
    bool resident;

    /// <summary>`operator/customer-number`, or the 22 digits.</summary>
    public string Key => stream.Name.Key;

    public LiveStream<TState> Stream => stream;

    /// <summary>Who has it in hand: itself, for there may be a million.</summary>
    public Turns Turns => this;

    /// <summary>Somebody asked since the last sweep.</summary>
    public bool Touched { get; set; }

    /// <summary>Counted among the residents.</summary>
    public bool Resident => Volatile.Read(ref resident);

    /// <summary>True once: for whoever counts it.</summary>
    public bool TryBecomeResident() => !Interlocked.Exchange(ref resident, true);

    public ValueTask<Outcome> TellAsync(TOrder order, Envelope envelope, CommandTerms terms, CancellationToken cancel) =>
        teller.TellAsync(this, stream, order, envelope, terms, cancel);

    /// <summary>Puts the grain away for ever unless somebody has it in hand.
    /// INVARIANT (one-grain-per-key): nothing is published here any more before another grain can be made for the key.</summary>
    public bool TryRetire()
    {
        if (!TryClose()) return false;
        stream.Drop();
        return true;
    }
}
