using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Streams;

/// <summary>Where the streams of one kind come from.</summary>
/// <param name="Fold">Makes a state of what the journal has of a stream.</param>
/// <param name="Copied">Every process keeps a copy of it, whoever owns its partition.</param>
sealed record StreamSource<TState>(IJournal Journal, Func<StreamName, StreamImage, ValueTask<TState>> Fold, bool Copied = false) where TState : class;
