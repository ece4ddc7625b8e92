using ConsentGrains.Server.Serving;
using ConsentGrains.Web.Security;

namespace ConsentGrains.Server.Demo;

/// <summary>A ready key per party of the demo. Unlike any other key they are kept readable, each in a file of its own that only its owner may read,
/// so that a restart prints the same.</summary>
static class DemoKeys
{
    static readonly string[] Operator = ["decide", "register", "desk", "subscribe"];

    static readonly (string Party, string Name, string[] Roles)[] Holders =
    [
        ("els", "", Operator),
        ("emana", "", Operator),
        ("ens", "", Operator),
        ("nttw", "", Operator),
        ("kazehaya-mobility", "", ["decide", "subscribe"]),
        ("auditor", "監査人（架空）", ["decide", "audit"]),
        (Keys.Admin, "管理者（架空）", ["admin"]),
    ];

    /// <returns>Secrets by party, in the order of the list above.</returns>
    public static async Task<IReadOnlyList<(string Party, string Secret)>> MakeAsync(Registry registry, Settings settings)
    {
        var keys = new Keys(registry.Grains);
        var made = new List<(string, string)>();
        foreach (var (party, name, roles) in Holders)
        {
            if (name.Length > 0) await keys.RegisterAsync(party, name);
            var secret = settings.Memory ? ApiKey.Create() : ReadOrCreate(Path.Combine(settings.KeysFolder, party));
            if (!registry.Grains.Directory.CredentialsByHash.ContainsKey(ApiKey.HashOf(secret))) await keys.IssueAsync(secret, party, roles, "demo", null);
            made.Add((party, secret));
        }

        return made;
    }

    static string ReadOrCreate(string path)
    {
        if (File.Exists(path)) return Checked(path, File.ReadAllText(path).Trim());
        var secret = ApiKey.Create();
        OwnFile.Create(path, secret + "\n");
        return secret;
    }

    // A file cut short by a full disk must not become a key that is easily guessed.
    static string Checked(string path, string secret) => secret.StartsWith(ApiKey.Prefix, StringComparison.Ordinal) && secret.Length == ApiKey.Create().Length
        ? secret : throw new StopException(ExitCode.CannotStart, StopCode.FolderUnusable, $"{path} holds no key. Remove it to have a new one made.");
}
