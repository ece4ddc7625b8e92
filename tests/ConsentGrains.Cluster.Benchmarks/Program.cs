using ConsentGrains.Cluster.Benchmarks;

return await Run.AllAsync(args);
