namespace ConsentGrains.Web;

/// <summary>Why nothing can be answered just now. On the wire in kebab-case, as `reason` of /readyz.</summary>
public enum Unreadiness
{
    /// <summary>The process is being stopped.</summary>
    Stopping,

    /// <summary>Not one partition may be answered from: the database has not heard of this process for longer than a lease, or another process took over.</summary>
    JournalNotHeld,

    /// <summary>This silo has not found the others yet.</summary>
    ClusterNotJoined,
}
