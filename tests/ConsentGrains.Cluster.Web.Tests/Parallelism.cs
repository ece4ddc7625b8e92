// Each test has a silo of its own, with threads and connections of its own.
[assembly: Xunit.CollectionBehavior(MaxParallelThreads = 2)]
