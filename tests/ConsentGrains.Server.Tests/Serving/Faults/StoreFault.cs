namespace ConsentGrains.Server.Tests.Serving.Faults;

/// <summary>One way in which its store can fail a running server.</summary>
/// <param name="Begin">Returns when the fault is there.</param>
/// <param name="End">Returns when it is over, as far as the store is concerned.</param>
/// <param name="StopsDecisions">The server can not prove any more that what it has in memory is the newest.</param>
public sealed record StoreFault(string Name, Func<Task> Begin, Func<Task> End, bool StopsDecisions = false);
