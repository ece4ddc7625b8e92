using ConsentGrains.Server;

return await CommandLine.RunAsync(args, Console.Out, Console.Error);
