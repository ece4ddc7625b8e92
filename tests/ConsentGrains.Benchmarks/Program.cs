using ConsentGrains.Benchmarks;

return await Table.RunAsync(args);
