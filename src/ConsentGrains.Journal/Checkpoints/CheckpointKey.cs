using System.Security.Cryptography;
using System.Text;

namespace ConsentGrains.Journal.Checkpoints;

/// <summary>The ECDSA P-256 key that signs checkpoints (SHA-256, IEEE P1363 signatures). Never in the store.</summary>
sealed class CheckpointKey : IDisposable
{
    readonly ECDsa key;

    CheckpointKey(ECDsa key) => this.key = key;

    public static CheckpointKey Create(string path)
    {
        using var fresh = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        SecretFile.Create(path, fresh.ExportPkcs8PrivateKeyPem() + "\n");
        return Load(path);
    }

    /// <summary>Null: there is no such file.</summary>
    public static CheckpointKey? Find(string path) => File.Exists(path) ? Load(path) : null;

    static CheckpointKey Load(string path)
    {
        var read = ECDsa.Create();
        try
        {
            read.ImportFromPem(File.ReadAllText(path));
            return new(read);
        }
        catch (Exception bad) when (bad is ArgumentException or CryptographicException)
        {
            read.Dispose();
            throw new JournalRefusedException("checkpoint-key-unreadable",
                $"{path} is not an ECDSA private key in PEM; restore the file. Remove it to have a new one made only for a journal without checkpoints.");
        }
    }

    public byte[] Sign(string text) => key.SignData(Encoding.ASCII.GetBytes(text), HashAlgorithmName.SHA256);

    public bool Verify(string text, byte[] signature) => key.VerifyData(Encoding.ASCII.GetBytes(text), signature, HashAlgorithmName.SHA256);

    public void Dispose() => key.Dispose();
}
