namespace ConsentGrains.Grains;

/// <summary>Every bound of the grains.</summary>
public static class Limits
{
    /// <summary>Commands of one grain under way or waiting for their turn; one more is <see cref="Outcome.Unavailable"/>.</summary>
    public const int CommandsPerGrain = 1_024;

    /// <summary>Events after the newest snapshot that a load has to fold at most.</summary>
    public const int EventsPerLoad = 16;

    /// <summary>The same for who was brought in with many others and is asked about later, if at all.</summary>
    public const int EventsAtRest = 4;

    /// <summary>Times a command is decided anew because the stream was not where it was thought to be.</summary>
    public const int TellTries = 3;

    /// <summary>Times a question is tried again because a command was published meanwhile.</summary>
    public const int AskTries = 16;

    /// <summary>Times a question that names a supply point is tried: once, and again up to three times because customer or directory moved meanwhile.</summary>
    public const int AskTriesWithPoint = 4;

    /// <summary>Rounds of steps that one command to a supply point may take; three are the most there are.</summary>
    public const int SagaRounds = 8;

    /// <summary>Seconds a directory command waits for other processes to know it: longer than a lease and its take-over.</summary>
    public const int CopySeconds = 12;

    /// <summary>Between two looks whether they do.</summary>
    public const int CopyMilliseconds = 10;

    /// <summary>Supply points in memory unless the options say otherwise.</summary>
    public const int ResidentPoints = 1_000_000;

    /// <summary>Requests in memory; those nobody asked about lately are put away first.</summary>
    public const int ResidentRequests = 10_000;

    /// <summary>Entries of the decision log taken at once by who counts them.</summary>
    public const int LogEntriesScanned = 4_000;

    /// <summary>Visitors of sites in memory.</summary>
    public const int ResidentVisitors = 100_000;

    /// <summary>Customers in memory unless the options say otherwise.</summary>
    public const int ResidentCustomers = 1_000_000;

    /// <summary>A customer that nobody asked about for this long (twice at most) is put away.</summary>
    public const int IdleMinutes = 30;

    /// <summary>Residents looked at for each one that comes in over the budget.</summary>
    public const int SweepSteps = 8;

    /// <summary>Parties shown in the matrix of one policy: who may see what of a customer.</summary>
    public const int MatrixParties = 64;

    /// <summary>Customers looked at before the impact of a draft is told again.</summary>
    public const int ImpactCustomers = 100;

    /// <summary>Customers named, masked, for each change of an impact in one part.</summary>
    public const int ImpactExamples = 3;

    /// <summary>Times a matrix is filled anew because something was recorded meanwhile.</summary>
    public const int MatrixTries = 3;

    /// <summary>Events the index takes in one transaction.</summary>
    public const int EventsPerProjection = 512;

    /// <summary>Milliseconds between two looks of the index at the journal.</summary>
    public const int ProjectionMilliseconds = 250;

    /// <summary>Milliseconds the index rests after a fault.</summary>
    public const int ProjectionPauseMilliseconds = 2_000;

    /// <summary>Seconds a reader waits at most for the index to catch up.</summary>
    public const int CatchUpSeconds = 5;

    /// <summary>Things that came due written to the due log in one transaction.</summary>
    public const int DuePerTurn = 256;

    /// <summary>Supply points with something left to do that are read from the index at a time.</summary>
    public const int PointsPerTurn = 256;

    /// <summary>Looks that are ended in one turn.</summary>
    public const int LooksPerTurn = 256;

    /// <summary>Days a look at a customer is kept unless the host says otherwise: five years, so long somebody who was looked at may claim damages from his contract
    /// (民法166条1項1号), and longer than the offence of giving data away may be prosecuted (個人情報保護法179条 with 刑事訴訟法250条2項6号: three).</summary>
    public const int LookDays = 1_826;

    /// <summary>Read connections to the index kept open while nobody reads.</summary>
    public const int IdleIndexReaders = 8;

    public const int IndexBusySeconds = 5;

    /// <summary>Bytes of one line of an import.</summary>
    public const int ImportLineBytes = 1 << 20;

    /// <summary>Lines decided together: an import that broke off goes on behind the last whole window.</summary>
    public const int ImportWindowLines = 8_192;

    /// <summary>Bytes of lines decided together at most, so that long lines fill no memory.</summary>
    public const int ImportWindowBytes = 8 << 20;

    /// <summary>Imports of one party that are remembered.</summary>
    public const int ImportsPerParty = 100;

    /// <summary>Imports that take lines at the same time.</summary>
    public const int ImportsAtOnce = 8;

    /// <summary>How long an import is remembered and may be gone on with: as long as idempotency keys are.</summary>
    public const int ImportDays = 7;

    /// <summary>Refused lines of one import that are reported; further ones are counted.</summary>
    public const int ImportRefusalsKept = 100_000;

    /// <summary>Customers told about at the same time, so that they share flushes of the disk.</summary>
    public const int ImportCustomersAtOnce = 256;

    /// <summary>How deep the JSON of a line may be nested.</summary>
    public const int ImportDepth = 32;

    /// <summary>Times a line is sent while the registry can not take it.</summary>
    public const int ImportTries = 6;

    /// <summary>The first pause between them; each is twice the one before.</summary>
    public const int ImportPauseMilliseconds = 25;

