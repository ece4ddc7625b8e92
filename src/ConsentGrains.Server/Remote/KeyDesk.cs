namespace ConsentGrains.Server.Remote;

/// <summary>Where keys are administered: a registry opened here, or one that runs.</summary>
interface IKeyDesk : IAsyncDisposable
{
    Task<IReadOnlyList<KeyRow>> ListAsync();

    Task<NewKey> IssueAsync(KeyWish wish);

    /// <param name="graceHours">How long the former secret stays good; 0 = not at all.</param>
    Task<NewKey> RotateAsync(string id, int graceHours);

    Task RevokeAsync(string id);
}

sealed record KeyRow(string Id, string Party, string Roles, string Label, string Until, bool Revoked);

/// <param name="Until">Last day; null = open.</param>
sealed record KeyWish(string Party, IReadOnlyList<string> Roles, string Label, DateOnly? Until);

/// <param name="Secret">Shown once, kept nowhere.</param>
sealed record NewKey(string Id, string Secret);
