using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace ConsentGrains.Web.Access.Signing;

/// <summary>AES-CMAC (RFC 4493; NIST SP 800-38B) with a key of 256 bits, of many messages side by side: a call of the platform's cipher takes the next block
/// of every message. A call costs many times what the block in it costs, so that a hundred messages take little more than one. Ownership: one thread's.</summary>
sealed class Cmac : IDisposable
{
    public const int Bytes = 16;
    public const int KeyBytes = 32;

    readonly Aes aes = Aes.Create();
    readonly ICryptoTransform cipher;
    readonly Vector128<byte> wholeEnd;
    readonly Vector128<byte> partEnd;
    byte[] states = new byte[Bytes];
    int[] order = new int[1];
    int[] blocks = new int[1];
    Rest[] rests = new Rest[1];

    public Cmac(byte[] key)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(key.Length, KeyBytes);
        (aes.Key, aes.Mode, aes.Padding) = (key, CipherMode.ECB, PaddingMode.None);
        cipher = aes.CreateEncryptor();
        var zero = new byte[Bytes];
        cipher.TransformBlock(zero, 0, Bytes, zero, 0);
        Double(zero);
        wholeEnd = Vector128.Create<byte>(zero);
        Double(zero);
        partEnd = Vector128.Create<byte>(zero);
    }

    /// <param name="macs"><see cref="Bytes"/> for each message, in their order.</param>
    public void Write(Messages messages, Span<byte> macs)
    {
        Begin(messages);
        var all = messages.Written;
        for (var open = messages.Count; open > 0;)
        {
            for (var lane = 0; lane < open; lane++) Mix(all, ref rests[lane], State(lane));
            cipher.TransformBlock(states, 0, open * Bytes, states, 0);
            for (; open > 0 && rests[open - 1].Done; open--) State(open - 1).CopyTo(macs.Slice(order[open - 1] * Bytes, Bytes));
        }
    }

    public void Dispose()
    {
        cipher.Dispose();
        aes.Dispose();
    }

    /// <summary>The longest first: those that go on are always the first ones.</summary>
    void Begin(Messages messages)
    {
        var count = messages.Count;
        if (order.Length < count) (order, blocks, rests, states) = (new int[count], new int[count], new Rest[count], new byte[count * Bytes]);
        states.AsSpan(0, count * Bytes).Clear();
        for (var i = 0; i < count; i++) (order[i], blocks[i]) = (i, -BlocksOf(messages.LengthOf(i)));
        if (blocks.AsSpan(0, count).ContainsAnyExcept(blocks[0])) Array.Sort(blocks, order, 0, count);
        for (var lane = 0; lane < count; lane++) rests[lane] = new() { At = messages.StartOf(order[lane]), Left = messages.LengthOf(order[lane]) };
    }

    /// <summary>The next block of a message.</summary>
    void Mix(ReadOnlySpan<byte> all, ref Rest rest, Span<byte> state)
    {
        var next = all.Slice(rest.At, Math.Min(rest.Left, Bytes));
        rest.Done = rest.Left <= Bytes;
        var block = next.Length == Bytes ? Vector128.Create(next) : Padded(next);
        if (rest.Done) block ^= next.Length == Bytes ? wholeEnd : partEnd;
        (Vector128.Create<byte>(state) ^ block).CopyTo(state);
        (rest.At, rest.Left) = (rest.At + Bytes, rest.Left - Bytes);
    }

    static Vector128<byte> Padded(ReadOnlySpan<byte> rest)
    {
        Span<byte> last = stackalloc byte[Bytes];
        last.Clear();
        rest.CopyTo(last);
        last[rest.Length] = 0x80;
        return Vector128.Create<byte>(last);
    }

    static int BlocksOf(int length) => Math.Max(1, (length + Bytes - 1) / Bytes);

    /// <summary>Doubling in GF(2^128), as the subkeys are made (RFC 4493, 2.3).</summary>
    static void Double(Span<byte> block)
    {
        var carry = block[0] >> 7;
        for (var i = 0; i < Bytes - 1; i++) block[i] = (byte)((block[i] << 1) | (block[i + 1] >> 7));
        block[^1] = (byte)((block[^1] << 1) ^ (carry * 0x87));
    }

    Span<byte> State(int lane) => states.AsSpan(lane * Bytes, Bytes);

    /// <summary>What of a message is still to be taken.</summary>
    struct Rest
    {
        public int At;
        public int Left;
        public bool Done;
    }
}
