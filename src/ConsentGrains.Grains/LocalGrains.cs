using System.Runtime.CompilerServices;
using ConsentGrains.Core;
using ConsentGrains.Core.Codec;
using ConsentGrains.Core.Customers;
using ConsentGrains.Core.Decisions;
using ConsentGrains.Core.Directory;
using ConsentGrains.Core.Policies;
using ConsentGrains.Grains.Asking;
using ConsentGrains.Grains.Customers;
using ConsentGrains.Journal;

namespace ConsentGrains.Grains;

/// <summary>Every grain in this process, over a journal that this process owns. A question about a customer in memory is answered on the caller's
/// thread, without a lock and without waiting.</summary>
public sealed class LocalGrains : IGrains, IAsyncDisposable
{
    readonly DirectoryGrain directory;
    readonly CustomerHistory history;
    readonly Residents residents;
    readonly Asked asked;
    readonly Drain drain = new();
    readonly ITimer sweeper;

    LocalGrains(IJournal journal, DirectoryState builtIn, DirectoryEventCodec codec, TimeProvider time, GrainOptions options)
    {
        directory = new(journal, builtIn, codec, time);
        history = new(journal);
        residents = new(journal, history, new(journal, time, new CustomerStream()), options.ResidentCustomers);
        asked = new(journal, time, directory.Stream, history, residents);
        sweeper = time.CreateTimer(_ => residents.PutAwayIdle(), null, options.IdleOrDefault, options.IdleOrDefault);
    }

    /// <inheritdoc/>
    public DirectoryState Directory => directory.Latest;

    /// <summary>Customers in memory.</summary>
    public int Residents => residents.Count;

    /// <summary>Loads the directory; questions may be asked once this returns. The journal stays the caller's to dispose, after the grains.</summary>
    /// <param name="parsePolicy">Reads the text of a published policy again.</param>
    /// <param name="time">The clock the journal was opened with; it must not go back, see <see cref="SteadyTime"/>.</param>
    /// <exception cref="UnavailableException">The journal does not answer.</exception>
    /// <exception cref="JournalDamagedException">The directory's stream is not what was written.</exception>
    public static async Task<LocalGrains> OpenAsync(
        IJournal journal, PolicyBook policies, IEnumerable<PartyEntry> parties, Func<string, Policy> parsePolicy, TimeProvider time,
        GrainOptions? options = null, CancellationToken cancel = default)
    {
        var grains = new LocalGrains(journal, BuiltIn.State(policies, parties), new(parsePolicy), time, options ?? GrainOptions.Default);
        try
        {
            await grains.directory.Stream.LoadedAsync(cancel);
            return grains;
        }
        catch (Exception e)
        {
            await grains.DisposeAsync();
            if (e is JournalUnavailableException) throw new UnavailableException(e.Message);
            throw;
        }
    }

    /// <inheritdoc/>
    public async ValueTask<Outcome> TellAsync(Command command, Envelope envelope, CommandTerms terms, CancellationToken cancel)
    {
        if (!drain.TryEnter()) return new Outcome.Unavailable(false, "the registry is stopping");
        try
        {
            return command switch
            {
                Command.ToDirectory to => await directory.TellAsync(to.Body, envelope, terms, cancel),
                Command.ToPoint => new Outcome.Unavailable(false, "supply points are not open here"),
                Command.ToCustomer to => await TellAsync(to, envelope, terms, cancel),
                _ => throw new System.Diagnostics.UnreachableException(command.GetType().Name),
            };
        }
        finally
        {
            drain.Leave();
        }
    }

    /// <inheritdoc/>
    public ValueTask<Answer> AskAsync(Question question, Caller caller, CancellationToken cancel) => asked.AnswerAsync(question, caller, cancel);

    /// <inheritdoc/>
    public ValueTask<Explained> ExplainAsync(Question question, Caller caller, CancellationToken cancel) =>
        asked.ExplainAsync(question, caller, cancel);

    /// <inheritdoc/>
    public async ValueTask<CustomerState> ReadCustomerAsync(CustomerId customer, Instant? at, CancellationToken cancel) =>
        (await asked.CutAsync(customer.ToString(), at, cancel)).Customer!;

    /// <inheritdoc/>
    public async ValueTask<DirectoryState> ReadDirectoryAsync(Instant? at, CancellationToken cancel) =>
        (await asked.CutAsync(null, at, cancel)).Directory;

    /// <inheritdoc/>
    public async IAsyncEnumerable<CustomerHistoryEntry> ReadHistoryAsync(
        CustomerId customer, [EnumeratorCancellation] CancellationToken cancel)
    {
        var now = (await asked.CutAsync(customer.ToString(), null, cancel)).Customer!;
        if (now.Version == 0) yield break;
        await foreach (var entry in history.ReadAsync(CustomerStream.NameOf(customer.ToString()), now.Recorded.Micros, cancel)) yield return entry;
    }

    /// <summary>Takes no more commands and returns when those taken have ended. Questions are still answered.</summary>
    public async ValueTask DisposeAsync()
    {
        await drain.CloseAsync();
        await sweeper.DisposeAsync();
    }

    async ValueTask<Outcome> TellAsync(Command.ToCustomer to, Envelope envelope, CommandTerms terms, CancellationToken cancel)
    {
        var grain = await residents.HoldAsync(to.Customer.ToString());
        try
        {
            var timeline = await directory.Stream.LoadedAsync(cancel);
            return await grain.TellAsync(new(to.Customer, to.Body, timeline.Latest), envelope, terms, cancel);
        }
        catch (Exception e) when (Faults.IsOfStore(e))
        {
            return new Outcome.Unavailable(false, e.Message);
        }
        finally
        {
            residents.Release(grain);
        }
    }
}
