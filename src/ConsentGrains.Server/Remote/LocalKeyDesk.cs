using System.Globalization;
using ConsentGrains.Core;
using ConsentGrains.Grains;
using ConsentGrains.Server.Serving;

namespace ConsentGrains.Server.Remote;

/// <summary>Keys on the journal itself, while no server runs on it.</summary>
sealed class LocalKeyDesk(Registry registry, SteadyTime time) : IKeyDesk
{
    readonly Keys keys = new(registry.Grains);

    public static async Task<LocalKeyDesk> OpenAsync(Settings settings, CancellationToken cancel)
    {
        JournalPlace.MustExist(settings);
        var time = new SteadyTime();
        return new(await Registry.OpenAsync(settings, time, cancel), time);
    }

    public Task<IReadOnlyList<KeyRow>> ListAsync() => Task.FromResult<IReadOnlyList<KeyRow>>(
        [.. registry.Grains.Directory.Credentials.Values.OrderBy(key => key.Since).ThenBy(key => key.Id, StringComparer.Ordinal).Select(key =>
            new KeyRow(key.Id, key.Party, string.Join(',', key.Roles), key.Label, key.Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "", key.Revoked))]);

    public async Task<NewKey> IssueAsync(KeyWish wish)
    {
        var (id, secret) = await keys.IssueAsync(wish.Party, wish.Roles, wish.Label, wish.Until);
        return new(id, secret);
    }

    public async Task<NewKey> RotateAsync(string id, int graceHours) =>
        new(id, await keys.RotateAsync(id, graceHours == 0 ? null : Instant.From(time.GetUtcNow().AddHours(graceHours))));

    public Task RevokeAsync(string id) => keys.RevokeAsync(id);

    public async ValueTask DisposeAsync()
    {
        await registry.DisposeAsync();
        time.Dispose();
    }
}
