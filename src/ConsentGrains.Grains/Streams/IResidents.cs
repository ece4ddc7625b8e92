namespace ConsentGrains.Grains.Streams;

/// <summary>How many grains of one kind are in memory, and how many came and went.</summary>
interface IResidents
{
    int Count { get; }

    /// <summary>Loaded or made since the start.</summary>
    long Activated { get; }

    /// <summary>Put away since the start.</summary>
    long Retired { get; }
}
