using ConsentGrains.Grains;

namespace ConsentGrains.Server.Serving;

/// <summary>The one key of a new registry, with which an administrator makes all others.</summary>
static class FirstKey
{
    /// <returns>Null where there are keys already.</returns>
    public static async Task<string?> MakeAsync(IGrains grains)
    {
        if (grains.Directory.Credentials.Count > 0) return null;
        var keys = new Keys(grains);
        await keys.RegisterAsync(Keys.Admin, "管理者");
        return (await keys.IssueAsync(Keys.Admin, ["admin"], "first start", null)).Secret;
    }
}
