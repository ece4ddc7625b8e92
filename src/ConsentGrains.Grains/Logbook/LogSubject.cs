using System.Text;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains.Logbook;

/// <summary>A customer as the log's writer knows it. The number is in the log once, sealed under a key that ends with the customer's own; entries name the
/// random id of the stream.</summary>
/// <param name="Customer">`operator/number`.</param>
sealed record LogSubject(string Customer, SubjectSeal Seal) : IDisposable
{
    SubjectSeal.Closer? closer;

    /// <summary>When the log last noted the number; 0 = not by this process. Noted anew each day, so that it is kept as long as the entries and no longer.</summary>
    public long SeenMicros { get; set; }

    /// <summary>Ready for much.</summary>
    public SubjectSeal.Closer Closer => closer ??= Seal.ToClose();

    public bool IsDue(long micros) => micros - SeenMicros >= Limits.LogSubjectHours * 3_600_000_000L;

    /// <summary>The number, bound to the stream.</summary>
    public byte[] Sealed() => Seal.Close(Encoding.UTF8.GetBytes(Customer), Seal.Stream.ToByteArray(bigEndian: true));

    /// <summary>Null where it was not sealed with this.</summary>
    public static string? Open(SubjectSeal seal, byte[] closed) =>
        seal.Open(closed, seal.Stream.ToByteArray(bigEndian: true)) is { } plain ? Encoding.UTF8.GetString(plain) : null;

    public void Dispose() => closer?.Dispose();
}
