using System.Globalization;

namespace ConsentGrains.Benchmarks;

/// <summary>What a run may be told on the command line: `--seconds 5 --rounds 7 --rate 10000`.</summary>
sealed record Options(int Seconds, int Rounds, int Rate)
{
    public static Options Read(string[] args, Options otherwise)
    {
        var read = otherwise;
        for (var i = 0; i < args.Length; i += 2)
            read = With(read, args[i], i + 1 < args.Length && int.TryParse(args[i + 1], CultureInfo.InvariantCulture, out var n) && n > 0 ? n : throw Wrong(args[i]));
        return read;
    }

    static Options With(Options options, string name, int value) => name switch
    {
        "--seconds" => options with { Seconds = value },
        "--rounds" => options with { Rounds = value },
        "--rate" => options with { Rate = value },
        _ => throw Wrong(name),
    };

    static ArgumentException Wrong(string name) => new($"{name}: known are --seconds, --rounds and --rate, each with a number above 0");
}
