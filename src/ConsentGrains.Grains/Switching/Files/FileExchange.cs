using System.Globalization;
using ConsentGrains.Core;

namespace ConsentGrains.Grains.Switching.Files;

/// <summary>A switching support system made of a folder that both sides reach (a share, SFTP): every call that brings something adds one CSV,
/// `000017.csv`. Files are numbered without a gap and never changed, so that all who read the folder come to the same result, whoever was
/// first: a number belongs to whoever makes its file, and a file appears there whole or not at all. Whoever may write into the folder is believed.
/// The folder holds matching keys, which are personal data, until its keeper removes it whole; the registry keeps none of them.
/// Safe for several threads and several processes.</summary>
public sealed class FileExchange : ISwitchingSupportSystem, IDisposable
{
    const string Pattern = "??????.csv";
    readonly string folder;
    readonly SemaphoreSlim one = new(1);
    readonly Inboxes inboxes = new();
    readonly SupportBook book;
    int read;

    /// <param name="folder">Made where it is missing.</param>
    public FileExchange(string folder)
    {
        this.folder = System.IO.Directory.CreateDirectory(folder).FullName;
        book = new(inboxes.Add);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ExchangeReply>> RegisterAsync(string retailer, IReadOnlyList<Registration> registrations, CancellationToken cancel) =>
        TakeAsync(ExchangeRows.Registrations, retailer, registrations, cancel);

    /// <inheritdoc/>
    public ValueTask<Received<Registration>> InquireAsync(string retailer, long after, int limit, CancellationToken cancel) =>
        GiveAsync(() => inboxes.ToJudge(retailer, after, limit), cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ExchangeReply>> JudgeAsync(string retailer, IReadOnlyList<JudgedRegistration> judged, CancellationToken cancel) =>
        TakeAsync(ExchangeRows.Judged, retailer, judged, cancel);

    /// <inheritdoc/>
    public ValueTask<Received<SwitchResult>> ResultsAsync(string retailer, long after, int limit, CancellationToken cancel) =>
        GiveAsync(() => inboxes.Results(retailer, after, limit), cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ExchangeReply>> StartAsync(string retailer, IReadOnlyList<SwitchApplication> applications, CancellationToken cancel) =>
        TakeAsync(ExchangeRows.Starts, retailer, applications, cancel);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<ExchangeReply>> StopAsync(string retailer, IReadOnlyList<SwitchApplication> applications, CancellationToken cancel) =>
        TakeAsync(ExchangeRows.Stops, retailer, applications, cancel);

    public void Dispose() => one.Dispose();

    async ValueTask<IReadOnlyList<ExchangeReply>> TakeAsync<T>(ExchangeRows<T> rows, string sender, IReadOnlyList<T> entries, CancellationToken cancel)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(entries.Count, Limits.SwitchesPerExchange);
        // A row says itself who sent it: one that is somebody else's never gets into the folder.
        bool IsOwn(T each) => each is not Registration { By: var by } || by == sender;
        var own = entries.Where(IsOwn).ToList();
        var replies = own.Count == 0 ? [] : await AloneAsync(() => AddAsync(rows.Bytes(sender, own), cancel), cancel);
        if (own.Count == entries.Count) return replies;
        var answered = new Queue<ExchangeReply>(replies);
        return [.. entries.Select(each => IsOwn(each) ? answered.Dequeue() : new ExchangeReply(rows.Of(each), RefusalCode.IssuerNotEntitled))];
    }

    ValueTask<Received<T>> GiveAsync<T>(Func<Received<T>> give, CancellationToken cancel) => AloneAsync(async () =>
    {
        await CatchUpAsync(int.MaxValue, cancel);
        return give();
    }, cancel);

    /// <summary>Adds a file under the next number that nobody else took first.</summary>
    async Task<IReadOnlyList<ExchangeReply>> AddAsync(byte[] bytes, CancellationToken cancel)
    {
        var part = Path.Combine(folder, $"{Guid.NewGuid():N}.part");
        try
        {
            await WriteAsync(part, bytes, cancel);
            while (true)
            {
                await CatchUpAsync(int.MaxValue, cancel);
                var next = read + 1;
                if (OneName.TryTake(part, PathOf(next))) return await CatchUpAsync(next, CancellationToken.None);
            }
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>Reads what others added, up to a number.</summary>
    /// <returns>How the rows of the last file read were answered.</returns>
    async Task<IReadOnlyList<ExchangeReply>> CatchUpAsync(int upTo, CancellationToken cancel)
    {
        IReadOnlyList<ExchangeReply> replies = [];
        while (read < upTo && File.Exists(PathOf(read + 1)))
        {
            replies = Fold(read + 1, await File.ReadAllBytesAsync(PathOf(read + 1), cancel));
            read++;
        }

        if (upTo == int.MaxValue && System.IO.Directory.EnumerateFiles(folder, Pattern).Count() > read && !File.Exists(PathOf(read + 1)))
            throw new SwitchingSupportException($"The exchange folder lacks {read + 1:D6}.csv. Put it back from a backup.");
        return replies;
    }

    IReadOnlyList<ExchangeReply> Fold(int number, byte[] bytes)
    {
        var (file, problem) = SwitchFile.Read(bytes, Columns.Registrations, Columns.Judged, Columns.Applied);
        if (file is null) throw new SwitchingSupportException($"{number:D6}.csv in the exchange folder can not be read: line {problem!.Line}: {problem.Message}");
        return [.. file.Rows.Select(file.Reader).Select(row => RowsOf(file.Kind, row).Fold(row, book))];
    }

    static IExchangeRows RowsOf(Columns.Kind kind, RowReader row) =>
        kind == Columns.Registrations ? ExchangeRows.Registrations
        : kind == Columns.Judged ? ExchangeRows.Judged
        : row.Word(Columns.Application, mayBeEmpty: false, Columns.Start, Columns.Stop) == Columns.Stop ? ExchangeRows.Stops : ExchangeRows.Starts;

    async ValueTask<T> AloneAsync<T>(Func<Task<T>> work, CancellationToken cancel)
    {
        await one.WaitAsync(cancel);
        try
        {
            return await work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SwitchingSupportException($"The exchange folder can not be used: {e.Message}");
        }
        finally
        {
            one.Release();
        }
    }

    static async Task WriteAsync(string path, byte[] bytes, CancellationToken cancel)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Options = FileOptions.Asynchronous };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead;
        await using var file = new FileStream(path, options);
        await file.WriteAsync(bytes, cancel);
        file.Flush(flushToDisk: true);
    }

    string PathOf(int number) => Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{number:D6}.csv"));
}
