using System.Text.Json;
using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.SupplyPoints;

namespace ConsentGrains.Grains.Importing;

/// <summary>Carries out commands in bulk through the same door and the same rules as every other sender. Commands that touch a customer
/// or a supply point in common keep their order; a directory command waits for all before it and goes before all after it. Every line is sent under an Idempotency-Key made of the import's id and
/// the line's number, so that an import that broke off, or is sent twice within seven days, changes nothing twice.</summary>
/// <param name="id">1–100 characters; another source must have another id.</param>
/// <param name="rule">Who may say what; null = the sender may say everything.</param>
/// <param name="issuer">In whose name commands to supply points are sent.</param>
public sealed class Importer(IGrains grains, CommandReader reader, Envelope sender, Issuer issuer, string id, LineRule? rule = null)
{
    /// <param name="from">Where an earlier run stopped.</param>
    /// <param name="refused">Told of each refused line, in no particular order within a window; called from many threads.</param>
    /// <param name="decided">Told after each window: everything up to there has been decided and is on disk.</param>
    /// <exception cref="ImportStoppedException">The registry can not take more now.</exception>
    public async Task<ImportProgress> RunAsync(
        IAsyncEnumerable<ImportLine> lines, ImportProgress from, Action<RefusedLine> refused, Func<ImportProgress, ValueTask> decided, CancellationToken cancel)
    {
        var run = new Run(grains, reader, sender, issuer, id, rule, refused, from);
        var window = new List<ImportLine>();
        var bytes = 0;
        await foreach (var line in lines.WithCancellation(cancel))
        {
            window.Add(line);
            bytes += line.Json.Length;
            if (window.Count < Limits.ImportWindowLines && bytes < Limits.ImportWindowBytes) continue;
            await decided(await run.DecideAsync(window, cancel));
            window.Clear();
            bytes = 0;
        }

        if (window.Count > 0) await decided(await run.DecideAsync(window, cancel));
        return run.Progress;
    }

