namespace ConsentGrains.Tests.Shared;

/// <summary>One line of request-cases.txt, taken apart into words; what they mean is the reader's business.</summary>
/// <param name="Sent">`form=complete`, `paper=driving-licence:until=400` …</param>
/// <param name="Expected">`in-full`, `fee=380`, `clause=…` …</param>
sealed record RequestCase(
    string Name, string Policy, string Type, string[] Sent, string[] Found, string[] Defects, string[] Cure, string[] Answer, string[] Expected)
{
    const int Columns = 8;

    public static IReadOnlyList<RequestCase> All { get; } = [.. Lines().Select(Read)];

    /// <summary>The value behind `name=`; null where it is not there.</summary>
    public static string? Value(string[] words, string name) => words.FirstOrDefault(w => w.StartsWith(name + "=", StringComparison.Ordinal))?[(name.Length + 1)..];

    public static IEnumerable<string> Values(string[] words, string name) =>
        words.Where(w => w.StartsWith(name + "=", StringComparison.Ordinal)).Select(w => w[(name.Length + 1)..]);

    /// <summary>What the answer says of each thing asked for: subject (empty = all), result, grounds.</summary>
    public IEnumerable<(string Subject, string Result, string[] Grounds)> Answers() =>
        from word in Answer
        where word != "reviewed" && !word.StartsWith("basis=", StringComparison.Ordinal)
        let at = word.LastIndexOf('=')
        let result = word[(at + 1)..].Split(':')
        select (at < 0 ? "" : word[..at], result[0], result.Length > 1 ? result[1].Split('+') : []);

    static IEnumerable<string> Lines()
    {
        using var stream = typeof(RequestCase).Assembly.GetManifestResourceStream("request-cases.txt")!;
        using var reader = new StreamReader(stream);
        foreach (var line in reader.ReadToEnd().Split('\n'))
            if (line.Length > 0 && line[0] != '#') yield return line;
    }

    static RequestCase Read(string line)
    {
        var cells = line.Split('|').Select(c => c.Trim()).ToArray();
        if (cells.Length != Columns) throw new FormatException($"{cells.Length} columns: {line}");
        var (policy, type) = (cells[1].Split(' ')[0], cells[1].Split(' ')[1]);
        return new(cells[0], policy, type, Words(cells[2]), Words(cells[3]), Words(cells[4]), Words(cells[5]), Words(cells[6]), Words(cells[7]));
    }

    static string[] Words(string cell) => cell.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public override string ToString() => Name;
}
