using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ConsentGrains.Core.Decisions;

namespace ConsentGrains.Web.Access;

/// <summary>Which question it was, in 16 bytes: SHA-256 over a key and every word of it, each with its length. Without the key nobody can find
/// out the customer's number by trying all of them. INVARIANT (format): fields are only ever added at the end, under a new version of the id.</summary>
static class QuestionDigest
{
    public const int Length = 16;

    const int Absent = -1;
    const int First = 1024;

    [ThreadStatic]
    static byte[]? scratch;

    public static void Write(ReadOnlySpan<byte> key, Question question, Span<byte> digest)
    {
        var words = new Words(scratch ?? new byte[First]);
        words.Add(key);
        words.Add(question.Act);
        words.Add(question.Party);
        words.Add(question.Customer);
        words.Add(question.Purpose);
        words.Add(question.Items.Count);
        for (var i = 0; i < question.Items.Count; i++) words.Add(question.Items[i]);
        words.Add((int)question.Form);
        words.Add(question.Recipient);
        words.Add(question.SupplyPoint);
        words.Add(question.Circumstance);
        words.Add((question.ConsentDifficult ? 1 : 0) | (question.ConsentWouldHinder ? 2 : 0));
        words.Add(question.DocumentRef);
        words.Add(question.TransferMethod);
        words.Add(question.Channel);
        words.Add(question.Site);
        words.Add(question.At?.Micros ?? long.MinValue);
        scratch = words.Finish(digest);
    }

    /// <summary>The bytes to be hashed, in one buffer of the thread.</summary>
    ref struct Words(byte[] buffer)
    {
        byte[] buffer = buffer;
        int length;

        public void Add(ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(Room(bytes.Length));
            length += bytes.Length;
        }

        public void Add(long number)
        {
            BinaryPrimitives.WriteInt64BigEndian(Room(sizeof(long)), number);
            length += sizeof(long);
        }

        public void Add(string? text)
        {
            var room = Room(sizeof(int) + Encoding.UTF8.GetMaxByteCount(text?.Length ?? 0));
            var written = text is null ? 0 : Encoding.UTF8.GetBytes(text, room[sizeof(int)..]);
            BinaryPrimitives.WriteInt32BigEndian(room, text is null ? Absent : written);
            length += sizeof(int) + written;
        }

        public readonly byte[] Finish(Span<byte> digest)
        {
            Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
            SHA256.HashData(buffer.AsSpan(0, length), hash);
            hash[..Length].CopyTo(digest);
            return buffer;
        }

        Span<byte> Room(int count)
        {
            if (buffer.Length < length + count) Array.Resize(ref buffer, Math.Max(length + count, buffer.Length * 2));
            return buffer.AsSpan(length);
        }
    }
}
