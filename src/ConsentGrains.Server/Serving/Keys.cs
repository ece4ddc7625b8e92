using System.Security.Cryptography;
using ConsentGrains.Core;
using ConsentGrains.Core.Directory;
using ConsentGrains.Grains;
using ConsentGrains.Web.Security;

namespace ConsentGrains.Server.Serving;

/// <summary>API keys on an open registry.</summary>
sealed class Keys(IGrains grains)
{
    const int IdBytes = 8;
    static readonly Envelope CommandLine = new("admin", Via: "cli");

    /// <summary>The party of administrators, which no policy names.</summary>
    public const string Admin = "admin";

    /// <returns>The key's id and its secret, which is kept nowhere.</returns>
    public async Task<(string Id, string Secret)> IssueAsync(string party, IReadOnlyList<string> roles, string label, DateOnly? until)
    {
        var secret = ApiKey.Create();
        return (await IssueAsync(secret, party, roles, label, until), secret);
    }

    public async Task<string> IssueAsync(string secret, string party, IReadOnlyList<string> roles, string label, DateOnly? until)
    {
        var id = "key-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        await TellAsync(new DirectoryCommand.IssueCredential(id, party, roles, ApiKey.HashOf(secret), label, until));
        return id;
    }

    public async Task<string> RotateAsync(string id, Instant? oldUntil)
    {
        var secret = ApiKey.Create();
        await TellAsync(new DirectoryCommand.RotateCredential(id, ApiKey.HashOf(secret), oldUntil));
        return secret;
    }

    public Task RevokeAsync(string id) => TellAsync(new DirectoryCommand.RevokeCredential(id));

    /// <summary>Makes sure of a party that only keys belong to.</summary>
    public Task RegisterAsync(string party, string name) =>
        grains.Directory.Parties.ContainsKey(party) ? Task.CompletedTask : TellAsync(new DirectoryCommand.RegisterParty(party, name));

    async Task TellAsync(DirectoryCommand command)
    {
        var outcome = await grains.TellAsync(new Command.ToDirectory(command), CommandLine, CommandTerms.None, CancellationToken.None);
        if (Outcomes.Refusal(outcome) is { } why) throw new StopException(ExitCode.Refused, StopCode.CommandRefused, why);
    }
}
