using ConsentGrains.Core;
using ConsentGrains.Core.Directory;

namespace ConsentGrains.Grains;

/// <summary>Every version the directory ever had, so that a past one is found by binary search. Immutable: versions are only added, and the
/// timelines before it share the array.</summary>
sealed class DirectoryTimeline
{
    readonly DirectoryState[] versions;
    readonly int count;

    DirectoryTimeline(DirectoryState[] versions, int count)
    {
        (this.versions, this.count) = (versions, count);
        Latest = versions[count - 1];
    }

    public DirectoryState Latest { get; }

    public static DirectoryTimeline From(DirectoryState first) => new([first], 1);

    /// <summary>Only on the newest timeline, by the one writer: a place beyond the count is written once.</summary>
    public DirectoryTimeline With(DirectoryState next)
    {
        var room = versions;
        if (count == room.Length) Array.Resize(ref room, count * 2);
        room[count] = next;
        return new(room, count + 1);
    }

    /// <summary>The newest version recorded by a moment; before every command, the first.</summary>
    public DirectoryState At(Instant moment)
    {
        var (low, high) = (0, count - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (versions[middle].Recorded <= moment) low = middle;
            else high = middle - 1;
        }

        return versions[low];
    }

    /// <summary>Null for a version that is not there.</summary>
    public DirectoryState? Version(int version) => version >= 0 && version < count ? versions[version] : null;
}
