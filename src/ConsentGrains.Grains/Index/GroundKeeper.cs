using ConsentGrains.Core;
using ConsentGrains.Core.Directory;

namespace ConsentGrains.Grains.Index;

/// <summary>Has the directory record, without anybody asking, that a party's ground is over by its date. What is due the directory alone says: asked by
/// several processes, or again after a restart, it is recorded once.</summary>
sealed class GroundKeeper(IGrains grains, TimeProvider time)
{
    static readonly Envelope Timer = new("registry", Via: "timer");

    (DirectoryState Directory, DateOnly Day)? nothing;

    public async Task TurnAsync(CancellationToken cancel)
    {
        var (directory, today) = (grains.Directory, time.Now().Day);
        if (nothing is { } last && ReferenceEquals(last.Directory, directory) && last.Day == today) return;
        if (GroundRules.Lapsed(directory, today).Count == 0)
        {
            nothing = (directory, today);
            return;
        }

        await grains.TellAsync(new Command.ToDirectory(new DirectoryCommand.LapseGrounds()), Timer, CommandTerms.None, cancel);
    }
}
