// Most tests here start processes; at the same time they would only wait for each other.
[assembly: Xunit.CollectionBehavior(DisableTestParallelization = true)]
