Console.WriteLine("consent");
