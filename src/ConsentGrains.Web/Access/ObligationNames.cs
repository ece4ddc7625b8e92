using System.Numerics;
using System.Text;
using ConsentGrains.Core;
using ConsentGrains.Core.Decisions;

namespace ConsentGrains.Web.Access;

/// <summary>Every set of obligations as the JSON array it is on the wire, made once.</summary>
static class ObligationNames
{
    static readonly Obligations[] Single = [.. Enum.GetValues<Obligations>().Where(o => BitOperations.PopCount((uint)o) == 1)];
    static readonly byte[]?[] Arrays = new byte[]?[2 * (int)Single.Max()];

    public static IEnumerable<string> All => Single.Select(o => Wire.Name(o));

    public static ReadOnlySpan<byte> Json(Obligations set) => Arrays[(int)set] ??= Spell(set);

    static byte[] Spell(Obligations set) =>
        Encoding.UTF8.GetBytes($"[{string.Join(',', Single.Where(o => (set & o) != Obligations.None).Select(o => $"\"{Wire.Name(o)}\""))}]");
}
