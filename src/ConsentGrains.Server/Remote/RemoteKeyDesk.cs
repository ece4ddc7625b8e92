using System.Text.Json;

namespace ConsentGrains.Server.Remote;

/// <summary>Keys of a running server, by its own HTTP interface.</summary>
sealed class RemoteKeyDesk(RunningServer server) : IKeyDesk
{
    public async Task<IReadOnlyList<KeyRow>> ListAsync()
    {
        var rows = new List<KeyRow>();
        for (string? next = ""; next is not null;)
        {
            var page = (await server.GetAsync($"v1/keys?limit={Limits.KeysPerPage}{(next.Length == 0 ? "" : $"&after={next}")}")).OrStop();
            rows.AddRange(page.Body.GetProperty("results").EnumerateArray().Select(RowOf));
            next = page.Text("next");
        }

        return rows;
    }

    public async Task<NewKey> IssueAsync(KeyWish wish) =>
        Shown(await server.PostAsync("v1/keys", JsonSerializer.SerializeToElement(wish, JsonSerializerOptions.Web)));

    public async Task<NewKey> RotateAsync(string id, int graceHours) =>
        Shown(await server.PostAsync($"v1/keys/{Uri.EscapeDataString(id)}/rotate", JsonSerializer.SerializeToElement(new { graceHours })));

    public async Task RevokeAsync(string id) =>
        (await server.PostAsync($"v1/keys/{Uri.EscapeDataString(id)}/revoke", JsonSerializer.SerializeToElement(new { }))).OrStop();

    public ValueTask DisposeAsync()
    {
        server.Dispose();
        return ValueTask.CompletedTask;
    }

    static NewKey Shown(Reply reply) => new(reply.OrStop().Text("id") ?? "", reply.Text("secret") ?? "");

    static KeyRow RowOf(JsonElement key) => new(
        Text(key, "id"), Text(key, "party"), string.Join(',', key.GetProperty("roles").EnumerateArray().Select(role => role.GetString())),
        Text(key, "label"), Text(key, "until"), key.TryGetProperty("revoked", out var revoked) && revoked.ValueKind == JsonValueKind.True);

    static string Text(JsonElement key, string name) => key.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
}
