namespace ConsentGrains.Web;

/// <summary>Every bound of the HTTP side. A request beyond one gets a problem with a code of its own.</summary>
public static class Limits
{
    public const int BodyBytes = 1024 * 1024;
    public const int JsonDepth = 32;
    public const int EvaluationsPerRequest = 1_000;

    /// <summary>Characters of one word of a question: an id, a document's reference.</summary>
    public const int WordLength = 512;

    /// <summary>Faults reported for one body; more help nobody.</summary>
    public const int FaultsReported = 20;

    /// <summary>Characters of a name that a problem quotes, of the place it points to, and of one of its texts: what was sent may be as long as a body.</summary>
    public const int QuotedLength = 64, ProblemPathLength = 256, ProblemTextLength = 2_048;

    public const int RequestIdLength = 200;
    public const int IdempotencyKeyLength = 255;

    public const int PageDefault = 100;
    public const int PageMost = 1_000;

    /// <summary>How long the former secret of a key may stay good after a rotation.</summary>
    public const int RotationGraceDays = 30;

    /// <summary>Evaluations that cost one token of the party's bucket, as one request does.</summary>
    public const int EvaluationsPerToken = 100;

    /// <summary>Candidates that one request of a search looks at; where there are more, the answer has a token to go on with.</summary>
    public const int CandidatesPerSearch = 2_000;

    /// <summary>Candidates taken from the index at once.</summary>
    public const int CandidatesPerRead = 500;

    /// <summary>A buffer that has grown beyond this is not kept for the next request.</summary>
    public const int KeptBufferBytes = 256 * 1024;

    /// <summary>Seconds a pull of changes may wait for one.</summary>
    public const int FeedWaitSeconds = 60;

    /// <summary>Between two writes to a stream whose reader does not take what it is sent.</summary>
    public const int FeedPaceMilliseconds = 100;

    /// <summary>Seconds after which a party that has too many streams may try again.</summary>
    public const int StreamRetrySeconds = 15;

    /// <summary>What a stream asks of its reader: how long to wait before it comes again.</summary>
    public const int FeedRetryMilliseconds = 2_000;

    /// <summary>How long somebody stays signed in to the pages.</summary>
    public const int SessionHours = 8;

    public const int LanguageDays = 365;

    /// <summary>Entries of one list in a form of a page.</summary>
    public const int EntriesPerForm = 256;

    /// <summary>Rows of one file of requests.</summary>
    public const int IntakeRows = 1_000;

    public const int IntakeBufferBytes = 16 * 1024;

    /// <summary>Bytes of what a visitor's browser sends.</summary>
    public const int VisitorBodyBytes = 8 * 1024;

    /// <summary>Tokens of the site's bucket that recording a visitor's choice costs: it is written to the journal, an answer is not.</summary>
    public const int TokensPerChoice = 100;

    /// <summary>How long a browser may keep what a site's pages may ask.</summary>
    public const int PreflightSeconds = 600;

    /// <summary>How long a browser may use the script without asking whether it is still the same.</summary>
    public const int ScriptSeconds = 3_600;

    public const int StreamsPerParty = 32;

    /// <summary>Bytes of an export that are gathered before they are sent.</summary>
    public const int ExportBufferBytes = 64 * 1024;

    public const int SubscriptionsPerParty = 64;

    /// <summary>Characters of the address of a webhook.</summary>
    public const int WebhookUrlLength = 2_048;

    /// <summary>Deliveries a minute that a webhook is asked to allow.</summary>
    public const int WebhookRate = 60_000;

    /// <summary>How long a connection to a webhook is kept: the next one looks its name up again.</summary>
    public const int WebhookConnectionSeconds = 120;

    public const int WebhookHeaderKilobytes = 16;

    /// <summary>Bytes of a webhook's answer that are let pass so that the connection can be kept.</summary>
    public const int WebhookDrainBytes = 4_096;

    /// <summary>Dashboards that follow at once.</summary>
    public const int LiveViewers = 20;

    /// <summary>Impacts of drafts that are worked out at the same time.</summary>
    public const int ImpactsAtOnce = 2;

    /// <summary>Subscriptions the dashboard shows.</summary>
    public const int SubscribersShown = 200;

    /// <summary>Minutes for which the link to a customer or supply point that was searched for is good.</summary>
    public const int LookMinutes = 30;

    /// <summary>Characters of such a link's last part.</summary>
    public const int TicketLength = 2_048;

    /// <summary>Characters of what is named beside the reason of a look.</summary>
    public const int LookRequestLength = 64;

    /// <summary>Events of a customer on one page.</summary>
    public const int EventsPerPage = 50;

    /// <summary>Hours after which who signed in with an OpenID provider is asked for anew: what he may is told by the provider, at signing in alone.</summary>
    public const int OidcSessionHours = 1;

    /// <summary>Characters of the name a provider gives a person.</summary>
    public const int PersonLength = 120;
}
