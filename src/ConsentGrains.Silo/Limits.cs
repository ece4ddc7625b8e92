namespace ConsentGrains.Silo;

/// <summary>Every bound of a silo.</summary>
public static class Limits
{
    /// <summary>How long a request looks for the owner of a partition that is being handed over.</summary>
    public const int SearchMilliseconds = 3_000;

    /// <summary>Between two looks for it.</summary>
    public const int SearchPauseMilliseconds = 20;

    /// <summary>Between two looks at who is there.</summary>
    public const int LookMilliseconds = 1_000;

    /// <summary>Between two tries to claim a partition that still is another silo's.</summary>
    public const int ClaimMilliseconds = 200;

    /// <summary>Partitions asked to begin at the same time.</summary>
    public const int ClaimsAtOnce = 25;

    /// <summary>Partitions asked to move at the same time, by a silo that stays.</summary>
    public const int MovesAtOnce = 8;

    /// <summary>How long a silo that stops waits until its partitions have moved.</summary>
    public const int LeaveMilliseconds = 5_000;

    /// <summary>Looks for which a partition has been misplaced before it is moved.</summary>
    public const int LooksBeforeMove = 3;

    /// <summary>Commits that wait to be told of; of more the oldest are not told.</summary>
    public const int CommitsToTell = 16_384;

    /// <summary>Streams told at the same time.</summary>
    public const int StreamsAtOnce = 64;

    /// <summary>Between two rounds of notices.</summary>
    public const int NoticePauseMilliseconds = 10;

    /// <summary>Queues that carry notices, shared out among the silos.</summary>
    public const int NoticeQueues = 4;

    /// <summary>Between two looks into a queue.</summary>
    public const int NoticeMilliseconds = 20;

    /// <summary>A notice that could not be delivered for so long is given up.</summary>
    public const int NoticeSeconds = 5;

    /// <summary>Between two looks whether this silo still is told of commits.</summary>
    public const int ListenSeconds = 60;

    /// <summary>How long a call to a silo waits unless its method says otherwise.</summary>
    public const int CallSeconds = 3;
}
