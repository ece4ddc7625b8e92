using ConsentGrains.Web.Tests.Harness;
using Shouldly;

namespace ConsentGrains.Web.Tests.Rubbish;

/// <summary>What a registry holds: rows of its files, files of imports, and live objects.</summary>
sealed record Sizes(long Appends, long JournalRows, long IndexRows, long LogRows, long Files, long Heap, long Buffers)
{
    const long Mebibyte = 1 << 20;

    // Code compiled meanwhile, and tables of the runtime; a leak of a hundred bytes a request shows in a long run, one of a thousand in a short one.
    const long HeapAtFirst = 4 * Mebibyte, HeapPerRequest = 64;

    // Large buffers wait in a pool for the next large body; it keeps so many and no more.
    const long MostBuffers = 128 * Mebibyte;

    public static async Task<Sizes> OfAsync(TestRegistry registry, string folder)
    {
        await registry.Index.CatchUpAsync(CancellationToken.None);
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        var heaps = GC.GetGCMemoryInfo(GCKind.FullBlocking).GenerationInfo;
        return new(
            registry.Journal.Counters.Appends, RowsOf("journal"), RowsOf("index") + RowsOf("due"), RowsOf("decisions"),
            Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Length, Live(heaps[0]) + Live(heaps[1]) + Live(heaps[2]), Live(heaps[3]));

        long RowsOf(string file) => Rows.Of(Path.Combine(folder, $"{file}.db")).Values.Sum();
    }

    /// <summary>What came to be is accounted for by what was accepted; the rest of the requests left nothing.</summary>
    /// <param name="requests">Sent since.</param>
    /// <param name="changed">Of them, commands that were accepted.</param>
    /// <param name="answered">Of them, all that were.</param>
    public void ShouldComeFrom(Sizes before, long requests, long changed, long answered)
    {
        const int AppendsPerCommand = 4, RowsPerAppend = 6, IndexRowsPerAppend = 12, LogRowsPerAnswer = 3;
        var appends = Appends - before.Appends;
        appends.ShouldBeLessThanOrEqualTo(changed * AppendsPerCommand);
        (JournalRows - before.JournalRows).ShouldBeLessThanOrEqualTo(appends * RowsPerAppend);
        (IndexRows - before.IndexRows).ShouldBeLessThanOrEqualTo(appends * IndexRowsPerAppend);
        (LogRows - before.LogRows).ShouldBeLessThanOrEqualTo(answered * LogRowsPerAnswer);
        (Files - before.Files).ShouldBeLessThanOrEqualTo(changed * 2);
        (Heap - before.Heap).ShouldBeLessThanOrEqualTo(HeapAtFirst + (requests * HeapPerRequest));
        Buffers.ShouldBeLessThanOrEqualTo(MostBuffers);
    }

    static long Live(GCGenerationInfo heap) => heap.SizeAfterBytes - heap.FragmentationAfterBytes;
}
