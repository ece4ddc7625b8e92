using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ConsentGrains.Core;

namespace ConsentGrains.Grains.Importing;

/// <summary>The imports that are under way or were, a file each: `ID.json`, and `ID.refused.ndjson` where lines were refused. A file is replaced whole, after
/// what it tells of is on disk: it may say less than is true, never more, and what is sent again is found recorded.</summary>
public sealed class ImportFolder : IDisposable
{
    const string Extension = ".json";
    const int IdBytes = 16;

    readonly ConcurrentDictionary<string, Import> imports = new(StringComparer.Ordinal);
    readonly ConcurrentDictionary<string, bool> busy = new(StringComparer.Ordinal);
    readonly Lock gate = new();
    readonly string folder;
    readonly bool passing;
    readonly TimeProvider time;

    ImportFolder(string folder, bool passing, TimeProvider time) => (this.folder, this.passing, this.time) = (folder, passing, time);

    /// <param name="path">Made where it is missing, readable by its owner only. Null = nothing is to outlive the process.</param>
    public static ImportFolder Open(string? path, TimeProvider time)
    {
        var opened = new ImportFolder(path ?? Directory.CreateTempSubdirectory("consent-imports-").FullName, path is null, time);
        if (path is not null && !Directory.Exists(path)) Make(path);
        foreach (var file in Directory.EnumerateFiles(opened.folder, "*" + Extension))
            if (Read(file) is { } import) opened.imports[import.Id] = import;
        return opened;
    }

    /// <summary>The imports of a party, oldest first; null = of all.</summary>
    public IReadOnlyList<Import> Of(string? party)
    {
        Forget();
        return [.. imports.Values.Where(i => party is null || i.Party == party).OrderBy(i => i.CreatedMicros).ThenBy(i => i.Id, StringComparer.Ordinal)];
    }

    public Import? Find(string id) => imports.TryGetValue(id, out var import) && import.Expires > time.Now() ? import : null;

    public bool IsBusy(string id) => busy.ContainsKey(id);

    /// <summary>The import under this key of this party: a new one, or the one there is. Null = the party has too many.</summary>
    public (Import Import, bool Made)? Make(string party, string key, long? bytes)
    {
        lock (gate)
        {
            Forget();
            var id = IdOf(party, key);
            if (imports.TryGetValue(id, out var known)) return (known, false);
            if (imports.Values.Count(i => i.Party == party) >= Limits.ImportsPerParty) return null;
            var now = time.Now().Micros;
            var import = new Import(id, party, now, bytes, ImportProgress.Start, 0, 0, 0, now, false);
            Keep(import);
            return (import, true);
        }
    }

    /// <summary>Begins to add to an import; null while another request does, or too many do. Disposing ends it.</summary>
    public ImportAppend? Begin(Import import)
    {
        lock (gate)
        {
            if (busy.Count >= Limits.ImportsAtOnce || !imports.ContainsKey(import.Id) || !busy.TryAdd(import.Id, true)) return null;
        }

        return new ImportAppend(this, imports[import.Id], time);
    }

    /// <summary>The report of refused lines, NDJSON, as far as it is certain.</summary>
    /// <returns>A stream and how many of its bytes belong to the report; null = no line was refused.</returns>
    public (Stream Report, long Length)? Refused(Import import) =>
        import.RefusedBytes > 0 && File.Exists(ReportOf(import.Id)) ? (File.Open(ReportOf(import.Id), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete), import.RefusedBytes) : null;

    /// <summary>Forgets an import; false while lines are being added to it.</summary>
    public bool Remove(string id)
    {
        lock (gate)
        {
            if (IsBusy(id)) return false;
            Drop(id);
            return true;
        }
    }

    public void Dispose()
    {
        if (passing && Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }

    internal string ReportOf(string id) => Path.Combine(folder, id + ".refused.ndjson");

    internal void Keep(Import import)
    {
        var (file, next) = (Path.Combine(folder, import.Id + Extension), Path.Combine(folder, import.Id + ".next"));
        using (var stream = File.Create(next))
        {
            JsonSerializer.Serialize(stream, import);
            stream.Flush(flushToDisk: true);
        }

        File.Move(next, file, overwrite: true);
        imports[import.Id] = import;
    }

    internal void End(string id) => busy.TryRemove(id, out _);

    void Forget()
    {
        lock (gate)
        {
            foreach (var import in imports.Values)
                if (import.Expires <= time.Now() && !IsBusy(import.Id)) Drop(import.Id);
        }
    }

    void Drop(string id)
    {
        imports.TryRemove(id, out _);
        File.Delete(Path.Combine(folder, id + Extension));
        File.Delete(ReportOf(id));
    }

    /// <summary>Null for a file that is none of an import: whoever goes on with it begins anew, and every line is found recorded.</summary>
    static Import? Read(string file)
    {
        try
        {
            using var stream = File.OpenRead(file);
            return JsonSerializer.Deserialize<Import>(stream) is { Id: not null, Party: not null, Progress: not null } import && file.EndsWith(import.Id + Extension, StringComparison.Ordinal) ? import : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static void Make(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    static string IdOf(string party, string key) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"import {party} {key}")).AsSpan(0, IdBytes));
}
