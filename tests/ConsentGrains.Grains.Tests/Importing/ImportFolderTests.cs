using System.Text;
using ConsentGrains.Core.Codec;
using ConsentGrains.Grains.Importing;

namespace ConsentGrains.Grains.Tests.Importing;

/// <summary>Imports that break off, are left by a process that ends, and go on.</summary>
public sealed class ImportFolderTests : IAsyncLifetime
{
    readonly string path = Path.Combine(Directory.CreateTempSubdirectory("imports-").FullName, "imports");
    readonly TestTime time = new();
    Rig rig = null!;

    public async Task InitializeAsync() => rig = await Rig.OpenAsync("memory", time);

    public async Task DisposeAsync()
    {
        await rig.DisposeAsync();
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
    }

    [Fact]
    public async Task Lines_that_came_before_the_content_broke_off_are_decided()
    {
        using var folder = ImportFolder.Open(path, time);
        var (import, text) = (folder.Make("els", "broken", null)!.Value.Import, Lines("B", 5));
        using (var append = folder.Begin(import)!)
            await Should.ThrowAsync<IOException>(() => append.RunAsync(new Breaking(text[..^10]), true, Importer(import), () => true, CancellationToken.None));
        var left = folder.Find(import.Id)!;
        left.Progress.ShouldBe(new ImportProgress(4, text.LastIndexOf('\n', text.Length - 11) + 1, 4, 0, 0));
        left.Done.ShouldBeFalse();
    }

    [Fact]
    public async Task An_import_goes_on_in_another_process()
    {
        var text = Lines("R", 6);
        var cut = text.IndexOf('\n', text.Length / 2) + 1;
        string id;
        using (var folder = ImportFolder.Open(path, time))
        {
            var import = folder.Make("els", "restart", text.Length)!.Value.Import;
            id = import.Id;
            (await RunAsync(folder, import, text[..cut], last: false)).Progress.Offset.ShouldBe(cut);
        }

        using var next = ImportFolder.Open(path, time);
        var found = next.Make("els", "restart", text.Length)!.Value;
        (found.Made, found.Import.Id, found.Import.Progress.Offset).ShouldBe((false, id, cut));
        var done = await RunAsync(next, found.Import, text[cut..], last: true);
        (done.Done, done.Progress).ShouldBe((true, new ImportProgress(6, text.Length, 6, 0, 0)));
    }

    [Fact]
    public async Task What_was_decided_and_not_remembered_is_found_recorded_and_reported_once()
    {
        const string Nonsense = "nonsense\n";
        var text = Lines("C", 3) + Nonsense;
        string id;
        using (var folder = ImportFolder.Open(path, time))
        {
            var import = folder.Make("els", "crash", null)!.Value.Import;
            id = import.Id;
            var before = await File.ReadAllTextAsync(Mark(id));
            await RunAsync(folder, import, text, last: false);
            // As a process leaves it that is killed after the report and before the mark.
            await File.WriteAllTextAsync(Mark(id), before);
        }

        using var next = ImportFolder.Open(path, time);
        next.Find(id)!.Progress.Line.ShouldBe(0);
        var done = await RunAsync(next, next.Find(id)!, text, last: true);
        done.Progress.ShouldBe(new ImportProgress(4, text.Length, 0, 3, 1));
        var (report, length) = next.Refused(done)!.Value;
        await using var reading = report;
        (await new StreamReader(reading).ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldHaveSingleItem().ShouldContain("\"line\":4");
        length.ShouldBe(reading.Length);
    }

    [Fact]
    public async Task A_mark_that_can_not_be_read_begins_anew_and_records_nothing_twice()
    {
        var text = Lines("G", 3);
        string id;
        using (var folder = ImportFolder.Open(path, time)) id = (await RunAsync(folder, folder.Make("els", "garbage", null)!.Value.Import, text, last: true)).Id;
        await File.WriteAllTextAsync(Mark(id), "{\"Id\":");
        using var next = ImportFolder.Open(path, time);
        next.Find(id).ShouldBeNull();
        (await RunAsync(next, next.Make("els", "garbage", null)!.Value.Import, text, last: true)).Progress.ShouldBe(new ImportProgress(3, text.Length, 0, 3, 0));
    }

    [Fact]
    public async Task Long_lines_are_decided_in_smaller_windows()
    {
        using var folder = ImportFolder.Open(path, time);
        var line = $$$"""{"stop":{"customer":"els/none","evidence":"{{{new string('x', Limits.ImportLineBytes - 100)}}}"}}""" + "\n";
        var windows = new List<long>();
        await Importer(folder.Make("els", "long", null)!.Value.Import).RunAsync(
            ImportLine.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(line, 20))))), ImportProgress.Start, _ => { },
            progress =>
            {
                windows.Add(progress.Line);
                return ValueTask.CompletedTask;
            }, CancellationToken.None);
        windows.ShouldBe([9, 18, 20]);
    }

    [Fact]
    public void Parties_do_not_share_keys_and_an_import_is_not_begun_twice_at_once()
    {
        using var folder = ImportFolder.Open(path, time);
        var import = folder.Make("els", "k", null)!.Value.Import;
        folder.Make("emana", "k", null)!.Value.Import.Id.ShouldNotBe(import.Id);
        using (folder.Begin(import))
        {
            folder.Begin(import).ShouldBeNull();
            folder.Remove(import.Id).ShouldBeFalse();
        }

        folder.Remove(import.Id).ShouldBeTrue();
        folder.Begin(import).ShouldBeNull();
        Directory.EnumerateFiles(path, import.Id + "*").ShouldBeEmpty();
    }

    [Fact]
    public void An_import_is_forgotten_when_idempotency_keys_are()
    {
        using var folder = ImportFolder.Open(path, time);
        var import = folder.Make("els", "old", null)!.Value.Import;
        time.Advance(TimeSpan.FromDays(Limits.ImportDays) - TimeSpan.FromSeconds(1));
        folder.Find(import.Id).ShouldNotBeNull();
        time.Advance(TimeSpan.FromSeconds(1));
        folder.Find(import.Id).ShouldBeNull();
        folder.Of(null).ShouldBeEmpty();
        Directory.EnumerateFiles(path).ShouldBeEmpty();
    }

    string Mark(string id) => Path.Combine(path, id + ".json");

    Importer Importer(Import import) => new(rig.Grains, new CommandReader(), new Envelope("els"), new Core.SupplyPoints.Issuer("els"), import.Id);

    async Task<Import> RunAsync(ImportFolder folder, Import import, string content, bool last)
    {
        using var append = folder.Begin(import)!;
        (await append.RunAsync(new MemoryStream(Encoding.UTF8.GetBytes(content)), last, Importer(import), () => true, CancellationToken.None)).ShouldBeTrue();
        return append.Import;
    }

    static string Lines(string prefix, int count) =>
        string.Concat(Enumerable.Range(0, count).Select(i => $$$"""{"enrol":{"customer":"els/{{{prefix}}}-{{{i}}}","policy":"ELS-EL"}}""" + "\n"));

    /// <summary>Gives what it has and breaks.</summary>
    sealed class Breaking(string text) : MemoryStream(Encoding.UTF8.GetBytes(text))
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            await base.ReadAsync(buffer, cancellationToken) is > 0 and var read ? read : throw new IOException("cut");
    }
}
