using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Directory;
using ConsentGrains.Grains;
using ConsentGrains.Web.Description;
using ConsentGrains.Web.Http;
using ConsentGrains.Web.Registry;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace ConsentGrains.Web.Security;

/// <summary>`/v1/keys`: an administrator makes, lists, rotates and revokes API keys. A secret is shown once, in the answer that made it.</summary>
sealed class KeyEndpoints(Gatehouse gatehouse, CommandDesk desk, IGrains grains, TimeProvider clock)
{
    const string Tag = "keys";
    const int IdBytes = 8;
    const Roles MayList = Roles.Admin | Roles.Audit;

    public void Map(IEndpointRouteBuilder endpoints)
    {
        endpoints.MapGet("/v1/keys", gatehouse.Behind(MayList, ListAsync))
            .Describe(new("list-keys", Tag, "The keys, without their secrets.", "Keys") { Roles = MayList, Query = Described.Paging });
        Post("/v1/keys", new("issue-key", Tag, "A new key: its secret is shown this once.", "KeyMade") { Body = "NewKey" }, CreateAsync);
        Post("/v1/keys/{id}/rotate", new("rotate-key", Tag, "A new secret; the former one stays good for a while.", "KeyMade") { Body = "Rotate" }, RotateAsync);
        Post("/v1/keys/{id}/revoke", new("revoke-key", Tag, "Ends a key at once and for ever.", "Recorded"), RevokeAsync);

        void Post(string path, Described description, Handler handler) =>
            endpoints.MapPost(path, gatehouse.Behind(Roles.Admin, handler)).Describe(description with { Roles = Roles.Admin, IsCommand = true });
    }

    ValueTask<Problem?> ListAsync(Call call) =>
        Lists.SendAsync(call.Http, grains.Directory.Credentials.Values, k => k.Id, DirectoryJson.Key);

    ValueTask<Problem?> CreateAsync(Call call) => CommandBody.TakeAsync(call.Http, async body =>
    {
        if (KeyRequest.Read(body, out var wanted) is { } wrong) return wrong;
        var (id, secret) = (NewId(call), ApiKey.Create());
        var issue = new DirectoryCommand.IssueCredential(id, wanted.Party, wanted.Roles, ApiKey.HashOf(secret), wanted.Label, wanted.Until);
        return await TellAsync(call, issue, HashOf("issue", id, wanted.ToString()), (json, first) => Show(json, id, first ? secret : null));
    });

    ValueTask<Problem?> RotateAsync(Call call) => CommandBody.TakeAsync(call.Http, async body =>
    {
        if (KeyRequest.ReadGrace(body, out var hours) is { } wrong) return wrong;
        var (id, secret) = (Id(call), ApiKey.Create());
        Instant? until = hours == 0 ? null : Instant.From(clock.GetUtcNow().AddHours(hours));
        var rotate = new DirectoryCommand.RotateCredential(id, ApiKey.HashOf(secret), until);
        return await TellAsync(call, rotate, HashOf("rotate", id, hours.ToString()), (json, first) =>
        {
            Show(json, id, first ? secret : null);
            json.Moment("formerSecretUntil", first ? until : null);
        });
    });

    async ValueTask<Problem?> RevokeAsync(Call call)
    {
        var id = Id(call);
        return await TellAsync(call, new DirectoryCommand.RevokeCredential(id), HashOf("revoke", id, ""), (json, _) => json.Text("id", id));
    }

    ValueTask<Problem?> TellAsync(Call call, DirectoryCommand command, byte[] hash, Action<Utf8JsonWriter, bool> fields) =>
        desk.TellAsync(call, new TargetedCommand.ToDirectory(command), CommandNote.None, hash, (json, accepted) => fields(json, !accepted.Repeated));

    static void Show(Utf8JsonWriter json, string id, string? secret)
    {
        json.Text("id", id);
        json.Text("secret", secret);
    }

    /// <summary>Under an Idempotency-Key the id follows from it, so that a repeated request finds the key it made the first time.</summary>
    static string NewId(Call call)
    {
        var sent = call.Http.Request.Headers["Idempotency-Key"].ToString();
        var bytes = sent.Length == 0 ? RandomNumberGenerator.GetBytes(IdBytes) : SHA256.HashData(Encoding.UTF8.GetBytes($"{call.Who.Credential}\n{sent}"));
        return "key-" + Convert.ToHexStringLower(bytes.AsSpan(0, IdBytes));
    }

    /// <summary>Of what was asked for, without the secret, which is another each time.</summary>
    static byte[] HashOf(string what, string id, string wanted) => SHA256.HashData(Encoding.UTF8.GetBytes($"{what}\n{id}\n{wanted}"));

    static string Id(Call call) => (string)call.Http.Request.RouteValues["id"]!;
}
