using System.Security.Cryptography;
using System.Text;

namespace ConsentGrains.Core.Codec;

/// <summary>The fingerprint of a command, for idempotency keys: the same command has the same hash, however its JSON was spaced or ordered.</summary>
public static class CanonicalHash
{
    /// <returns>SHA-256 of the command's name, a line break, and its canonical fields.</returns>
    public static byte[] Of(TargetedCommand command)
    {
        var written = CommandWriter.Write(command);
        return SHA256.HashData([.. Encoding.UTF8.GetBytes(written.Name), (byte)'\n', .. written.Fields]);
    }
}
