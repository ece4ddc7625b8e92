using ConsentGrains.Core;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Directory;
using ConsentGrains.Grains.Streams;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Customers;

/// <summary>One customer in memory. Reads take <see cref="LiveStream{TState}.Published"/> and never wait for a command.</summary>
sealed class CustomerGrain
{
    readonly Teller<CustomerState, CustomerOrder, CustomerEvent> teller;
    int resident;

    /// <param name="fold">The same for all: there may be a million grains.</param>
    public CustomerGrain(
        string key, IJournal journal, Func<StreamName, StreamImage, ValueTask<CustomerState>> fold, Teller<CustomerState, CustomerOrder, CustomerEvent> teller)
    {
        (Key, this.teller) = (key, teller);
        Stream = new(journal, CustomerStream.NameOf(key), fold);
    }

    /// <summary>`operator/number`.</summary>
    public string Key { get; }

    public LiveStream<CustomerState> Stream { get; }

    public Turns Turns { get; } = new();

    /// <summary>Somebody asked since the last sweep.</summary>
    public bool Touched { get; set; }

    /// <summary>Counted among the residents.</summary>
    public bool Resident => Volatile.Read(ref resident) != 0;

    /// <summary>True once: for whoever counts it.</summary>
    public bool TryBecomeResident() => Interlocked.Exchange(ref resident, 1) == 0;

    public ValueTask<Outcome> TellAsync(CustomerOrder order, Envelope envelope, CommandTerms terms, CancellationToken cancel) =>
        teller.TellAsync(Turns, Stream, order, envelope, terms, cancel);

    /// <summary>Puts the grain away for ever unless somebody has it in hand.
    /// INVARIANT (one-grain-per-customer): nothing is published here any more before another grain can be made for the customer.</summary>
    public bool TryRetire()
    {
        if (!Turns.TryClose()) return false;
        Stream.Drop();
        return true;
    }
}