    /// <summary>Entries that may wait for the decision log; more are dropped and counted.</summary>
    public const int LogEntriesWaiting = 32_768;

    /// <summary>Entries of the decision log written in one transaction; so many wake the writer.</summary>
    public const int LogEntriesPerWrite = 4_096;

    /// <summary>How long an entry that nobody waits for may wait for others.</summary>
    public const int LogMilliseconds = 100;

    /// <summary>Days an entry is kept unless the options say otherwise: three years, as a record of a provision to a third party
    /// (APPI 29(2) with article 21 of its enforcement rules).</summary>
    public const int LogDays = 1_096;

    /// <summary>Entries that lie in one block: small enough that one of them is found quickly.</summary>
    public const int LogEntriesPerBlock = 512;

    /// <summary>A block of fewer entries is merged with its neighbours; also in `decisions.sql`.</summary>
    public const int LogSmallBlock = 256;

    /// <summary>Bytes of a block at first.</summary>
    public const int LogBlockBytes = 65_536;

    /// <summary>Of a page of a file of the index: what SQLite takes by itself.</summary>
    public const int PageBytes = 4096;

    /// <summary>Of a page of the decision log, whose blocks take many: half as many are less work. A flush of a few entries writes three of them.</summary>
    public const int LogPageBytes = 8192;

    /// <summary>How old a block is before it is merged.</summary>
    public const int LogMergeSeconds = 60;

    /// <summary>Blocks read ahead by a look into the log.</summary>
    public const int LogBlocksLookedAt = 256;

    /// <summary>Old blocks removed in one transaction.</summary>
    public const int LogBlocksPruned = 64;

    /// <summary>Seconds between two looks for entries that are too old.</summary>
    public const int LogPruneSeconds = 60;

    /// <summary>Periods in which entries were lost that one page tells of.</summary>
    public const int LostPeriodsTold = 100;

    /// <summary>Seals of customers kept in memory while the log is written.</summary>
    public const int SealsRemembered = 65_536;

    /// <summary>Hours after which the log notes anew that it tells of a customer.</summary>
    public const int LogSubjectHours = 24;

    /// <summary>Entries of one exchange with a switching support system: a day's applications.</summary>
    public const int SwitchesPerExchange = 20_000;

    /// <summary>Characters of one field of a switching file.</summary>
    public const int SwitchFieldLength = 500;

    /// <summary>Bytes of a switching file: it is read whole before anything of it is used.</summary>
    public const int SwitchFileBytes = 64 << 20;

    /// <summary>Rows of a switching file told about together: an import that broke off goes on behind the last whole window.</summary>
    public const int SwitchWindowRows = 1_000;

    /// <summary>Subscriptions in memory.</summary>
    public const int ResidentSubscriptions = 10_000;

    /// <summary>Rows of the journal one page of the feed goes over.</summary>
    public const int FeedPassedOver = 10_000;

    /// <summary>The newest rows of each partition kept in memory for all who follow the feed.</summary>
    public const int FeedTailRows = 256;

    /// <summary>Places in the feed whose cursor is kept for all who pass them.</summary>
    public const int FeedCursorsKept = 256;

    /// <summary>Readers of the feed that go through the journal at the same time because they have fallen behind.</summary>
    public const int FeedLaggardsAtOnce = 4;

    /// <summary>Changes read at a time for a webhook: posted one after the other.</summary>
    public const int DeliveriesPerPage = 100;

    /// <summary>Changes a subscriber took after which its position is written, however short ago that was.</summary>
    public const int DeliveriesPerPosition = 1_000;

    /// <summary>Seconds after which the position of a subscriber that took something is written: so much is told again after a crash.</summary>
    public const int PositionSeconds = 60;

    /// <summary>Seconds after which it is written where all that passed was not for the subscriber.</summary>
    public const int IdlePositionSeconds = 3_600;

    /// <summary>Seconds a delivery rests while the registry itself does not answer.</summary>
    public const int DeliveryPauseSeconds = 2;

    /// <summary>Where several processes share a journal: between two looks whether there are more webhooks for this one to deliver.</summary>
    public const int DeliveryLookSeconds = 2;

    /// <summary>Between two looks whether the directory was published.</summary>
    public const int FeedPauseMilliseconds = 5;

    /// <summary>Parties whose entitlement is kept in memory.</summary>
    public const int EntitlementsKept = 10_000;

    /// <summary>Keys of customers kept to write their names into supply points' streams.</summary>
    public const int CustomerSealsKept = 10_000;

    /// <summary>Ids tried for a look until one lies in a partition of this process; of 64 partitions it owns at least one.</summary>
    public const int LookTries = 2_000;

    /// <summary>Names that each place of counting remembers in each slot of time: who is busier than one in so many is not missed.</summary>
    public const int HeatNames = 64;

    /// <summary>Slots of the last minute.</summary>
    public const int HeatSlots = 6;

    public const int HeatSlotSeconds = 10;

    /// <summary>Decisions that each place of counting counts one by one in each slot; of more, a part.</summary>
    public const int HeatExact = 4_096;

    public const int HottestShown = 10;

    public const int SlowTurns = 10;

    /// <summary>How long a slow turn is shown.</summary>
    public const int SlowSeconds = 300;
}
