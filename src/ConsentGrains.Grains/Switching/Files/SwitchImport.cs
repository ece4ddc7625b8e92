using System.Runtime.CompilerServices;
using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.SupplyPoints;
using ConsentGrains.Grains.Importing;

namespace ConsentGrains.Grains.Switching.Files;

/// <summary>A switching CSV that was read to its end and found whole: a day's applications, judgements or results. Its rows go through the same door and
/// the same rules as every other command; each is carried out whole or not at all, and one that is refused leaves the others alone. Every row is sent
/// under an Idempotency-Key made of the import's id and its line, so that an import that broke off, or is run twice within seven days, changes nothing twice.</summary>
public sealed class SwitchImport
{
    readonly SwitchFile file;

    SwitchImport(SwitchFile file) => this.file = file;

    /// <summary>`applications`, `judgements` or `results`.</summary>
    public string Kind => file.Kind.Name;

    public int Rows => file.Rows.Count;

    /// <summary>The import; or what keeps the file from being read: then nothing of it is carried out.</summary>
    public static (SwitchImport? Import, CsvProblem? Problem) Read(ReadOnlySpan<byte> bytes)
    {
        var (file, problem) = SwitchFile.Read(bytes, Columns.Applications, Columns.Judgements, Columns.Results);
        return (file is null ? null : new(file), problem);
    }

    /// <param name="to">Where new applications are registered once they are recorded; null = nowhere.</param>
    /// <param name="from">Where an earlier run stopped, in rows.</param>
    /// <param name="refused">Told of each refused row, in no particular order within a window; called from many threads.</param>
    /// <param name="decided">Told after each window: everything up to there has been decided and is on disk.</param>
    /// <exception cref="ImportStoppedException">The registry can not take more now.</exception>
    /// <exception cref="SwitchingSupportException">The switching support system can not.</exception>
    public async Task<ImportProgress> RunAsync(
        IGrains grains, SwitchSender sender, ISwitchingSupportSystem? to, ImportProgress from,
        Action<CsvProblem> refused, Func<ImportProgress, ValueTask> decided, CancellationToken cancel)
    {
        var run = new Run(grains, sender, to, file, refused, from);
        foreach (var window in file.Rows.Skip((int)from.Line).Chunk(Limits.SwitchWindowRows)) await decided(await run.DecideAsync(window, cancel));
        return run.Progress;
    }

    sealed class Run(IGrains grains, SwitchSender sender, ISwitchingSupportSystem? to, SwitchFile file, Action<CsvProblem> refused, ImportProgress from)
    {
        readonly SwitchTeller teller = new(grains, sender);
        long accepted = from.Accepted;
        long repeated = from.Repeated;
        long refusals = from.Refused;

        public ImportProgress Progress { get; private set; } = from;

        public async Task<ImportProgress> DecideAsync(CsvRow[] window, CancellationToken cancel)
        {
            var taken = new StrongBox<Registration?>[window.Length];
            var lives = window.Select((row, i) => (Row: row, At: i, Order: Read(row))).Where(each => each.Order is not null).GroupBy(each => each.Order!.Point);
            var together = new ParallelOptions { MaxDegreeOfParallelism = Limits.ImportCustomersAtOnce, CancellationToken = cancel };
            await Parallel.ForEachAsync(lives, together, async (life, stop) =>
            {
                // Rows of one point keep their order.
                foreach (var (row, at, order) in life) taken[at] = new(await TellAsync(row, order!, stop));
            });
            if (to is not null) await RegisterAsync(to, window, taken, cancel);
            return Progress = Progress with { Line = Progress.Line + window.Length, Accepted = accepted, Repeated = repeated, Refused = refusals };
        }

        SwitchOrder? Read(CsvRow row)
        {
            var reader = file.Reader(row);
            var order = SwitchRows.Read(file.Kind, reader);
            if (reader.Problem is not { } problem) return order;
            Refuse(problem);
            return null;
        }

        async Task<Registration?> TellAsync(CsvRow row, SwitchOrder order, CancellationToken cancel)
        {
            switch (await teller.TellAsync(order.Point, order.Number, order.Command, row.Line, cancel))
            {
                case null: Refuse(CsvProblems.OtherApplication(row.Line)); return null;
                case Outcome.Accepted { Repeated: true }: Interlocked.Increment(ref repeated); break;
                case Outcome.Accepted: Interlocked.Increment(ref accepted); break;
                case Outcome.Refused r: Refuse(CsvProblems.Refused(row.Line, SwitchRows.ColumnOf(file.Kind, r.Refusal.Field), r.Refusal)); return null;
                default: Refuse(CsvProblems.KeyReused(row.Line)); return null;
            }

            return to is not null && order is { Command: SupplyPointCommand.ApplySwitch apply, Keys: { } keys } ? await RegistrationAsync(order.Point, apply, keys, cancel) : null;
        }

        /// <summary>Null where the application is not the newest any more: an earlier run brought it, and it has been closed since.</summary>
        async Task<Registration?> RegistrationAsync(SupplyPointNumber point, SupplyPointCommand.ApplySwitch apply, MatchingKeys keys, CancellationToken cancel)
        {
            var newest = (await grains.ReadPointAsync(point, null, cancel)).State.Switch;
            return newest is { IsUnderWay: true } && newest.By == apply.By && newest.Customer == apply.Customer
                ? new(new(point, newest.Number), apply.By, newest.Losing, keys, apply.On, apply.MeterWork)
                : null;
        }

        async Task RegisterAsync(ISwitchingSupportSystem system, CsvRow[] window, StrongBox<Registration?>?[] taken, CancellationToken cancel)
        {
            var known = window.Zip(taken).Where(each => each.Second?.Value is not null).Select(each => (each.First.Line, Registration: each.Second!.Value!));
            foreach (var batch in known.GroupBy(each => each.Registration.By).Select(each => each.ToList()))
            {
                var replies = await system.RegisterAsync(batch[0].Registration.By, [.. batch.Select(each => each.Registration)], cancel);
                foreach (var ((line, _), reply) in batch.Zip(replies))
                    if (reply.Refused is { } code) Refuse(CsvProblems.NotExchanged(line, code));
            }
        }

        void Refuse(CsvProblem problem)
        {
            Interlocked.Increment(ref refusals);
            refused(problem);
        }
    }
}
