using System.Security.Cryptography;
using System.Text.Json;
using ConsentGrains.Grains.Importing;

namespace ConsentGrains.Server.Bulk;

/// <summary>The file beside an imported one that says how far it has come: `customers.ndjson.import`.</summary>
/// <param name="Id">The import's id: the SHA-256 of the file, so that another file never goes on where this one stopped.</param>
sealed record ImportMark(string Id, ImportProgress Progress, bool Done)
{
    public static string PathOf(string file) => file + ".import";

    public static async Task<string> IdOfAsync(string file, CancellationToken cancel)
    {
        await using var stream = File.OpenRead(file);
        return "import-" + Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancel))[..32];
    }

    /// <summary>Null where there is none, or it belongs to another content of the file.</summary>
    public static ImportMark? Find(string file, string id)
    {
        try
        {
            return JsonSerializer.Deserialize<ImportMark>(File.ReadAllText(PathOf(file))) is { } mark && mark.Id == id ? mark : null;
        }
        catch (Exception e) when (e is IOException or JsonException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public void Write(string file)
    {
        var next = PathOf(file) + ".next";
        File.WriteAllText(next, JsonSerializer.Serialize(this));
        File.Move(next, PathOf(file), overwrite: true);
    }
}
