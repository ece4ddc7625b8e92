using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using ConsentGrains.Core.Decisions;

namespace ConsentGrains.Web.Access.Signing;

/// <summary>Every word of a question, each with its length: what its digest is made of. INVARIANT (format): fields are only ever added at the end, under a new
/// version of the id.</summary>
static class QuestionWords
{
    const int Absent = -1;

    public static void Write(Messages to, Question question)
    {
        WriteWho(to, question);
        WriteWhat(to, question);
    }

    /// <summary>Several questions, each a message of its own. Most of a batch differ only in their customer.</summary>
    public static void WriteEach(Messages to, ReadOnlySpan<UnsignedId> ids)
    {
        Question? before = null;
        var repeated = 0;
        foreach (var id in ids)
        {
            WriteWho(to, id.Question);
            if (before is not null && AskTheSame(before, id.Question)) to.RepeatEnd(repeated);
            else repeated = WriteWhat(to, id.Question);
            to.End();
            before = id.Question;
        }
    }

    static void WriteWho(Messages to, Question question)
    {
        Text(to, question.Act);
        Text(to, question.Party);
        Text(to, question.Customer);
    }

    /// <returns>How many bytes it is.</returns>
    static int WriteWhat(Messages to, Question question)
    {
        var from = to.Written.Length;
        Text(to, question.Purpose);
        Number(to, question.Items.Count);
        for (var i = 0; i < question.Items.Count; i++) Text(to, question.Items[i]);
        Number(to, (int)question.Form);
        Text(to, question.Recipient);
        Text(to, question.SupplyPoint);
        Text(to, question.Circumstance);
        Number(to, (question.ConsentDifficult ? 1 : 0) | (question.ConsentWouldHinder ? 2 : 0));
        Text(to, question.DocumentRef);
        Text(to, question.TransferMethod);
        Text(to, question.Channel);
        Text(to, question.Site);
        Number(to, question.At?.Micros ?? long.MinValue);
        return to.Written.Length - from;
    }

    /// <summary>All that <see cref="WriteWhat"/> writes is the same: words by the object that they are, which is how a batch's own are found.</summary>
    static bool AskTheSame(Question one, Question other) =>
        ReferenceEquals(one.Purpose, other.Purpose) && ReferenceEquals(one.Items, other.Items) && one.Form == other.Form
        && ReferenceEquals(one.Recipient, other.Recipient) && ReferenceEquals(one.SupplyPoint, other.SupplyPoint)
        && ReferenceEquals(one.Circumstance, other.Circumstance) && one.ConsentDifficult == other.ConsentDifficult && one.ConsentWouldHinder == other.ConsentWouldHinder
        && ReferenceEquals(one.DocumentRef, other.DocumentRef) && ReferenceEquals(one.TransferMethod, other.TransferMethod)
        && ReferenceEquals(one.Channel, other.Channel) && ReferenceEquals(one.Site, other.Site) && one.At == other.At;

    /// <summary>The first bytes of SHA-256 over a key and the words.</summary>
    public static void Hash(ReadOnlySpan<byte> key, Question question, Span<byte> digest)
    {
        var message = new Messages();
        message.Write(key);
        Write(message, question);
        message.End();
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(message[0], hash);
        hash[..digest.Length].CopyTo(digest);
    }

    static void Number(Messages to, long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(to.Room(sizeof(long)), number);
        to.Advance(sizeof(long));
    }

    static void Text(Messages to, string? text)
    {
        var room = to.Room(sizeof(int) + Encoding.UTF8.GetMaxByteCount(text?.Length ?? 0));
        var written = text is null ? 0 : Encoding.UTF8.GetBytes(text, room[sizeof(int)..]);
        BinaryPrimitives.WriteInt32BigEndian(room, text is null ? Absent : written);
        to.Advance(sizeof(int) + written);
    }
}
