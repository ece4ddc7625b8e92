namespace ConsentGrains.Grains.Index;

/// <summary>The numbered tables, as files beside this one.</summary>
static class Scripts
{
    public static string Index => Read("index.sql");

    public static string Due => Read("due.sql");

    static string Read(string name)
    {
        using var stream = typeof(Scripts).Assembly.GetManifestResourceStream($"{typeof(Scripts).Namespace}.{name}")
            ?? throw new FileNotFoundException($"{name} is not in the assembly");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
