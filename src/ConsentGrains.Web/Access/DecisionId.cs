using System.Buffers.Binary;
using System.Security.Cryptography;

namespace ConsentGrains.Web.Access;

/// <summary>Ids of decisions: 48 bits of time, 80 random bits, so that they sort by time and nobody guesses one. Opaque to clients.</summary>
static class DecisionId
{
    public const int Length = 34;

    const int Bytes = 16;
    const int RandomBytes = 10;
    const int DrawnAtOnce = 1024;

    [ThreadStatic]
    static byte[]? drawn;

    [ThreadStatic]
    static int used;

    public static void Write(Span<byte> utf8, long milliseconds)
    {
        Span<byte> id = stackalloc byte[Bytes + 2];
        BinaryPrimitives.WriteInt64BigEndian(id, milliseconds);
        Draw(id[8..]);
        "d-"u8.CopyTo(utf8);
        Convert.TryToHexStringLower(id[2..], utf8[2..], out _);
    }

    /// <summary>The system's generator is asked for many bytes at once: one call a decision would cost more than the decision.</summary>
    static void Draw(Span<byte> random)
    {
        drawn ??= new byte[DrawnAtOnce];
        if (used == 0 || used + RandomBytes > DrawnAtOnce)
        {
            RandomNumberGenerator.Fill(drawn);
            used = 0;
        }

        drawn.AsSpan(used, RandomBytes).CopyTo(random);
        used += RandomBytes;
    }
}
