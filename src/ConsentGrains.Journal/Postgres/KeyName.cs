using System.Text;

namespace ConsentGrains.Journal.Postgres;

/// <summary>The id of a subject's key as rows carry it: 16 bytes, then the scope.</summary>
static class KeyName
{
    const int IdBytes = 16;

    public static (Guid Id, string Scope) Of(byte[] key) =>
        (new Guid(key.AsSpan(0, IdBytes), bigEndian: true), Encoding.UTF8.GetString(key.AsSpan(IdBytes)));
}
