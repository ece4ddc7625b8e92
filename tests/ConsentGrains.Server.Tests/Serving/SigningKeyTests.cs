using System.Security.Cryptography;
using ConsentGrains.Server.Tests.Harness;
using ConsentGrains.Tests.Shared;
using Shouldly;
using Xunit;

namespace ConsentGrains.Server.Tests.Serving;

/// <summary>A server whose new master key lies in another folder than the former one's signing key.</summary>
public sealed class SigningKeyTests
{
    public static TheoryData<string> Stores => PostgresJournals.Possible ? ["sqlite", "postgres"] : ["sqlite"];

    [Theory, MemberData(nameof(Stores))]
    public async Task A_start_looks_for_the_key_that_signed_and_makes_no_other(string store)
    {
        using var folder = new Folder();
        string[] serve = ["serve", "--data", folder["data"], "--master-key-file"];
        var database = store == "sqlite" ? null : (await PostgresJournals.Shared).ConnectionTo(await (await PostgresJournals.Shared).NewAsync());
        (await Ended.OfAsync("keys", "master", folder["old/master.key"])).Exit.ShouldBe(0);
        await using (var first = await ServerProcess.StartAsync(folder, database, [.. serve, folder["old/master.key"]]))
        {
            await first.TerminateAsync();
            (await first.EndedAsync()).Exit.ShouldBe(0);
        }

        Directory.CreateDirectory(folder["new"]);
        File.Copy(folder["old/master.key"], folder["new/master.key"]);
        string[] moved = [.. serve, folder["new/master.key"]];
        var missing = await EndedAsync(folder, database, moved);
        (missing.Exit, missing.Error.Split(':')[1].Trim()).ShouldBe((3, "checkpoint-key-missing"), missing.Error);
        missing.Error.ShouldContain($"There is no signing key {folder["new/signing.pem"]}");
        File.Exists(folder["new/signing.pem"]).ShouldBeFalse();

        using (var other = ECDsa.Create(ECCurve.NamedCurves.nistP256)) folder.Write("new/signing.pem", other.ExportPkcs8PrivateKeyPem());
        var wrong = await EndedAsync(folder, database, moved);
        (wrong.Exit, wrong.Error.Split(':')[1].Trim()).ShouldBe((3, "checkpoint-key-wrong"), wrong.Error);
        wrong.Error.ShouldContain(folder["new/signing.pem"]);

        await using var again = await ServerProcess.StartAsync(folder, database, [.. moved, "--signing-key-file", folder["old/signing.pem"]]);
    }

    static async Task<Ended> EndedAsync(Folder folder, string? database, string[] args)
    {
        await using var server = ServerProcess.LaunchServer(folder, database, args);
        return await server.EndedAsync();
    }
}
