using ConsentGrains.Silo.Hosting;

return await SiloCommand.RunAsync(args, Console.Out, Console.Error);
