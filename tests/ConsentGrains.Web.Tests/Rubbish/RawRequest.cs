using System.Text;

namespace ConsentGrains.Web.Tests.Rubbish;

/// <summary>A request as it goes over the wire.</summary>
/// <param name="Seed">With <paramref name="Number"/>, everything that is needed to make it again.</param>
/// <param name="Endpoint">What it was meant for.</param>
/// <param name="What">What is wrong with it.</param>
/// <param name="CutShort">It never comes to its end: there may be no answer.</param>
/// <param name="Closes">Its connection is of no use afterwards.</param>
sealed record RawRequest(int Seed, int Number, Endpoint Endpoint, string What, byte[] Bytes, bool CutShort, bool Closes)
{
    const int Shown = 2_000;

    /// <summary>An answer to HEAD has no body.</summary>
    public bool IsHead => Bytes.AsSpan().StartsWith("HEAD "u8);

    public override string ToString() =>
        $"seed {Seed}, request {Number}, {Endpoint}, {What}, {Bytes.Length} bytes:\n{Encoding.Latin1.GetString(Bytes.AsSpan(0, Math.Min(Bytes.Length, Shown)))}{(Bytes.Length > Shown ? "…" : "")}\n";
}