    sealed class Run(
        IGrains grains, CommandReader reader, Envelope sender, Issuer issuer, string id, LineRule? rule, Action<RefusedLine> refused, ImportProgress from)
    {
        long accepted = from.Accepted;
        long repeated = from.Repeated;
        long refusals = from.Refused;

        public ImportProgress Progress { get; private set; } = from;

        public async Task<ImportProgress> DecideAsync(List<ImportLine> window, CancellationToken cancel)
        {
            var lives = new Lives();
            foreach (var line in window)
            {
                if (Read(line) is not { } command) continue;
                if (command.Command is TargetedCommand.ToDirectory)
                {
                    await TellAllAsync(lives, cancel);
                    await TellAsync(line, command, rests: false, cancel);
                }
                else lives.Add(line, command, await LinkedAsync(line, command.Command, cancel));
            }

            await TellAllAsync(lives, cancel);
            return Progress = new ImportProgress(window[^1].Number, window[^1].End, accepted, repeated, refusals);
        }

        async Task TellAllAsync(Lives lives, CancellationToken cancel)
        {
            var together = new ParallelOptions { MaxDegreeOfParallelism = Limits.ImportCustomersAtOnce, CancellationToken = cancel };
            await Parallel.ForEachAsync(lives.Take(), together, async (life, stop) =>
            {
                var last = LastLines(life);
                foreach (var (line, command) in life) await TellAsync(line, command, last.Contains(line.Number), stop);
            });
        }

        /// <summary>The last line of each customer: most are not asked about soon after they are brought in.</summary>
        static HashSet<long> LastLines(List<(ImportLine Line, ReadCommand Command)> life)
        {
            var last = new Dictionary<CustomerId, long>();
            foreach (var (line, command) in life)
                if (command.Command is TargetedCommand.ToCustomer to) last[to.Customer] = line.Number;
            return [.. last.Values];
        }

        /// <summary>Whom a line touches without naming them: the customers a point has when the window begins, and the point a contract was said to be for.
        /// What comes later in the window names both.</summary>
        async ValueTask<IReadOnlyList<string>> LinkedAsync(ImportLine line, TargetedCommand command, CancellationToken cancel)
        {
            try
            {
                switch (command)
                {
                    case TargetedCommand.ToPoint { Body: not (SupplyPointCommand.Register or SupplyPointCommand.MoveIn or SupplyPointCommand.IssueLookUp) } to:
                        var point = (await grains.ReadPointAsync(to.Point, null, cancel)).State;
                        CustomerId?[] has = [.. point.Holdings.Select(h => (CustomerId?)h.Customer), point.Switch?.Customer, point.Switch?.LosingCustomer];
                        return [.. has.OfType<CustomerId>().Select(customer => customer.ToString())];
                    case TargetedCommand.ToCustomer { Body: CustomerCommand.RecordContract { SupplyPoint: null } record } to:
                        var known = (await grains.ReadCustomerAsync(to.Customer, null, cancel)).Contracts.FirstOrDefault(c => c.Id == record.Id).SupplyPoint;
                        return known is null ? [] : [known];
                    default: return [];
                }
            }
            catch (UnavailableException gone)
            {
                throw new ImportStoppedException(line.Number, gone.Message);
            }
        }

        ReadCommand? Read(ImportLine line)
        {
            if (line.TooLong) return Refuse(line, FieldProblemCode.LineTooLong, $"A line has at most {Limits.ImportLineBytes} bytes.");
            if (line.Json.Span.Trim(" \t\r"u8).IsEmpty) return null;
            try
            {
                using var json = JsonDocument.Parse(line.Json, new JsonDocumentOptions { MaxDepth = Limits.ImportDepth });
                if (json.RootElement.ValueKind != JsonValueKind.Object || json.RootElement.GetPropertyCount() != 1)
                    return Refuse(line, FieldProblemCode.LineMalformed, "A line is one JSON object with one command: {\"enrol\": {…}}.");
                var command = json.RootElement.EnumerateObject().First();
                var read = reader.Read(command.Name, command.Value);
                if (read.Value is not { } whole) return Refuse(line, read.Problems[0].Code, read.Problems[0].Path, read.Problems[0].Message);
                return rule?.Invoke(whole.Command) is { } forbidden ? Refuse(line, forbidden.Code, "", forbidden.Message) : whole;
            }
            catch (JsonException e)
            {
                return Refuse(line, FieldProblemCode.LineMalformed, $"Not JSON at byte {e.BytePositionInLine + 1}.");
            }
            catch (InvalidOperationException)
            {
                // Half a surrogate pair passes as JSON and is no text.
                return Refuse(line, FieldProblemCode.LineMalformed, "A text holds half a surrogate pair (\\uD800 to \\uDFFF alone).");
            }
        }

        ReadCommand? Refuse(ImportLine line, FieldProblemCode code, string message) => Refuse(line, Wire.Name(code), "", message);

        ReadCommand? Refuse(ImportLine line, string code, string path, string message)
        {
            Interlocked.Increment(ref refusals);
            refused(new RefusedLine(line.Number, code, path, message));
            return null;
        }

        async ValueTask TellAsync(ImportLine line, ReadCommand read, bool rests, CancellationToken cancel)
        {
            var terms = new CommandTerms($"{id}:{line.Number}", null, CanonicalHash.Of(read.Command), rests);
            for (var tries = 1; ; tries++)
            {
                var outcome = await grains.TellAsync(Addressed(read.Command), read.Note.In(sender), terms, cancel);
                if (outcome is not Outcome.Unavailable unavailable)
                {
                    Count(line, outcome);
                    return;
                }

                // The key makes it safe to send again even where it may have happened.
                if (tries == Limits.ImportTries) throw new ImportStoppedException(line.Number, unavailable.Why);
                await Task.Delay(Limits.ImportPauseMilliseconds << tries, cancel);
            }
        }

        void Count(ImportLine line, Outcome outcome)
        {
            switch (outcome)
            {
                case Outcome.Accepted { Repeated: true }: Interlocked.Increment(ref repeated); break;
                case Outcome.Accepted: Interlocked.Increment(ref accepted); break;
                // What may not be done to a point is not told apart from a point that is not there.
                case Outcome.Refused { Refusal.Code: RefusalCode.IssuerNotEntitled } r when !issuer.Unrestricted: Refuse(line, RefusalCode.SupplyPointUnknown, r.Refusal); break;
                case Outcome.Refused r: Refuse(line, r.Refusal.Code, r.Refusal); break;
                default: Refuse(line, "idempotency-key-reused", "", "Another import under this id had another line here: give this one an id of its own."); break;
            }
        }

        void Refuse(ImportLine line, RefusalCode code, Refusal refusal) =>
            Refuse(line, Wire.Name(code), refusal.Field, Refusals.Message(refusal with { Code = code }).En);

        Command Addressed(TargetedCommand command) => command switch
        {
            TargetedCommand.ToCustomer c => new Command.ToCustomer(c.Customer, c.Body),
            TargetedCommand.ToPoint p => new Command.ToPoint(p.Point, p.Body, issuer),
            TargetedCommand.ToDirectory d => new Command.ToDirectory(d.Body),
            _ => throw new System.Diagnostics.UnreachableException(command.GetType().Name),
        };
    }
}
