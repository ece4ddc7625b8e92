using System.Security.Cryptography;

namespace ConsentGrains.Journal.Sealing;

/// <summary>Random nonces, drawn from the system many at a time: one alone costs as much as sealing a small event. None is given twice.</summary>
static class Nonces
{
    public const int Length = 12;
    const int Drawn = 256;

    [ThreadStatic]
    static byte[]? drawn;

    [ThreadStatic]
    static int used;

    public static void Next(Span<byte> nonce)
    {
        if (drawn is null || used == Drawn)
        {
            drawn ??= new byte[Drawn * Length];
            RandomNumberGenerator.Fill(drawn);
            used = 0;
        }

        drawn.AsSpan(used++ * Length, Length).CopyTo(nonce);
    }
}
